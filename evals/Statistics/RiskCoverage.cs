namespace AgenticRecovery.Evals.Statistics;

/// <param name="Confidence">Of the agent in what it did, 0–1; higher is surer.</param>
/// <param name="IsWrong">What it did by itself was not right.</param>
public readonly record struct Judged(double Confidence, bool IsWrong);

/// <param name="From">Least confidence that is acted on.</param>
/// <param name="Share">Of all trials done automatically at that threshold, 0–1.</param>
/// <param name="Error">Share of those that are wrong.</param>
public sealed record RiskPoint(double From, int Done, double Share, int Wrong, double Error);

/// <summary>
/// How much may run by itself, and how often it is then wrong (Geifman and El-Yaniv 2017). Trials that were handed to a
/// person count in the whole and are never done automatically.
/// </summary>
public sealed record RiskCoverage(IReadOnlyList<RiskPoint> Points, int All)
{
    /// <param name="automatic">What was done automatically.</param>
    /// <param name="handedOver">How many trials went to a person.</param>
    public static RiskCoverage Of(IEnumerable<Judged> automatic, int handedOver)
    {
        var sorted = automatic.OrderByDescending(j => j.Confidence).ToList();
        var all = sorted.Count + handedOver;
        var points = new List<RiskPoint>();
        var wrong = 0;
        for (var i = 0; i < sorted.Count; i++)
        {
            wrong += sorted[i].IsWrong ? 1 : 0;
            // Equal confidence cannot be told apart by a threshold: one point for all of them.
            if (i + 1 < sorted.Count && sorted[i + 1].Confidence == sorted[i].Confidence)
                continue;
            points.Add(new RiskPoint(sorted[i].Confidence, i + 1, (double)(i + 1) / all, wrong, (double)wrong / (i + 1)));
        }

        return new RiskCoverage(points, all);
    }

    /// <summary>The largest share done automatically whose error here is at most the bound; null when there is none.</summary>
    public RiskPoint? Largest(double errorAtMost) => Points.LastOrDefault(p => p.Error <= errorAtMost);

    /// <summary>
    /// The largest share whose error on new cases is at most the bound with the given confidence: the exact upper bound
    /// of each point, the doubt shared among all points looked at (Bonferroni).
    /// </summary>
    public RiskPoint? LargestSurely(double errorAtMost, double confidence = 0.95) => Points.LastOrDefault(
        p => Binomial.UpperBound(p.Done, p.Wrong, 1 - ((1 - confidence) / Points.Count)) <= errorAtMost);

    /// <summary>Area under the curve of error over share, by steps; 0 is best. Null when nothing was done automatically.</summary>
    public double? Area => Points.Count == 0
        ? null
        : Points.Select((p, i) => p.Error * (p.Share - (i == 0 ? 0 : Points[i - 1].Share))).Sum() / Points[^1].Share;
}
