using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Agents;

/// <summary>What makes a model's answer useless, whatever it says. Each fault is named as a person on the case reads it.</summary>
internal static class AnswerFaults
{
    /// <summary>More calls in one turn are no plan (assumption; the largest ladder has nine rungs).</summary>
    public const int MostCalls = 24;

    /// <summary>Characters of text or of one call's arguments; a message to a customer has a hundredth of it.</summary>
    public const int LongestText = 100_000;

    /// <summary>The same calls so many turns in a row lead nowhere.</summary>
    public const int SameTurns = 4;

    /// <summary>Null when the answer can be used.</summary>
    /// <param name="finish">The provider's finish reason.</param>
    public static string? Of(ChatMessage message, string finish)
    {
        var calls = message.Contents.OfType<FunctionCallContent>().ToList();
        return finish == "content_filter" ? "the provider's filter withheld the answer"
            : finish == "length" ? "the answer was cut off at the token limit"
            : calls.Count > MostCalls ? $"the answer makes {calls.Count} tool calls at once, at most {MostCalls} are taken"
            : message.Text.Length > LongestText ? $"the answer has {message.Text.Length} characters, at most {LongestText} are taken"
            : calls.Find(call => SizeOf(call) > LongestText) is { } large ? $"the arguments of {Named(large.Name)} have more than {LongestText} characters"
            : calls.Exists(call => string.IsNullOrWhiteSpace(call.Name) || call.Name.Length > 100) ? "a tool call names no tool"
            : calls.Select(call => call.CallId).Distinct(StringComparer.Ordinal).Count() < calls.Count ? "two tool calls have the same id"
            : calls.Count > 0 || !string.IsNullOrWhiteSpace(message.Text) ? null
            : "the answer was empty";
    }

    /// <summary>Why no further turn is worth paying for; null while the turns differ.</summary>
    public static string? Circle(Transcript transcript)
    {
        var turns = transcript.Messages.Where(message => message.Role == ChatRole.Assistant).TakeLast(SameTurns)
            .Select(message => string.Join('\n', message.Contents.OfType<FunctionCallContent>().Select(call => call.Name + JsonSerializer.Serialize(call.Arguments)))).ToList();
        return turns.Count == SameTurns && turns[0].Length > 0 && turns.TrueForAll(turn => turn == turns[0])
            ? $"the model goes in circles: the same calls {SameTurns} turns in a row"
            : null;
    }

    private static long SizeOf(FunctionCallContent call) =>
        call.Arguments?.Sum(pair => pair.Key.Length + (pair.Value switch
        {
            string text => (long)text.Length,
            JsonElement element => element.GetRawText().Length,
            null => 0,
            var other => JsonSerializer.Serialize(other).Length,
        })) ?? 0;

    private static string Named(string tool) => tool.Length <= 60 ? tool : tool[..60] + "…";
}
