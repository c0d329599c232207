using AgenticRecovery.Evals.Trials;

namespace AgenticRecovery.Evals.Graders;

/// <summary>What the customer must hear is in some message that was sent; what they must not hear is in none.</summary>
public sealed class MessageGrader : IGrader
{
    public string Name => "messages";

    public IReadOnlyList<string> Grade(TrialRecord trial)
    {
        var expect = trial.Case.Expect;
        var sent = trial.Messages.Where(m => m.IsSent).ToList();
        return
        [
            .. expect.Said.Where(s => !s.Split('|').Any(piece => sent.Any(m => m.Says(piece)))).Select(s => $"'{s.Replace("|", "' or '", StringComparison.Ordinal)}' was not said{Kept(trial, s)}"),
            .. expect.NotSaid.Where(s => sent.Any(m => m.Says(s))).Select(s => $"'{s}' was said and must not be"),
        ];
    }

    /// <summary>A text that was written and kept back is another fault than one that was never written.</summary>
    private static string Kept(TrialRecord trial, string piece) =>
        trial.Messages.FirstOrDefault(m => !m.IsSent && m.Says(piece)) is { } kept ? $"; the message was kept back: {kept.Why}" : "";
}
