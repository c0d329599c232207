using AgenticRecovery.Economics;

namespace AgenticRecovery.Policy;

public sealed partial class PolicyBook
{
    /// <summary>
    /// What must be put aside before a move is offered. A fact that splits a budget and is missing counts as the value "?", which
    /// all such cases share. Throws when the amount is in a currency the book has no rate for, or is negative.
    /// </summary>
    public IReadOnlyList<BudgetReservation> Reservations(string move, PolicyFacts facts, Money amount)
    {
        var home = Text.Rates.ToHome(amount) ?? throw new ArgumentException($"The book '{Text.Name}' has no rate for {amount.Currency}.");
        if (home.IsNegative)
            throw new ArgumentException($"A reservation of {amount} is negative.");
        return home.IsZero ? [] : [.. _budgetsOfMove[PlaceOf(move)].Select(budget => Reservation(budget, facts, home))];
    }

    /// <summary>The highest price that any budget of this move asks for now. <paramref name="used"/> is what the store says per key.</summary>
    public decimal ShadowPrice(string move, PolicyFacts facts, IReadOnlyDictionary<string, Money> used)
    {
        var highest = 0m;
        foreach (var budget in _budgetsOfMove[PlaceOf(move)])
        {
            if (budget.Pace is not { } pace || budget.Limit.Minor == 0)
                continue;
            var reservation = Reservation(budget, facts, Money.Zero(Text.Rates.Home));
            var spent = used.TryGetValue(reservation.Key.ToString(), out var sum) ? (decimal)sum.Minor / budget.Limit.Minor : 0m;
            highest = Math.Max(highest, pace.ShadowPrice(spent, Elapsed(reservation, facts.At)));
        }
        return highest;
    }

    /// <summary>Share of the period that has passed, 0–1. A budget that never starts again is always at its beginning.</summary>
    private static decimal Elapsed(BudgetReservation reservation, DateTimeOffset at) =>
        reservation is { StartsAt: { } from, EndsAt: { } to } ? Math.Clamp((decimal)(at - from).Ticks / (to - from).Ticks, 0, 1) : 0;

    private BudgetReservation Reservation(Budget budget, PolicyFacts facts, Money amount)
    {
        var (period, from, to) = BudgetPeriods.Of(budget.Period, facts.At, Text.Calendar.Zone);
        return new BudgetReservation(new BudgetKey(budget.Id, ScopeOf(budget, facts), period), amount, budget.Limit, from, to);
    }

    private IReadOnlyList<string> BudgetKeys(int place, PolicyFacts facts)
    {
        var budgets = _budgetsOfMove[place];
        if (budgets.Length == 0 || (facts.Knows(Published.Amount) && facts.Raw(Published.Amount.Slot) == 0))
            return [];
        return [.. budgets.Select(budget => Reservation(budget, facts, Money.Zero(Text.Rates.Home)).Key.ToString())];
    }

    private static string ScopeOf(Budget budget, PolicyFacts facts) => budget.Scopes.Count == 0
        ? "all"
        : string.Join(",", budget.Scopes.Select(fact => $"{fact.Name}={Escape(facts.Show(fact) ?? "?")}"));

    /// <summary>Keeps the signs that part a key out of its values.</summary>
    private static string Escape(string value) => value.Replace("%", "%25", StringComparison.Ordinal)
        .Replace("|", "%7C", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
