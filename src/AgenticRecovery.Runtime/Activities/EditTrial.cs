using AgenticRecovery.Books;
using AgenticRecovery.Cases;
using AgenticRecovery.Connectors;
using AgenticRecovery.Store;
using AgenticRecovery.Tools;

namespace AgenticRecovery.Activities;

/// <summary>What the policy book would say of a person's edit, before it is sent. Nothing is recorded, reserved or done.</summary>
public sealed class EditTrial(RecoveryStore store, IShop shop, CaseReader reader, Decider decider)
{
    public static EditTrial Of(RecoveryStore store, IShop shop, PlaybookShelf playbooks, PolicyShelf policy, TimeProvider clock)
    {
        var customers = new Customers(store.Database);
        var decider = new Decider(store, shop, new Situations(customers, shop, clock), new PolicySituations(store, customers, shop, clock), playbooks, policy);
        return new EditTrial(store, shop, new CaseReader(store, shop), decider);
    }

    /// <exception cref="ArgumentException">The move names a line or variant that the shop does not know, or an amount in another currency.</exception>
    public async Task<Decided> OfAsync(Proposal replaced, Move move, string by, string note, CancellationToken ct)
    {
        var now = await reader.ReadAsync(replaced.Case, ct);
        var wanted = new Wanted(move, replaced.Order ?? now.Order?.Id, note, [], by, 1, null);
        var trusted = new TrustedReads(now.Order is null ? [] : [now.Order], now.Customer, await shop.ProductsAsync(ct), store.Cases.Facts(replaced.Case));
        var ordinal = store.Proposals.OfCase(replaced.Case).Count + 1;
        return await decider.DecideAsync(now, wanted, ProposalId.For(replaced.Case, ordinal), trusted, ct);
    }
}
