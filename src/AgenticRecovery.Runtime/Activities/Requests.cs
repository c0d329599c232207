using AgenticRecovery.Agents;
using AgenticRecovery.Approvals;
using AgenticRecovery.Cases;
using AgenticRecovery.Connectors;
using AgenticRecovery.Policy;
using AgenticRecovery.Signals;
using AgenticRecovery.Store;
using AgenticRecovery.Workflows;

namespace AgenticRecovery.Activities;

/// <summary>Requests to people: what they are bound to, and whether that still holds.</summary>
public sealed class Requests(RecoveryStore store, IShop shop, TimeProvider clock)
{
    /// <summary>The request for a proposal, on the state as it is now.</summary>
    public async Task<ApprovalRequest> ForAsync(ProposalRecord record, ApprovalNeed need, CancellationToken ct)
    {
        var order = record.Proposal.Order is { } orderId ? await shop.FindOrderAsync(orderId, ct) : null;
        var customer = (record.Proposal.Customer ?? order?.Customer) is { } customerId ? await shop.FindCustomerAsync(customerId, ct) : null;
        return new ApprovalRequest
        {
            Proposal = record.Proposal.Id,
            Case = record.Proposal.Case,
            ProposalHash = record.Hash,
            BookHash = record.Decision!.BookHash,
            Rule = record.Decision.Rule,
            Role = need.Role,
            People = need.People,
            Amount = record.Proposal.Amount,
            Snapshot = await SnapshotAsync(record.Proposal, ct),
            AskedAt = clock.GetUtcNow(),
            DueAt = need.DueAt,
            Brand = order?.Attributes.GetValueOrDefault("brand") ?? "main",
            AbuseRisk = customer?.AbuseRisk,
        };
    }

    /// <summary>
    /// Just before acting on an approval the state is read again. What moved further than the move tolerates reopens the
    /// request; an unchanged state never asks twice.
    /// </summary>
    public async Task<Acted?> ReopenIfChangedAsync(ProposalRecord record, CancellationToken ct)
    {
        if (store.Approvals.Find(record.Proposal.Id) is not { State: "approved" } approval)
            return null;
        var now = await SnapshotAsync(record.Proposal, ct);
        var changes = Snapshots.Between(approval.Request.Snapshot, now, MoveTraits.Of(record.Proposal.Move));
        if (changes.Count == 0)
            return null;
        var why = string.Join("; ", changes.Select(c => $"{c.What}: {c.Was} → {c.Is} (tolerates {c.Tolerates})"));
        var at = clock.GetUtcNow();
        var note = await store.WriteAsync(
            sql =>
            {
                store.Approvals.Reopen(sql, approval.Request with { Snapshot = now, AskedAt = at }, why);
                store.Tell(sql, record.Proposal.Case, at, "approval", $"{record.Proposal.Id}/changed/{at.ToUnixTimeMilliseconds()}", "Changed since approved, nothing was done: " + why);
                return store.Notes.Put(sql, record.Proposal.Case, "changed since approved: " + why, at);
            },
            ct);
        var request = approval.Request;
        return new Acted("changed", note, false, false,
            new ApprovalNeed(request.Role, request.People, request.DueAt, request.ProposalHash, record.Proposal.ProposedBy));
    }

    /// <summary>Tells the model what became of its call, wherever the proposal came from one.</summary>
    public void Answer(Sql sql, Proposal proposal, string says, string? reason, DateTimeOffset at)
    {
        var call = store.ToolCalls.OfCase(proposal.Case).LastOrDefault(c => c.Proposal == proposal.Id);
        if (call is not null)
            store.ToolCalls.Answer(sql, proposal.Case, call.CallId, says, ToolSays.Json(says, reason), at);
    }

    private async Task<BusinessSnapshot> SnapshotAsync(Proposal proposal, CancellationToken ct)
    {
        var order = proposal.Order is { } id ? await shop.FindOrderAsync(id, ct) : null;
        var newest = store.Signals.OfCase(proposal.Case).LastOrDefault(s => s.Signal.Kind == SignalKind.CustomerMessage)?.Signal.Id;
        if (order is null)
            return new BusinessSnapshot { Status = OrderStatus.Open, OrderHash = "no-order", Refundable = proposal.Amount - proposal.Amount, NewestMessage = newest };
        var stock = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (line, variant) in Needs(proposal.Move, order))
        {
            var product = await shop.FindProductAsync(line.Product, ct);
            if (product?.Variants.FirstOrDefault(v => v.Id == variant) is { } found)
                stock[variant.Value] = found.Stock ?? (found.IsAvailable ? 1 : 0);
        }

        return Snapshots.Of(order, stock, newest);
    }

    private static IEnumerable<(OrderLine Line, VariantId Variant)> Needs(Move move, Order order)
    {
        OrderLine? Line(LineId id) => order.Lines.FirstOrDefault(l => l.Id == id);
        var swaps = move switch
        {
            Move.EditItems edit => edit.Swaps,
            Move.Exchange exchange => exchange.Swaps,
            Move.Substitute substitute => [new ItemSwap(substitute.Line, substitute.By)],
            Move.Replace replace => [.. replace.Lines.Select(Line).OfType<OrderLine>().Select(l => new ItemSwap(l.Id, l.Variant))],
            _ => [],
        };
        return swaps.Select(s => (Line(s.Line), s.To)).Where(p => p.Item1 is not null).Select(p => (p.Item1!, p.To));
    }
}
