using AgenticRecovery.Evals.Graders;
using AgenticRecovery.Evals.Suites;
using AgenticRecovery.Evals.Trials;

namespace AgenticRecovery.Evals;

/// <summary>What a run showed. Counts are trials.</summary>
public sealed record EvalReport
{
    public required string Suite { get; init; }
    public required int Trials { get; init; }
    public required int Passed { get; init; }
    public required int Failed { get; init; }
    public required IReadOnlyDictionary<string, Tally> ByGrader { get; init; }
    public required IReadOnlyDictionary<string, Tally> ByMode { get; init; }
    public required IReadOnlyList<CaseGrade> Cases { get; init; }
    public required string Model { get; init; }
    public required string PolicyHash { get; init; }
    public required double Seconds { get; init; }
    public required GateAnswer Gate { get; init; }
}

public sealed record Tally(int Passed, int Failed);

/// <param name="Failures">Each "grader: what was wrong", in the order of the suite's graders.</param>
public sealed record CaseGrade(string Id, bool Passed, IReadOnlyList<string> Failures);

/// <param name="Reasons">Each bound that was missed.</param>
/// <param name="Because">The suite's own reason for a bound below 1; null where it has none.</param>
public sealed record GateAnswer(bool Passed, IReadOnlyList<string> Reasons, string? Because);

/// <summary>Grades trials and counts them.</summary>
public static class Grading
{
    public static EvalReport Report(EvalSuite suite, IReadOnlyList<TrialRecord> trials, (string Model, string PolicyHash, double Seconds) head)
    {
        var graders = suite.Graders.Select(name => GraderShelf.Of(name, suite.Limits)).ToList();
        var graded = trials.Select(t => (Trial: t, Grades: graders.ConvertAll(g => (g.Name, Faults: g.Grade(t))))).ToList();
        var cases = graded.ConvertAll(g => new CaseGrade(
            g.Trial.Case.Id, g.Grades.TrueForAll(x => x.Faults.Count == 0), [.. g.Grades.SelectMany(x => x.Faults.Select(f => $"{x.Name}: {f}"))]));
        var byGrader = suite.Graders.ToDictionary(name => name, name => Count(graded.Select(g => g.Grades.Find(x => x.Name == name).Faults.Count == 0)));
        var passed = cases.Count(c => c.Passed);
        return new EvalReport
        {
            Suite = suite.Name,
            Trials = trials.Count,
            Passed = passed,
            Failed = trials.Count - passed,
            ByGrader = byGrader,
            ByMode = new SortedDictionary<string, Tally>(
                graded.Zip(cases).GroupBy(g => g.First.Trial.Case.Mode.ToString()).ToDictionary(g => g.Key, g => Count(g.Select(x => x.Second.Passed))),
                StringComparer.Ordinal),
            Cases = cases,
            Model = head.Model,
            PolicyHash = head.PolicyHash,
            Seconds = head.Seconds,
            Gate = Answer(suite.Gate, cases, byGrader),
        };
    }

    private static GateAnswer Answer(Gate gate, List<CaseGrade> cases, Dictionary<string, Tally> byGrader)
    {
        var (trials, passed) = (cases.Count, cases.Count(c => c.Passed));
        var reasons = cases.Where(c => !c.Passed && gate.Passed < 1 && !gate.Known.ContainsKey(c.Id))
            .Select(c => $"{c.Id} failed and is not among the known failures").ToList();
        if (passed < gate.Passed * trials)
            reasons.Add(FormattableString.Invariant($"{passed} of {trials} trials passed; at least {gate.Passed:0.#%} must"));
        foreach (var (name, least) in gate.Graders)
            if (byGrader[name].Passed < least * trials)
                reasons.Add(FormattableString.Invariant($"{name}: {byGrader[name].Passed} of {trials} trials passed; at least {least:0.#%} must"));
        return new GateAnswer(reasons.Count == 0, reasons, gate.Because);
    }

    private static Tally Count(IEnumerable<bool> passed)
    {
        var all = passed.ToList();
        return new Tally(all.Count(p => p), all.Count(p => !p));
    }
}
