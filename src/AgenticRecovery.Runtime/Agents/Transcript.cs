using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Agents;

/// <summary>
/// The messages of one agent in one case. The stable system text is not repeated in the store: it is named by
/// <see cref="Prompt"/> and filled in again when a model is called.
/// </summary>
/// <param name="Prompt">Prompt file and hash, such as "recovery/v1@3f2a…".</param>
/// <param name="Messages">Everything after the system text, oldest first.</param>
public sealed record Transcript(string Prompt, IReadOnlyList<ChatMessage> Messages)
{
    public Transcript With(ChatMessage message) => this with { Messages = [.. Messages, message] };

    /// <summary>Adds what a tool said to a call of the last turn.</summary>
    /// <param name="result">JSON text, such as that of <see cref="ToolSays"/> or of a read.</param>
    public Transcript Answer(string callId, string result) =>
        With(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(callId, result)]));

    /// <summary>Calls of the last assistant message, in order; empty when it only said something.</summary>
    public IReadOnlyList<FunctionCallContent> Calls() =>
        Messages.LastOrDefault(message => message.Role == ChatRole.Assistant)?.Contents.OfType<FunctionCallContent>().ToList() ?? [];

    public FunctionCallContent? Call(string callId) =>
        Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().FirstOrDefault(call => call.CallId == callId);

    public string ToJson() => JsonSerializer.Serialize(new Stored(Prompt, [.. Messages]), StoredOptions);

    /// <summary>Throws <see cref="JsonException"/> on a text that is no transcript.</summary>
    public static Transcript FromJson(string json)
    {
        var stored = JsonSerializer.Deserialize<Stored>(json, StoredOptions) ?? throw new JsonException("An empty transcript.");
        return new Transcript(stored.Prompt, stored.Messages);
    }

    private sealed record Stored(string Prompt, List<ChatMessage> Messages);

    private static readonly JsonSerializerOptions StoredOptions = new(AIJsonUtilities.DefaultOptions) { WriteIndented = false };
}

/// <summary>The words in which the results of proposals go back to a model.</summary>
public static class ToolSays
{
    public const string Done = "done";

    /// <summary>The policy book forbids it; a smaller move may be allowed.</summary>
    public const string Denied = "denied";

    /// <summary>A person refused; the reason is theirs.</summary>
    public const string Rejected = "rejected";

    /// <summary>The shop's own rules refused.</summary>
    public const string Refused = "refused";

    /// <summary>The arguments were not understood; the reason says what to mend.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>A person does it now.</summary>
    public const string Person = "person";

    public static string Json(string outcome, string? reason) => JsonSerializer.Serialize(
        reason is null ? new Dictionary<string, string> { ["outcome"] = outcome } : new() { ["outcome"] = outcome, ["reason"] = reason });
}
