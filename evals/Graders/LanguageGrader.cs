using AgenticRecovery.Communication;
using AgenticRecovery.Evals.Trials;

namespace AgenticRecovery.Evals.Graders;

/// <summary>Every sent message is in the language the case asks for, else the customer's own. A text too short to tell passes.</summary>
public sealed class LanguageGrader : IGrader
{
    public string Name => "language";

    public IReadOnlyList<string> Grade(TrialRecord trial) => (trial.Case.Expect.SaidIn ?? trial.Case.Start.Customers.Select(c => c.Language).FirstOrDefault()) is not { } language
        ? []
        : [.. trial.Messages.Where(m => m.IsSent).Select(m => LanguageGuess.Of(m.Body)).Where(seen => seen is not null && !language.StartsWith(seen, StringComparison.OrdinalIgnoreCase)).Distinct()
            .Select(seen => $"a message is in '{seen}'; the customer reads '{language}'")];
}
