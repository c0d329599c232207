using AgenticRecovery.Evals.Datasets;
using AgenticRecovery.Evals.Graders;
using AgenticRecovery.Evals.Runs;
using AgenticRecovery.Evals.Suites;
using AgenticRecovery.Evals.Trials;

namespace AgenticRecovery.Evals;

/// <summary>Turns what a trial led to into a graded line. Pure.</summary>
public static class Grading
{
    public static TrialLine Line(EvalSuite suite, TrialRecord trial)
    {
        var findings = suite.Graders.Select(name => GraderShelf.Of(name, suite.Limits))
            .SelectMany(g => g.Grade(trial).Select(text => new Finding(g.Name, text))).ToList();
        var error = trial.Unanswered is { } fault ? $"no model answered: {fault}" : null;
        var one = trial.Case;
        return new TrialLine
        {
            Case = one.Id,
            Repeat = trial.Repeat,
            Cluster = one.Customers.Select(c => c.Value).FirstOrDefault(one.Id),
            About = one.About,
            Slices = SlicesOf(one),
            Pair = one.Pair,
            Passed = findings.Count == 0 && error is null,
            Findings = findings,
            Error = error,
            Expected = one.Expect.Verdict.ToString(),
            Found = trial.Verdict.ToString(),
            IsAutomatic = !trial.AsksPerson && trial.Breakdowns.Count == 0 && error is null,
            Confidence = Math.Round(trial.Confidence, 4),
            GivenMinor = trial.Given.Minor,
            Currency = trial.Given.Currency.Code ?? "",
            Use = new TrialUse(trial.Turns, trial.TokensIn, trial.TokensOut, trial.CostMicros),
            Proposals = trial.Proposals,
            Effects = trial.Effects,
            Messages = trial.Messages,
            Transcript = trial.Transcript,
            Right = trial.Right.Lines,
            After = trial.After.Lines,
            Times = new TrialTimes(Math.Round(trial.Seconds, 3), trial.ModelMs),
        };
    }

    /// <summary>A trial that broke before it could be read.</summary>
    public static TrialLine Broken(EvalCase one, int repeat, string why) => new()
    {
        Case = one.Id,
        Repeat = repeat,
        Cluster = one.Customers.Select(c => c.Value).FirstOrDefault(one.Id),
        About = one.About,
        Slices = SlicesOf(one),
        Pair = one.Pair,
        Passed = false,
        Error = why,
        Expected = one.Expect.Verdict.ToString(),
    };

    private static SortedDictionary<string, string> SlicesOf(EvalCase one)
    {
        var slices = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["mode"] = one.Mode.ToString(),
            ["language"] = one.Language,
            ["expected"] = one.Expect.Verdict.ToString(),
        };
        foreach (var (topic, value) in one.Slices)
            slices[topic] = value;
        return slices;
    }
}
