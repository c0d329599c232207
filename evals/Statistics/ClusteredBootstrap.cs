namespace AgenticRecovery.Evals.Statistics;

/// <param name="Cluster">What hangs together, usually the customer: trials of one customer are no independent evidence.</param>
public readonly record struct Observation(string Cluster, double Value);

/// <summary>
/// Percentile intervals of a mean by drawing whole clusters with replacement (Efron and Tibshirani 1993, ch. 13; Cameron,
/// Gelbach and Miller 2008 for clusters). Seeded: the same observations and seed give the same interval, in any order.
/// </summary>
public static class ClusteredBootstrap
{
    public const int Resamples = 2_000;

    /// <param name="level">0–1, for instance 0.95.</param>
    public static Interval Mean(IEnumerable<Observation> observations, ulong seed, double level = 0.95)
    {
        var clusters = Clusters(observations);
        if (clusters.Count == 0)
            return new Interval(0, 1);
        if (Degenerate(clusters, level) is { } exact)
            return exact;
        var means = Draw(clusters, seed);
        return new Interval(Quantile(means, (1 - level) / 2), Quantile(means, (1 + level) / 2));
    }

    /// <summary>The means of the resamples, ascending.</summary>
    internal static double[] Draw(IReadOnlyList<(double Sum, int Count)> clusters, ulong seed)
    {
        var random = new SeededRandom(seed);
        var means = new double[Resamples];
        for (var r = 0; r < Resamples; r++)
        {
            var (sum, count) = (0.0, 0);
            for (var i = 0; i < clusters.Count; i++)
            {
                var drawn = clusters[random.Below(clusters.Count)];
                sum += drawn.Sum;
                count += drawn.Count;
            }

            means[r] = sum / count;
        }

        Array.Sort(means);
        return means;
    }

    internal static IReadOnlyList<(double Sum, int Count)> Clusters(IEnumerable<Observation> observations) =>
        [.. observations.GroupBy(o => o.Cluster, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (g.Order(ByValue).Sum(o => o.Value), g.Count()))];

    /// <summary>Between neighbours, linearly (Hyndman and Fan 1996, type 7).</summary>
    internal static double Quantile(double[] sorted, double share)
    {
        var at = share * (sorted.Length - 1);
        var below = (int)Math.Floor(at);
        return below + 1 < sorted.Length ? sorted[below] + ((at - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }

    /// <summary>
    /// Where every trial passed (or failed), resampling shows no spread at all, which is not certainty: the exact interval
    /// over clusters stands in.
    /// </summary>
    private static Interval? Degenerate(IReadOnlyList<(double Sum, int Count)> clusters, double level) =>
        clusters.All(c => c.Sum == c.Count) ? Binomial.Exact(clusters.Count, clusters.Count, level)
        : clusters.All(c => c.Sum == 0) ? Binomial.Exact(clusters.Count, 0, level)
        : null;

    private static readonly Comparer<Observation> ByValue = Comparer<Observation>.Create((a, b) => a.Value.CompareTo(b.Value));
}
