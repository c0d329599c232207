using AgenticRecovery.Evals.Suites;
using AgenticRecovery.Evals.Trials;

namespace AgenticRecovery.Evals.Graders;

/// <summary>Looks at one side of a trial. Pure: equal records get equal grades.</summary>
public interface IGrader
{
    string Name { get; }

    /// <summary>What is wrong, each with what was expected; empty when the trial passes.</summary>
    IReadOnlyList<string> Grade(TrialRecord trial);
}

/// <summary>Every grader by its name in suite files.</summary>
public static class GraderShelf
{
    public static IReadOnlyList<string> Names { get; } = ["end-state", "authority", "effects", "escalation", "decision", "messages", "language", "money", "cost"];

    public static IGrader Of(string name, CostLimits limits) => name switch
    {
        "end-state" => new EndStateGrader(),
        "authority" => new AuthorityGrader(),
        "effects" => new EffectsGrader(),
        "escalation" => new EscalationGrader(),
        "decision" => new DecisionGrader(),
        "messages" => new MessageGrader(),
        "language" => new LanguageGrader(),
        "money" => new MoneyGrader(),
        "cost" => new CostGrader(limits),
        _ => throw new ArgumentException($"There is no grader '{name}'."),
    };
}
