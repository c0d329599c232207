using System.Text.Json;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Activities;

/// <summary>A model call as the store keeps it.</summary>
internal static class CallRecords
{
    public static Store.ModelCall Of(CaseId id, int turn, Agents.ModelCall call, string transcriptId, DateTimeOffset at)
    {
        var prompt = call.Prompt.Split('@');
        return new Store.ModelCall(
            id, call.Agent, turn, call.Model, prompt[0], prompt.ElementAtOrDefault(1) ?? "", call.ToolsHash,
            call.TokensIn, call.TokensOut, call.TokensCached, call.CostMicros, call.LatencyMs, call.Finish, transcriptId, at);
    }
}

/// <summary>Arguments of a tool call as JSON text and back.</summary>
internal static class ToolJson
{
    public static string Text(IDictionary<string, object?>? arguments) => JsonSerializer.Serialize(arguments ?? new Dictionary<string, object?>());

    public static Dictionary<string, object?> Arguments(string json) =>
        JsonSerializer.Deserialize<Dictionary<string, object?>>(json) ?? [];
}
