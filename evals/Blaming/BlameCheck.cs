using AgenticRecovery.Agents;
using AgenticRecovery.Evals.Datasets;
using AgenticRecovery.Evals.Runs;
using AgenticRecovery.Evals.Suites;
using AgenticRecovery.Evals.Trials;

namespace AgenticRecovery.Evals.Blaming;

/// <summary>
/// Whose fault a failure is. Where the case has reference moves a counter-run decides: the same trial, with a model that
/// proposes exactly those. What passes then was the agent's to do; what still fails was not. Counter-runs call no paid model.
/// </summary>
internal sealed class BlameCheck(LoadedSuite loaded, IReadOnlyDictionary<string, EndState> right, TrialRun trials)
{
    public const string Agent = "agent", Simulator = "simulator", GoldLabel = "gold label", Policy = "ambiguous policy", Tool = "tool", NoModel = "model";

    private readonly Dictionary<string, Task<TrialLine>> _counterRuns = new(StringComparer.Ordinal);

    public async Task<Blame> OfAsync(EvalCase one, TrialLine failed, CancellationToken ct)
    {
        if (failed.Error is { } error)
            return new Blame(NoModel, error, true);
        if (failed.Findings.FirstOrDefault(f => f.Grader == "end-state" && f.Text.Contains(" failed: ", StringComparison.Ordinal)) is { } broken)
            return new Blame(Tool, broken.Text, true);
        if (one.Expect.Moves.Count == 0)
            return WithoutReference(one, failed);
        return Read(await CounterRunAsync(one, ct), one, failed);
    }

    /// <summary>One counter-run a case, however many of its repeats failed.</summary>
    private Task<TrialLine> CounterRunAsync(EvalCase one, CancellationToken ct)
    {
        lock (_counterRuns)
        {
            if (!_counterRuns.TryGetValue(one.Id, out var run))
                _counterRuns[one.Id] = run = RunAsync(one, ct);
            return run;
        }
    }

    private async Task<TrialLine> RunAsync(EvalCase one, CancellationToken ct)
    {
        var reference = trials.With(new Model(OracleModel.Name, new OracleModel(one), ModelPrice.Free));
        return Grading.Line(loaded.Suite, await reference.RunAsync(one, 0, right[one.Id], ct));
    }

    private static Blame Read(TrialLine counter, EvalCase one, TrialLine failed)
    {
        if (counter.Passed)
            return new Blame(Agent, "with the reference moves proposed the same trial passes", true);
        var refused = counter.Proposals.FirstOrDefault(p => one.Expect.Moves.Any(m => m.Move.Name == p.Move) && p.Decision is "deny" or "approval");
        if (refused is not null && one.Expect.Verdict != EvalVerdict.Approval)
            return new Blame(Policy, $"the book says {refused.Decision} to {refused.Move} by {refused.Rule}: {refused.Reason}", true);
        if (counter.Proposals.FirstOrDefault(p => p.Acted is "refused" or "person") is { } undone)
            return new Blame(Tool, $"the shop did not carry out {undone.Move} of the reference", true);
        if (one.Persona.Count > 0)
            return new Blame(Simulator, "the scripted customer's replies lead elsewhere with the reference moves too", false);
        if (counter.Findings.Any(f => f.Grader == "end-state") && counter.Proposals.Any(p => p.Acted == "done"))
            return new Blame(GoldLabel, "carrying out the reference moves in a case leads to another end state than on a bare shop", true);
        var same = counter.Findings.Intersect(failed.Findings).FirstOrDefault();
        return same is not null && same.Grader is "messages" or "language"
            ? new Blame(Agent, $"the writer fails with the reference moves too: {same!.Text}", true)
            : new Blame(GoldLabel, $"fails with the reference moves too: {counter.Findings.Select(f => $"{f.Grader}: {f.Text}").FirstOrDefault()}", false);
    }

    /// <summary>Where nothing should change there is no reference to run; what was done tells.</summary>
    private static Blame WithoutReference(EvalCase one, TrialLine failed)
    {
        if (failed.Findings.Any(f => f.Grader is "effects" or "authority" or "end-state" or "money"))
            return new Blame(Agent, "it changed what had to stay as it was, and the book let it", false);
        var refused = failed.Proposals.FirstOrDefault(p => one.Expect.Must.Any(m => m.Split('|').Contains(p.Move)) && p.Decision is "deny" or "approval");
        return refused is not null && one.Expect.Verdict is not EvalVerdict.Approval
            ? new Blame(Policy, $"the book says {refused.Decision} to {refused.Move} by {refused.Rule}: {refused.Reason}", true)
            : new Blame(Agent, "no reference to run against; it did or said something else than it should", false);
    }
}
