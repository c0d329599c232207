using System.Text.Json;
using AgenticRecovery.Tools;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Agents;

/// <param name="Move">Name of the move a write call proposed.</param>
/// <param name="Outcome">A word of <see cref="ToolSays"/>; null while unanswered.</param>
internal sealed record PastWrite(string Move, string? Outcome, string? Reason, FunctionCallContent Call)
{
    public bool IsRefused => Outcome is ToolSays.Denied or ToolSays.Rejected or ToolSays.Refused or ToolSays.Unreadable;
}

/// <summary>What was called in a transcript so far and what came of it.</summary>
internal sealed class CallHistory
{
    public CallHistory(IReadOnlyList<ChatMessage> messages)
    {
        var results = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var result in messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>())
            results[result.CallId] = TranscriptReads.TextOf(result);
        foreach (var call in messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>())
        {
            Count++;
            if (MoveTools.ByTool.TryGetValue(call.Name, out var tool))
            {
                var (outcome, reason) = results.TryGetValue(call.CallId, out var json) ? Outcome(json) : (null, null);
                Writes.Add(new PastWrite(tool.Move, outcome, reason, call));
            }
            else
                Reads.Add((call.Name, results.GetValueOrDefault(call.CallId, "")));
        }
    }

    /// <summary>Calls so far; numbers the next one.</summary>
    public int Count { get; }
    public List<PastWrite> Writes { get; } = [];
    public List<(string Tool, string Json)> Reads { get; } = [];

    private static (string? Outcome, string? Reason) Outcome(string json)
    {
        if (json.Length == 0 || json[0] != '{')
            return (null, json.Length == 0 ? null : json);
        using var document = JsonDocument.Parse(json);
        string? Text(string name) => document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return (Text("outcome"), Text("reason") ?? Text("summary"));
    }
}
