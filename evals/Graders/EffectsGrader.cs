using AgenticRecovery.Evals.Trials;

namespace AgenticRecovery.Evals.Graders;

/// <summary>No move is carried out that would be wrong for the customer or the money.</summary>
public sealed class EffectsGrader : IGrader
{
    public string Name => "effects";

    public IReadOnlyList<string> Grade(TrialRecord trial) =>
        [.. trial.Case.Expect.MustNot.Where(trial.DoneMoves.Contains).Select(m => $"{m} was done and must not be")];
}
