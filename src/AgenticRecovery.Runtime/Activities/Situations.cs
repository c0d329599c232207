using AgenticRecovery.Cases;
using AgenticRecovery.Connectors;
using AgenticRecovery.Economics;
using AgenticRecovery.Store;
using AgenticRecovery.Triage;
using AgenticRecovery.Triage.Reading;
using AgenticRecovery.Valuation;

namespace AgenticRecovery.Activities;

/// <summary>What valuing and pricing look at, put together from the case as it stands.</summary>
public sealed class Situations(Customers customers, IShop shop, TimeProvider clock)
{
    private static readonly TimeSpan ConcessionMemory = TimeSpan.FromDays(180);

    /// <param name="order">The order a move acts on, when it is not the case's own.</param>
    public async Task<Valuation.Situation> OfAsync(CaseNow now, Order? order, CancellationToken ct)
    {
        var about = order ?? now.Order;
        var variants = new Dictionary<VariantId, Variant>();
        foreach (var product in about?.Lines.Select(l => l.Product).Distinct() ?? [])
        {
            foreach (var variant in (await shop.FindProductAsync(product, ct))?.Variants ?? [])
                variants[variant.Id] = variant;
        }

        var mode = now.Case.Mode ?? throw new InvalidOperationException($"{now.Id} is not diagnosed yet.");
        return new Valuation.Situation
        {
            Mode = mode,
            Now = clock.GetUtcNow(),
            Order = about,
            Customer = now.Customer,
            Cause = now.Cause ?? now.Case.Diagnosis?.RootCauses.Select(c => c.Tag).FirstOrDefault(),
            Facts = Facts(now),
            Variants = variants,
            ConcessionsBefore = now.Customer is { } customer ? customers.Concessions(customer.Id, clock.GetUtcNow() - ConcessionMemory).Count : 0,
            IsAnswerOwed = now.Signals.Any(s => s.Kind == Signals.SignalKind.CustomerMessage) || mode is FailureMode.RefundFollowUp or FailureMode.ConcessionRequest,
            NamesFault = mode is not FailureMode.ConcessionRequest || now.Cause is not null || now.Texts.All(t => !t.IsIdentified) || now.Texts.Any(t => MoneySigns.NamesFault(t.Text)),
            IsRightUttered = IsRightUttered(mode, string.Join('\n', now.Texts.Where(t => t.IsIdentified).Select(t => t.Text))),
        };
    }

    // "I keep it if you give me something back", "a photo is attached", "I have asked the neighbours": what customers say of
    // themselves no system reports.
    private static Dictionary<string, string> Facts(CaseNow now)
    {
        var said = now.Texts.Where(t => t.IsIdentified).Select(t => t.Text).ToList();
        var facts = new Dictionary<string, string>(now.Attributes, StringComparer.Ordinal);
        if (now.Cause == nameof(Signals.SignalKind.ParcelDamaged) && now.Texts.Any(t => PlainSigns.KeepsItem(t.Text)))
            facts.TryAdd(FactNames.KeepsItem, "true");
        if (now.Cause is null && said.Exists(FitSigns.ShowsPhoto))
            facts.TryAdd(FactNames.Photos, "1");
        if (now.Cause == nameof(Signals.SignalKind.DeliveredNotReceived) && now.Texts.Any(t => PlainSigns.LookedAround(t.Text)))
            facts.TryAdd(FactNames.LookedAround, "true");
        return facts;
    }

    // Who wants the same in another size wants to keep the order; who reports a fault, or asks how a thing fits, has not said yet what they want.
    private static bool IsRightUttered(FailureMode mode, string said) => mode is FailureMode.CancelRequest
        || (mode is FailureMode.ReturnRequest && !VariantWish.IsUttered(said) && !FitSigns.AsksFit(said) && (PlainSigns.FaultIn(said) is null || PlainSigns.WantsOut(said)));
}
