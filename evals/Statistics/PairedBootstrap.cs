namespace AgenticRecovery.Evals.Statistics;

/// <param name="Difference">Second minus first, of means.</param>
/// <param name="PValue">Two-sided: twice the smaller share of resamples on the other side of 0; at least 2/(resamples+1).</param>
public sealed record PairedDifference(double Difference, Interval Interval, double PValue);

/// <summary>The difference of two runs on the same trials, drawing whole clusters with replacement.</summary>
public static class PairedBootstrap
{
    /// <param name="differences">One a pair: second minus first.</param>
    public static PairedDifference Of(IEnumerable<Observation> differences, ulong seed, double level = 0.95)
    {
        var clusters = ClusteredBootstrap.Clusters(differences);
        if (clusters.Count == 0)
            return new PairedDifference(0, new Interval(-1, 1), 1);
        var means = ClusteredBootstrap.Draw(clusters, seed);
        // The resample that was observed counts as one, so that no p is 0 (Davison and Hinkley 1997, 4.2).
        var side = Math.Min(means.Count(m => m <= 0), means.Count(m => m >= 0)) + 1;
        return new PairedDifference(
            clusters.Sum(c => c.Sum) / clusters.Sum(c => c.Count),
            new Interval(ClusteredBootstrap.Quantile(means, (1 - level) / 2), ClusteredBootstrap.Quantile(means, (1 + level) / 2)),
            Math.Min(1, 2.0 * side / (means.Length + 1)));
    }
}
