using AgenticRecovery.Agents;
using AgenticRecovery.Books;
using AgenticRecovery.Cases;
using AgenticRecovery.Connectors;
using AgenticRecovery.Economics;
using AgenticRecovery.Signals;
using AgenticRecovery.Store;
using AgenticRecovery.Tools;
using AgenticRecovery.Valuation;

namespace AgenticRecovery.Activities;

/// <summary>Where the agents' read tools look: the shop, and our own record of the customer.</summary>
internal static class ToolSources
{
    private const int MostCases = 20;

    public static ReadSources Of(RecoveryStore store, IShop shop, Situations situations, CaseReader reader, PlaybookShelf playbooks) => new(
        shop,
        (customer, _) => Task.FromResult<IReadOnlyList<QuotedText>>(
            [.. store.Cases.OfCustomer(customer, MostCases).SelectMany(c => store.Signals.OfCase(c.Id))
                .Where(s => s.Signal.Text is not null).OrderByDescending(s => s.Signal.OccurredAt)
                .Select(s => new QuotedText("customer", s.Signal.Id, s.Signal.OccurredAt, s.Signal.Text!, s.Signal.Language))]),
        (customer, _) => Task.FromResult<IReadOnlyList<EarlierCase>>(
            [.. store.Cases.OfCustomer(customer, MostCases).Where(c => c.Mode is not null)
                .Select(c => new EarlierCase(c.Id, c.Mode!.Value, c.State, c.Result, store.Outcomes.Find(c.Id)?.Conceded ?? Money.Zero(Currency.Eur), c.OpenedAt))]),
        async (move, order, ct) =>
        {
            if (store.Cases.OfOrder(order.Id).FirstOrDefault(c => c.ClosedAt is null && c.Mode is not null) is not { } open)
                return null;
            var situation = await situations.OfAsync(await reader.ReadAsync(open.Id, ct), order, ct);
            var rung = playbooks[situation.Mode].Ladder.FirstOrDefault(r => r.Move == move.Name);
            return MovePricing.Of(move, situation, rung, playbooks.CostsIn(situation.Currency));
        });
}
