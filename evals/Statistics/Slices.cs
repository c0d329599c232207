namespace AgenticRecovery.Evals.Statistics;

/// <param name="Case">Trials of one case are repeats of it.</param>
/// <param name="Slices">Topic → value, for instance language → fr.</param>
public sealed record SlicedTrial(string Case, string Cluster, IReadOnlyDictionary<string, string> Slices, bool Passed);

/// <param name="PassHatK">pass^1 … pass^K.</param>
public sealed record SliceRow(string Topic, string Value, int Trials, int Passed, double Share, Interval Interval, IReadOnlyList<double> PassHatK);

/// <summary>Pass rates by every topic of the trials, so that a good mean hides no bad corner.</summary>
public static class Slices
{
    /// <summary>By topic and value; the values of one topic worst first.</summary>
    public static IReadOnlyList<SliceRow> Of(IReadOnlyCollection<SlicedTrial> trials, ulong seed) =>
        [.. trials.SelectMany(t => t.Slices.Select(s => (s.Key, s.Value, Trial: t)))
            .GroupBy(t => (t.Key, t.Value))
            .Select(g => Row(g.Key.Key, g.Key.Value, [.. g.Select(t => t.Trial)], seed))
            .OrderBy(r => r.Topic, StringComparer.Ordinal).ThenBy(r => r.Share).ThenBy(r => r.Value, StringComparer.Ordinal)];

    public static SliceRow Row(string topic, string value, IReadOnlyCollection<SlicedTrial> trials, ulong seed)
    {
        var passed = trials.Count(t => t.Passed);
        return new SliceRow(
            topic, value, trials.Count, passed, trials.Count == 0 ? 0 : (double)passed / trials.Count,
            ClusteredBootstrap.Mean(trials.Select(t => new Observation(t.Cluster, t.Passed ? 1 : 0)), seed),
            PassPower.Curve([.. trials.GroupBy(t => t.Case, StringComparer.Ordinal).Select(g => new CaseCount(g.Count(), g.Count(t => t.Passed)))]));
    }
}
