namespace AgenticRecovery.Evals.Statistics;

/// <summary>
/// Cohen's kappa (1960): agreement of two raters beyond what their habits alone would give. 1 is full agreement, 0 is
/// chance, below 0 is worse than chance.
/// </summary>
/// <param name="Value">NaN when both raters only ever say one and the same thing: then agreement shows nothing.</param>
/// <param name="StandardError">Large-sample, Cohen (1960) eq. 7.</param>
public sealed record Kappa(double Value, double Agreement, double ByChance, double StandardError, int Items)
{
    public static Kappa Of<T>(IReadOnlyCollection<(T First, T Second)> ratings) where T : notnull
    {
        if (ratings.Count == 0)
            throw new ArgumentException("expected at least one item that both rated", nameof(ratings));
        double n = ratings.Count;
        var agreement = ratings.Count(r => r.First.Equals(r.Second)) / n;
        var first = ratings.CountBy(r => r.First).ToDictionary();
        var byChance = ratings.CountBy(r => r.Second).Sum(s => s.Value / n * (first.GetValueOrDefault(s.Key) / n));
        return new Kappa(
            byChance == 1 ? double.NaN : (agreement - byChance) / (1 - byChance),
            agreement,
            byChance,
            byChance == 1 ? double.NaN : Math.Sqrt(agreement * (1 - agreement) / (n * (1 - byChance) * (1 - byChance))),
            ratings.Count);
    }
}
