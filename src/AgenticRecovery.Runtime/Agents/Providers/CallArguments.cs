using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Agents;

/// <summary>Arguments of a tool call as a provider sent them.</summary>
internal static class CallArguments
{
    /// <summary>Under this name arguments that are no JSON object go on; the tool then answers that they cannot be read.</summary>
    public const string Malformed = "malformed_arguments";

    public static FunctionCallContent Read(string callId, string name, string json)
    {
        try
        {
            return new FunctionCallContent(callId, name, JsonSerializer.Deserialize<Dictionary<string, object?>>(json.Length == 0 ? "{}" : json) ?? []);
        }
        catch (JsonException)
        {
            return new FunctionCallContent(callId, name, new Dictionary<string, object?> { [Malformed] = json.Length <= 500 ? json : json[..500] });
        }
    }
}
