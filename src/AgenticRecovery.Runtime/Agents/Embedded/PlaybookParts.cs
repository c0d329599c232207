using AgenticRecovery.Cases;
using AgenticRecovery.Tools;
using AgenticRecovery.Triage;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Agents;

/// <summary>
/// Giving up part of an order before it is packed: the one line that the words name is cancelled, and where they name none for
/// certain a person chooses. The whole order is never cancelled on such words.
/// </summary>
internal static class PlaybookParts
{
    public static bool Concerns(RecoveryInput input) =>
        input.HasIdentifiedText && input.Order is { Lines.Count: > 1 } && input.Diagnosis.Mode is FailureMode.CancelRequest or FailureMode.ChangeRequest or FailureMode.SplitShipment
        && input.Signals.All(signal => signal.Kind == Signals.SignalKind.CustomerMessage) && PartCancel.IsUttered(TextOf(input));

    /// <summary>Null where lines cannot be cancelled with the tools at hand.</summary>
    public static ChatMessage? Next(RecoveryInput input, CallHistory history, ChatOptions? options)
    {
        if (options?.Tools?.Any(tool => tool.Name == MoveTools.ByMove[nameof(Move.CancelLine)].Name) != true)
            return null;
        if (history.Writes.LastOrDefault(write => write.Move == nameof(Move.CancelLine)) is { } written)
            return written.Outcome == ToolSays.Done
                ? PlaybookRecovery.Say("Done as the customer asked: the line was cancelled, the rest of the order stays.")
                : PlaybookRecovery.HandOver(input, history, $"the customer gives up part of the order, which was {written.Outcome}", options);
        return PartCancel.LineOf(TextOf(input), input.Order!) is { } line
            && MoveCall.Arguments(new Move.CancelLine(line.Id), input.Order!.Id, $"The customer gives up {line.Name} and keeps the rest.", Evidence(input)) is { } arguments
            && PlaybookRecovery.Propose(nameof(Move.CancelLine), arguments, history, options) is { } call
                ? call
                : PlaybookRecovery.HandOver(input, history, "the customer gives up part of the order, and which part is not certain", options);
    }

    private static string[] Evidence(RecoveryInput input) => [.. input.Texts.Where(text => text.IsIdentified).Select(text => text.Id)];

    private static string TextOf(RecoveryInput input) => string.Join('\n', input.Texts.Where(text => text.IsIdentified).Select(text => text.Text));
}
