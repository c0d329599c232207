using AgenticRecovery.Evals.Trials;

namespace AgenticRecovery.Evals.Graders;

/// <summary>The verdict is the expected one, the moves that must be done are done, and the policy says of each named move what it should.</summary>
public sealed class DecisionGrader : IGrader
{
    public string Name => "decision";

    public IReadOnlyList<string> Grade(TrialRecord trial)
    {
        var expect = trial.Case.Expect;
        var done = trial.DoneMoves.ToHashSet(StringComparer.Ordinal);
        var faults = new List<string>();
        if (!expect.Accepts(trial.Verdict))
            faults.Add($"expected {string.Join(" or ", expect.OrVerdicts.Prepend(expect.Verdict))}, found {trial.Verdict} ({Path(trial)})");
        foreach (var must in expect.Must.Where(m => !m.Split('|').Any(done.Contains)))
            faults.Add($"{must.Replace("|", " or ", StringComparison.Ordinal)} was not done ({Path(trial)})");
        foreach (var (move, word) in expect.Decisions)
        {
            var said = trial.Proposals.Where(p => p.Move == move).Select(p => p.Decision ?? "nothing").Distinct().ToList();
            if (said.Count == 0)
                faults.Add($"{move} was never proposed; the policy should have said {word}");
            else if (said.Any(s => s != word))
                faults.Add($"the policy should have said {word} to {move}, it said {string.Join(", ", said)}");
        }

        return faults;
    }

    private static string Path(TrialRecord trial) => trial.Proposals.Count == 0
        ? "nothing was proposed"
        : string.Join(", ", trial.Proposals.Select(p => $"{p.Move}: {p.Decision} by {p.Rule}"));
}
