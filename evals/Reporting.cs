using System.Globalization;
using AgenticRecovery.Evals.Runs;
using AgenticRecovery.Evals.Statistics;

namespace AgenticRecovery.Evals;

/// <summary>Counts a run, finished or not. Pure: equal trials give equal reports.</summary>
public static class Reporting
{
    private static readonly double[] Bounds = [0.01, 0.02, 0.05, 0.1];

    /// <param name="seconds">How long the run took; 0 when it is only read.</param>
    public static EvalReport Of(RunReading run, double seconds = 0)
    {
        var (head, trials) = (run.Head, run.Trials);
        var passed = trials.Count(t => t.Passed);
        var sliced = trials.Select(t => new SlicedTrial(t.Case, t.Cluster, t.Slices, t.Passed)).ToList();
        var all = Slices.Row("all", head.Suite, sliced, head.Seed);
        var report = new EvalReport
        {
            Suite = head.Suite,
            Model = head.Model,
            PolicyHash = head.PolicyHash,
            Seed = head.Seed,
            Repeats = head.Repeats,
            Planned = head.Planned.Count,
            Trials = trials.Count,
            Passed = passed,
            Failed = trials.Count - passed,
            Errors = trials.Count(t => t.Error is not null),
            PassedInterval = all.Interval,
            PassHatK = all.PassHatK,
            Handling = Handled(trials),
            Risk = Risk(trials),
            ByGrader = head.Graders.ToDictionary(g => g, g => Count(trials.Where(t => t.Error is null), t => t.Findings.All(f => f.Grader != g))),
            ByMode = new SortedDictionary<string, Tally>(
                trials.GroupBy(t => t.Slices.GetValueOrDefault("mode") ?? "").ToDictionary(g => g.Key, g => Count(g, t => t.Passed)), StringComparer.Ordinal),
            Slices = Slices.Of(sliced, head.Seed),
            Pairs = PairCheck.Of(trials),
            Blame = new SortedDictionary<string, int>(
                trials.Where(t => t.Blame is not null).CountBy(t => t.Blame!.Party).ToDictionary(), StringComparer.Ordinal),
            Spent = Sum(trials),
            Cases = [.. trials.GroupBy(t => t.Case).Select(Case)],
            Gate = new GateAnswer(true, [], null),
            Times = Times(trials, seconds),
        };
        return report with { Gate = GateCheck.Answer(head.Gate, report) };
    }

    private static Handling Handled(IReadOnlyList<TrialLine> trials)
    {
        var judged = trials.Where(t => t.Error is null).ToList();
        var needless = judged.Count(t => t.Findings.Any(f => f is { Grader: "escalation", Text: Graders.EscalationGrader.Needless }));
        var escalated = judged.Where(t => !t.IsAutomatic).ToList();
        return new Handling(
            judged.Count(t => t.IsAutomatic), judged.Count(t => t is { IsAutomatic: true, Passed: true }), escalated.Count, escalated.Count - needless, needless,
            judged.Count(t => t.Findings.Any(f => f.Grader == "authority")), judged.Count(t => t.Findings.Any(f => f.Grader == "effects")));
    }

    private static RiskTable Risk(IReadOnlyList<TrialLine> trials)
    {
        var automatic = trials.Where(t => t.IsAutomatic && t.Error is null).Select(t => new Judged(t.Confidence, !t.Passed)).ToList();
        var curve = RiskCoverage.Of(automatic, trials.Count(t => t.Error is null) - automatic.Count);
        return new RiskTable(curve.Points, Bounds.ToDictionary(Word, b => curve.Largest(b)), Bounds.ToDictionary(Word, b => curve.LargestSurely(b)), curve.Area);
    }

    private static CaseGrade Case(IGrouping<string, TrialLine> trials) => new(
        trials.Key, trials.All(t => t.Passed),
        [.. trials.SelectMany(t => (t.Error is { } e ? [$"error: {e}"] : Array.Empty<string>()).Concat(t.Findings.Select(f => $"{f.Grader}: {f.Text}"))).Distinct()])
    {
        Trials = trials.Count(),
        TrialsPassed = trials.Count(t => t.Passed),
        Blame = trials.Select(t => t.Blame).FirstOrDefault(b => b is not null),
    };

    private static Spent Sum(IReadOnlyList<TrialLine> trials) => new(
        trials.Sum(t => t.Use.TokensIn), trials.Sum(t => t.Use.TokensOut), trials.Sum(t => t.Use.CostMicros), trials.Sum(t => t.Use.Turns),
        new SortedDictionary<string, long>(
            trials.Where(t => t.GivenMinor != 0).GroupBy(t => t.Currency).ToDictionary(g => g.Key, g => g.Sum(t => t.GivenMinor)), StringComparer.Ordinal));

    private static RunTimes Times(IReadOnlyList<TrialLine> trials, double seconds)
    {
        var times = trials.Select(t => t.Times.Seconds).Order().ToList();
        return times.Count == 0 ? new RunTimes(seconds, 0, 0, 0) : new RunTimes(
            Math.Round(seconds, 1), Math.Round(times.Average(), 3), Math.Round(times[(int)(0.95 * (times.Count - 1))], 3), trials.Sum(t => t.Times.ModelMs));
    }

    private static Tally Count(IEnumerable<TrialLine> trials, Func<TrialLine, bool> holds)
    {
        var all = trials.Select(holds).ToList();
        return new Tally(all.Count(p => p), all.Count(p => !p));
    }

    private static string Word(double bound) => bound.ToString("0.##", CultureInfo.InvariantCulture);
}
