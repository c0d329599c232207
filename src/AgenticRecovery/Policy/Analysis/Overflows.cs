using System.Numerics;

namespace AgenticRecovery.Policy;

/// <summary>Arithmetic that leaves the range of amounts for values a shop really has. Such a condition counts as unknown, so it would never allow.</summary>
internal static class Overflows
{
    /// <summary>Values that are still ordinary, in millionths: a million of any currency's unit or count, ten years.</summary>
    private static readonly long MostOrdinary = 1_000_000 * PublishedFact.Micro;
    private static readonly long TenYears = 87_600 * PublishedFact.MicroPerHour;

    public static IEnumerable<Finding> Of(Rule rule)
    {
        if (Thresholds.Leaves(rule.When.Condition).OfType<Condition.Compares>().Any(leaf => Most(leaf.Left) is null || Most(leaf.Right) is null))
            yield return new Finding("warning", "overflow", rule.Id, null, rule.Line, $"The arithmetic of '{rule.Id}' passes 9,223,372,036,854 for ordinary amounts; its condition would count as not known.", null);
    }

    /// <summary>The greatest size a quantity reaches; null once a step of it does not fit.</summary>
    private static BigInteger? Most(Quantity quantity)
    {
        BigInteger? most = quantity switch
        {
            Quantity.Fixed constant => constant.Most,
            Quantity.OfFact { Fact.Kind: FactKind.Duration } => TenYears,
            Quantity.OfFact one => Math.Min(one.Fact.Max, MostOrdinary),
            Quantity.Joined two when Most(two.Left) is { } left && Most(two.Right) is { } right => two.Symbol switch
            {
                '*' => left * right / PublishedFact.Micro,
                // What divides is seldom under one.
                '/' => two.Right is Quantity.Fixed { Most: > 0 } by ? left * PublishedFact.Micro / by.Most : left,
                _ => left + right,
            },
            _ => null,
        };
        return most > long.MaxValue ? null : most;
    }
}
