using AgenticRecovery.Evals.Trials;

namespace AgenticRecovery.Evals.Graders;

/// <summary>The shop must end as the reference moves leave it; any path there passes.</summary>
public sealed class EndStateGrader : IGrader
{
    public string Name => "end-state";

    public IReadOnlyList<string> Grade(TrialRecord trial) =>
        [.. trial.Breakdowns, .. trial.After.Hash == trial.Right.Hash ? [] : trial.After.DifferencesFrom(trial.Right)];
}
