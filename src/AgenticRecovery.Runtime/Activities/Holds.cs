using AgenticRecovery.Cases;
using AgenticRecovery.Connectors;
using AgenticRecovery.Store;

namespace AgenticRecovery.Activities;

/// <summary>Reversible holds that protect an order while a person or the customer decides.</summary>
public sealed class Holds(RecoveryStore store, IShop shop, TimeProvider clock)
{
    /// <summary>Places the hold that the proposal's move declares, once per time somebody is asked.</summary>
    public async Task PlaceAsync(Proposal proposal, CancellationToken ct)
    {
        var hold = MoveTraits.Of(proposal.Move).Hold;
        if (hold is HoldKind.None or HoldKind.HoldingMessage || proposal.Order is not { } order)
            return;

        // A request that is asked again after its hold was lifted needs a new one; the shop knows a key only once.
        var own = $"{proposal.Id}/hold";
        var lifted = store.Intents.Holds(proposal.Case).Count(h => h.LiftedAt is not null && h.Key.StartsWith(own, StringComparison.Ordinal));
        var key = lifted == 0 ? own : $"{own}-{lifted}";
        if (await shop.HoldAsync(order, hold, key, ct) is not ShopAnswer.Done placed)
            return;
        var at = clock.GetUtcNow();
        await store.WriteAsync(
            sql =>
            {
                store.Intents.PlaceHold(sql, new HoldRecord(key, proposal.Case, order, hold, placed.Reference, at, null));
                store.Tell(sql, proposal.Case, at, "move", key, $"{hold} placed while a person decides [{shop.Name}]");
            },
            ct);
    }

    /// <summary>Lifts every hold of the case that still stands.</summary>
    public async Task LiftAsync(CaseId id, CancellationToken ct)
    {
        foreach (var hold in store.Intents.Holds(id).Where(h => h.LiftedAt is null))
        {
            await shop.ReleaseHoldAsync(hold.Order, hold.Kind, hold.Key, ct);
            await store.Intents.LiftHoldAsync(hold.Key, clock.GetUtcNow(), ct);
        }
    }
}
