using AgenticRecovery.Evals.Runs;
using AgenticRecovery.Evals.Statistics;

namespace AgenticRecovery.Evals;

/// <summary>Two runs of the same dataset, trial by trial. Counts are pairs; trials that ended in an error of either run are left out.</summary>
public sealed record Comparison
{
    public required RunName First { get; init; }
    public required RunName Second { get; init; }
    public required int Pairs { get; init; }

    /// <summary>Pairs left out: one side is missing or ended in an error.</summary>
    public required int LeftOut { get; init; }
    public required int FirstPassed { get; init; }
    public required int SecondPassed { get; init; }
    public required int OnlyFirst { get; init; }
    public required int OnlySecond { get; init; }

    /// <summary>Of pass rates, second minus first, clustered by customer.</summary>
    public required PairedDifference Difference { get; init; }

    /// <summary>McNemar, exact, two-sided. Takes all trials as independent; where cases were repeated the interval is the stricter one.</summary>
    public required double PValue { get; init; }

    /// <summary>The chance that these pairs would have shown a true difference of 5 points.</summary>
    public required double PowerAtFivePoints { get; init; }

    /// <summary>The least true difference they would have shown four times of five; null when none.</summary>
    public required double? Detectable { get; init; }
    public required string Verdict { get; init; }
    public required IReadOnlyList<string> Fixed { get; init; }
    public required IReadOnlyList<string> Broken { get; init; }
    public required IReadOnlyList<SliceDifference> Slices { get; init; }

    /// <summary>Second minus first, in the runs' currency of money given and millionths of model cost, over the pairs.</summary>
    public required long GivenMinorDifference { get; init; }
    public required long CostMicrosDifference { get; init; }

    /// <exception cref="EvalInputException">The runs are not of one dataset.</exception>
    public static Comparison Of(RunName firstName, RunReading first, RunName secondName, RunReading second)
    {
        if (first.Head.Suite != second.Head.Suite || first.Head.DatasetHash != second.Head.DatasetHash)
            throw new EvalInputException(
                secondName.Path, $"expected a run of the dataset of {firstName.Path} (suite '{first.Head.Suite}'), found another one (suite '{second.Head.Suite}'); only trials of the same cases can be compared");
        var others = second.Trials.ToDictionary(t => t.Key, StringComparer.Ordinal);
        var pairs = first.Trials.Where(t => t.Error is null && others.TryGetValue(t.Key, out var o) && o.Error is null).Select(t => (First: t, Second: others[t.Key])).ToList();
        var test = new McNemar(pairs.Count(p => p.First.Passed && !p.Second.Passed), pairs.Count(p => !p.First.Passed && p.Second.Passed), pairs.Count);
        var difference = Paired(pairs, first.Head.Seed);
        return new Comparison
        {
            First = firstName,
            Second = secondName,
            Pairs = pairs.Count,
            LeftOut = first.Head.Planned.Union(second.Head.Planned).Count() - pairs.Count,
            FirstPassed = pairs.Count(p => p.First.Passed),
            SecondPassed = pairs.Count(p => p.Second.Passed),
            OnlyFirst = test.OnlyFirst,
            OnlySecond = test.OnlySecond,
            Difference = difference,
            PValue = test.PValue,
            PowerAtFivePoints = Math.Round(test.Power(0.05), 4),
            Detectable = test.Detectable(),
            Verdict = VerdictOf(test, difference),
            Fixed = [.. pairs.Where(p => !p.First.Passed && p.Second.Passed).Select(p => p.First.Key)],
            Broken = [.. pairs.Where(p => p.First.Passed && !p.Second.Passed).Select(p => p.First.Key)],
            Slices = SlicesOf(pairs, first.Head.Seed),
            GivenMinorDifference = pairs.Sum(p => p.Second.GivenMinor - p.First.GivenMinor),
            CostMicrosDifference = pairs.Sum(p => p.Second.Use.CostMicros - p.First.Use.CostMicros),
        };
    }

    private static string VerdictOf(McNemar test, PairedDifference difference) =>
        test.PValue <= 0.05 && !difference.Interval.Contains(0) ? difference.Difference > 0 ? "the second run is better" : "the second run is worse"
        : test.OnlyFirst + test.OnlySecond == 0 ? "no trial differs"
        : test.Detectable() is { } least ? FormattableString.Invariant($"no difference shown; one of {100 * least:0.#} points or more would have been, four times of five")
        : "no difference shown, and too few trials to show any";

    private static List<SliceDifference> SlicesOf(List<(TrialLine First, TrialLine Second)> pairs, ulong seed) =>
        [.. pairs.SelectMany(p => p.First.Slices.Select(s => (s.Key, s.Value, Pair: p))).GroupBy(s => (s.Key, s.Value))
            .Select(g => new SliceDifference(
                g.Key.Key, g.Key.Value, g.Count(), g.Count(s => s.Pair.First.Passed), g.Count(s => s.Pair.Second.Passed),
                Paired([.. g.Select(s => s.Pair)], seed).Interval))
            .OrderBy(s => s.Topic, StringComparer.Ordinal).ThenBy(s => s.Value, StringComparer.Ordinal)];

    private static PairedDifference Paired(List<(TrialLine First, TrialLine Second)> pairs, ulong seed) => PairedBootstrap.Of(
        pairs.Select(p => new Observation(p.First.Cluster, (p.Second.Passed ? 1 : 0) - (p.First.Passed ? 1 : 0))), seed);
}

/// <param name="Path">Its folder, as it was asked for.</param>
public sealed record RunName(string Path, string Model, string PolicyHash, string PromptsHash, bool IsFinished)
{
    public static RunName Of(string path, RunReading run) => new(path, run.Head.Model, run.Head.PolicyHash, run.Head.PromptsHash, run.IsFinished);
}

/// <param name="Interval">Of the difference of pass rates, second minus first, 95 %.</param>
public sealed record SliceDifference(string Topic, string Value, int Pairs, int FirstPassed, int SecondPassed, Interval Interval);
