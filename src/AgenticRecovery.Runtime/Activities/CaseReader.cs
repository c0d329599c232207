using AgenticRecovery.Agents;
using AgenticRecovery.Cases;
using AgenticRecovery.Connectors;
using AgenticRecovery.Signals;
using AgenticRecovery.Store;

namespace AgenticRecovery.Activities;

/// <summary>A case as it stands now: its row, what came in, and what the shop says at this moment.</summary>
public sealed record CaseNow(CaseRecord Case, IReadOnlyList<Signal> Signals, Order? Order, Customer? Customer)
{
    /// <summary>True when whoever wrote is known to be the owner: their account sent it, or they named what only the owner knows.</summary>
    public required bool IsIdentified { get; init; }

    /// <summary>Words of customers and carriers, oldest first; then what people outside wrote into the order itself.</summary>
    public required IReadOnlyList<QuotedText> Texts { get; init; }

    public CaseId Id => Case.Id;

    /// <summary>What narrows the failure mode: the kind of the newest event that is no message.</summary>
    public string? Cause => Signals.LastOrDefault(s => s.Kind != SignalKind.CustomerMessage)?.Kind.ToString();

    /// <summary>Attributes of all signals, later ones over earlier ones.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; } = Signals
        .SelectMany(s => s.Attributes).GroupBy(a => a.Key).ToDictionary(g => g.Key, g => g.Last().Value, StringComparer.Ordinal);

    public string Language => Customer?.Language ?? Signals.Select(s => s.Language).LastOrDefault(l => l is not null) ?? "en";
}

/// <summary>Reads a case from the store and the shop. Every step reads anew: what was true a step ago may not be.</summary>
public sealed class CaseReader(RecoveryStore store, IShop shop)
{
    public async Task<CaseNow> ReadAsync(CaseId id, CancellationToken ct)
    {
        var row = store.Cases.Get(id);
        var signals = store.Signals.OfCase(id).Select(t => t.Signal).OrderBy(s => s.OccurredAt).ThenBy(s => s.Id, StringComparer.Ordinal).ToList();
        var order = row.Order is { } orderId ? await shop.FindOrderAsync(orderId, ct) : null;
        var customerId = row.Customer ?? order?.Customer;
        var customer = customerId is { } known ? await shop.FindCustomerAsync(known, ct) : null;
        var sender = signals.FirstOrDefault(s => s.Kind == SignalKind.CustomerMessage);
        bool IsOwner(Signal? signal) => signal is null || (row.Customer is { } named && named == customer?.Id
            && (signal.Customer is null || signal.Customer == named) && (order is null || order.Customer == named));
        return new CaseNow(row, signals, order, customer)
        {
            // An event of the shop's own systems is about the order's owner. A message counts when the helpdesk knows
            // the account, or when the writer named what only the owner knows (see Identification).
            IsIdentified = customer is not null && IsOwner(sender),
            Texts = [.. signals.Where(s => s.Text is not null).Select(s => Quote(s, IsOwner(s))), .. signals.SelectMany(ForeignWords.In), .. order is null ? [] : ForeignWords.In(order)],
        };
    }

    private static QuotedText Quote(Signal signal, bool isOwner) => new(
        signal.Kind is SignalKind.CustomerMessage or SignalKind.ReviewLow ? "customer" : signal.Source,
        signal.Id, signal.OccurredAt, signal.Text!, signal.Language)
    {
        IsIdentified = isOwner && signal.Kind == SignalKind.CustomerMessage,
    };
}
