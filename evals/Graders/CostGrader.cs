using AgenticRecovery.Evals.Suites;
using AgenticRecovery.Evals.Trials;

namespace AgenticRecovery.Evals.Graders;

/// <summary>Model calls and money stay within the suite's limits for one case.</summary>
public sealed class CostGrader(CostLimits limits) : IGrader
{
    public string Name => "cost";

    public IReadOnlyList<string> Grade(TrialRecord trial) =>
    [
        .. trial.Turns > limits.Turns ? [$"{trial.Turns} model calls, at most {limits.Turns} are allowed"] : Array.Empty<string>(),
        .. trial.CostMicros > limits.CostMicros ? [$"{trial.CostMicros} millionths spent, at most {limits.CostMicros} are allowed"] : Array.Empty<string>(),
    ];
}
