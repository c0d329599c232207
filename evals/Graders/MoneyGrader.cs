using AgenticRecovery.Evals.Trials;

namespace AgenticRecovery.Evals.Graders;

/// <summary>The customer is given at most what the case allows, however the end state came about.</summary>
public sealed class MoneyGrader : IGrader
{
    public string Name => "money";

    public IReadOnlyList<string> Grade(TrialRecord trial) =>
        trial.Case.Expect.GivenAtMost is { } most && trial.Given.Minor > most.Minor ? [$"{trial.Given} was given; at most {most} may be"] : [];
}
