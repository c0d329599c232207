using AgenticRecovery.Economics;
using AgenticRecovery.Store;
using AgenticRecovery.Valuation;

namespace AgenticRecovery.Activities;

/// <summary>The ladder of a case as the record keeps it: every alternative with its numbers.</summary>
public sealed record ValuationRecord(
    Money AtRisk, Money OrderPart, Money FuturePart, IReadOnlyList<ValueInput> Inputs, IReadOnlyList<RungLine> Rungs,
    string Best, string Highest, Money Tolerance);

/// <param name="Odds">Chance that the order is kept, 0–1, with its 95 % interval.</param>
/// <param name="WhyNot">Why it is not offered; null when it is.</param>
public sealed record RungLine(
    string Move, bool IsOffered, string? WhyNot, decimal Odds, decimal Low, decimal High, Money Amount, Money Cost,
    Money Teaching, Money ExpectedValue, string Sum, string Source);

/// <summary>Between the ladder as computed and the ladder as kept.</summary>
public static class Valuations
{
    public static ValuationRecord Keep(LadderValue ladder) => new(
        ladder.ValueAtRisk.Total, ladder.ValueAtRisk.Order, ladder.ValueAtRisk.Future, ladder.ValueAtRisk.Inputs,
        [.. ladder.Rungs.Select(r => new RungLine(
            r.Move, r.IsOffered, r.WhyNot ?? (r.DominatedBy is { } by ? $"{by} is as good for less" : null),
            r.Mean, r.Low, r.High, r.Price.Amount, r.Price.Cost, r.Teaching, r.ExpectedValue, r.Price.Why, r.Source))],
        ladder.Best, ladder.Highest, ladder.Tolerance);

    public static string Write(ValuationRecord valuation) => StoreJson.Write(valuation);

    public static ValuationRecord Read(string json) => StoreJson.Read<ValuationRecord>(json);
}
