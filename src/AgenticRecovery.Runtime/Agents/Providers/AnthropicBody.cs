using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticRecovery.Tools;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Agents;

/// <summary>
/// A request of the messages API. What stays the same comes first, byte for byte, and carries cache marks: tools, system text,
/// and the opening of the case.
/// </summary>
internal static class AnthropicBody
{
    public static JsonObject Of(string model, IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        var body = new JsonObject { ["model"] = model, ["max_tokens"] = options?.MaxOutputTokens ?? 1_000 };
        if (options?.Temperature is { } temperature)
            body["temperature"] = temperature;
        var system = string.Join('\n', messages.Where(message => message.Role == ChatRole.System).Select(message => message.Text));
        if (system.Length > 0)
            body["system"] = new JsonArray(Cached(new JsonObject { ["type"] = "text", ["text"] = system }));
        var tools = new JsonArray();
        foreach (var tool in options?.Tools?.OfType<AIFunctionDeclaration>() ?? [])
            tools.Add(new JsonObject { ["name"] = tool.Name, ["description"] = tool.Description, ["input_schema"] = JsonNode.Parse(tool.JsonSchema.GetRawText()) });
        if (tools.Count > 0)
        {
            Cached((JsonObject)tools[^1]!);
            body["tools"] = tools;
        }
        var turns = Turns(messages);
        // The opening of a case is the same in each of its turns.
        if (turns is [JsonObject { } opening, ..] && opening["content"]!.AsArray() is [.., JsonObject last])
            Cached(last);
        body["messages"] = turns;
        return body;
    }

    private static JsonObject Cached(JsonObject block)
    {
        block["cache_control"] = new JsonObject { ["type"] = "ephemeral" };
        return block;
    }

    // Turns of one side are put together: the API wants user and assistant to take turns, and all results in one message.
    private static JsonArray Turns(IReadOnlyList<ChatMessage> messages)
    {
        var turns = new JsonArray();
        foreach (var message in messages)
        {
            if (message.Role == ChatRole.System)
                continue;
            var role = message.Role == ChatRole.Assistant ? "assistant" : "user";
            if (turns.Count == 0 || turns[^1]!["role"]!.GetValue<string>() != role)
                turns.Add(new JsonObject { ["role"] = role, ["content"] = new JsonArray() });
            var content = turns[^1]!["content"]!.AsArray();
            foreach (var part in message.Contents)
                if (Block(part) is { } block)
                    content.Add(block);
        }
        return turns;
    }

    private static JsonObject? Block(AIContent part) => part switch
    {
        TextContent { Text.Length: > 0 } text => new JsonObject { ["type"] = "text", ["text"] = text.Text },
        FunctionCallContent call => new JsonObject
        {
            ["type"] = "tool_use",
            ["id"] = call.CallId,
            ["name"] = call.Name,
            ["input"] = JsonSerializer.SerializeToNode(call.Arguments ?? new Dictionary<string, object?>()),
        },
        FunctionResultContent result => new JsonObject { ["type"] = "tool_result", ["tool_use_id"] = result.CallId, ["content"] = TranscriptReads.TextOf(result) },
        _ => null,
    };
}
