using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Valuation;

/// <summary>One rung with its numbers. "DoNothing" is always the first; it is excluded only where the customer has uttered a right.</summary>
/// <param name="Eligible">False when the state of the order excludes it; <paramref name="WhyNot"/> says why.</param>
/// <param name="Odds">Belief that the order is kept by this move, for the case's cause.</param>
/// <param name="Low">95 % interval of the odds.</param>
/// <param name="ExpectedValue">odds · value − cost − teaching; rounded half to even.</param>
/// <param name="DominatedBy">A cheaper eligible move that is at least as good with the configured probability; such a rung is never offered.</param>
public sealed record RungValue(
    string Move, bool Eligible, string? WhyNot, Odds Odds, decimal Low, decimal High, MovePrice Price, Money Teaching,
    Money ExpectedValue, string? DominatedBy, RungMove? Candidate, string Source)
{
    public decimal Mean => Odds.Mean;

    /// <summary>Eligible and not dominated.</summary>
    public bool IsOffered => Eligible && DominatedBy is null;
}

/// <summary>
/// The whole ladder with its numbers, alternatives kept. Per rung <c>EV = p(kept) · value − cost − cost of teaching</c>; the
/// choice is the smallest effective action: the lowest offered rung within the tolerance of the best (economics.md §9).
/// </summary>
public sealed record LadderValue
{
    public required ValueAtRisk ValueAtRisk { get; init; }
    public required IReadOnlyList<RungValue> Rungs { get; init; }

    /// <summary>The smallest effective action.</summary>
    public required string Best { get; init; }

    /// <summary>The rung with the highest expected value, which may be higher up.</summary>
    public required string Highest { get; init; }

    /// <summary>How far under the highest value a smaller rung may lie and still be chosen.</summary>
    public required Money Tolerance { get; init; }

    public RungValue Chosen => Rungs.First(rung => rung.Move == Best);

    /// <param name="costs">In the situation's currency; see <c>CostTable.In</c>.</param>
    public static LadderValue Of(Playbook playbook, Situation situation, CostTable costs)
    {
        var value = ValueAtRisk.Of(situation, costs);
        var rungs = new List<RungValue>(playbook.Ladder.Count + 1) { Nothing(playbook, situation, value.Total) };
        foreach (var rung in playbook.Ladder) rungs.Add(Valued(rung, situation, value.Total, costs));
        KeepLaterRungsOpen(rungs);
        var settled = rungs.Select(rung => rung with { DominatedBy = Dominator(rung, rungs, costs.Share("dominatedFrom")) }).ToList();
        var offered = settled.Where(rung => rung.IsOffered).ToList();
        // With a right uttered and nothing on this ladder that carries it out, a person must: there is no rung to choose.
        if (offered.Count == 0) offered = [ToPerson(situation, costs)];
        offered = WithoutHandOver(offered, situation);
        var highest = offered.MaxBy(rung => rung.ExpectedValue.Minor)!;
        var tolerance = Money.Max(costs[CostNames.ToleranceAbsolute], value.Total.Times(costs.Share("toleranceShare")));
        return new LadderValue
        {
            ValueAtRisk = value,
            Rungs = settled.Any(rung => rung.IsOffered) ? settled : [.. settled, offered[0]],
            Tolerance = tolerance,
            Highest = highest.Move,
            Best = offered.First(rung => rung.ExpectedValue >= highest.ExpectedValue - tolerance).Move,
        };
    }

    private static RungValue Nothing(Playbook playbook, Situation situation, Money value)
    {
        var odds = playbook.NothingFor(situation.Cause);
        var (low, high) = BetaMath.Interval95(odds);
        var zero = Money.Zero(situation.Currency);
        var whyNot = Eligibility.WhyNot(nameof(Move.DoNothing), situation);
        return new RungValue(nameof(Move.DoNothing), whyNot is null, whyNot, odds, low, high, new MovePrice(zero, zero, "nothing is done"), zero,
            value.Times(odds.Mean), null, new RungMove(new Move.DoNothing(), true), playbook.Sources.GetValueOrDefault("nothing", "assumption"));
    }

    /// <summary>Share of a later rung's value that outlives the day a silent retry takes (assumption).</summary>
    private const decimal LeftAfterRetry = 0.9m;

    // A silent retry asks nothing of the customer and uses nothing up: when it fails, the link can still be sent. Its value
    // alone would be compared with moves that end the ladder.
    private static void KeepLaterRungsOpen(List<RungValue> rungs)
    {
        var at = rungs.FindIndex(rung => rung.Move == nameof(Move.RetryPayment) && rung.Eligible);
        if (at < 0) return;
        var later = rungs.Skip(at + 1).Where(rung => rung.Eligible && rung.Move != nameof(Move.EscalateTo) && rung.ExpectedValue.Minor > 0)
            .Select(rung => rung.ExpectedValue).DefaultIfEmpty(Money.Zero(rungs[at].ExpectedValue.Currency)).Max();
        rungs[at] = rungs[at] with { ExpectedValue = rungs[at].ExpectedValue + later.Times((1 - rungs[at].Mean) * LeftAfterRetry) };
    }

    // Handing over only moves the choice: the person's own move and its cost come on top, so its value cannot be compared.
    // It is chosen where nothing else is left but waiting or giving up. Giving in to the bank loses the money for good: whether
    // that is right is the person's choice, before the day the bank has set.
    private static List<RungValue> WithoutHandOver(List<RungValue> offered, Situation situation)
    {
        var isWorkLeft = offered.Any(rung => rung.Move is not (nameof(Move.EscalateTo) or nameof(Move.DoNothing))
            && (situation.IsRightUttered || rung.Move is not (nameof(Move.CancelOrder) or nameof(Move.AcceptDispute))));
        // A sale stands while something can be done for it: nobody is rid of a customer because the order earns little.
        if (isWorkLeft) return [.. offered.Where(rung => rung.Move != nameof(Move.EscalateTo) && (situation.IsRightUttered || rung.Move != nameof(Move.CancelOrder)))];
        var others = offered.Where(rung => rung.Move != nameof(Move.AcceptDispute)).ToList();
        return others.Exists(rung => rung.Move == nameof(Move.EscalateTo)) ? others : offered;
    }

    private static RungValue ToPerson(Situation situation, CostTable costs)
    {
        var move = new Move.EscalateTo("desk", "no move of this playbook fits: decide what is owed");
        var odds = new Odds(1, 1);
        var (low, high) = BetaMath.Interval95(odds);
        var price = MovePricing.Of(move, situation, null, costs);
        return new RungValue(move.Name, true, null, odds, low, high, price, Money.Zero(situation.Currency), -price.Cost, null, new RungMove(move, true), "assumption");
    }

    private static RungValue Valued(Rung rung, Situation situation, Money value, CostTable costs)
    {
        var zero = Money.Zero(situation.Currency);
        var odds = rung.OddsFor(situation.Cause);
        var (low, high) = BetaMath.Interval95(odds);
        var whyNot = Eligibility.WhyNot(rung.Move, situation);
        var candidate = whyNot is null ? RungMove.Of(rung, situation, costs) : null;
        if (whyNot is null && candidate is null) whyNot = "a fact it needs is missing";
        if (candidate is null)
            return new RungValue(rung.Move, false, whyNot, odds, low, high, new MovePrice(zero, zero, "not priced"), zero, zero, null, null, rung.Source);
        var price = MovePricing.Of(candidate.Move, situation, rung, costs);
        var teaching = TeachingCost(rung.Move, price.Amount, situation, costs);
        return new RungValue(rung.Move, true, null, odds, low, high, price, teaching,
            value.Times(odds.Mean) - price.Cost - teaching, null, candidate, rung.Source);
    }

    /// <summary>
    /// What a gift costs later, because people learn to ask: nothing for the first gift to a new customer, else a quarter of
    /// its face value, doubling with each gift of the last 180 days (service-recovery.md §5: sign measured, size assumed).
    /// </summary>
    public static Money TeachingCost(string move, Money amount, Situation situation, CostTable costs)
    {
        var isGift = move is nameof(Move.LimitedIncentive) or nameof(Move.PartialRefund);
        if (!isGift || (situation.ConcessionsBefore == 0 && (situation.Customer?.OrdersBefore ?? 0) == 0)) return Money.Zero(situation.Currency);
        var share = costs.Share("teaching.established");
        for (var i = 0; i < Math.Min(situation.ConcessionsBefore, 8); i++) share *= costs.Share("teaching.repeatFactor");
        return amount.Times(share);
    }

    private static string? Dominator(RungValue rung, List<RungValue> all, decimal from)
    {
        if (!rung.Eligible) return null;
        foreach (var other in all)
        {
            if (other.Move == rung.Move || !other.Eligible) continue;
            var isCheaper = Total(other) < Total(rung) || (Total(other) == Total(rung) && all.IndexOf(other) < all.IndexOf(rung));
            if (isCheaper && BetaMath.ChanceAtMost(rung.Odds, other.Odds) >= from) return other.Move;
        }
        return null;
    }

    private static Money Total(RungValue rung) => rung.Price.Cost + rung.Teaching;
}
