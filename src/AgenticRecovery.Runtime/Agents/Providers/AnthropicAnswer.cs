using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Agents;

/// <summary>A whole answer of the messages API. Blocks of kinds that are not used here (thinking) are left out.</summary>
internal static class AnthropicAnswer
{
    public static ChatResponse Read(string text)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("content", out var blocks) || blocks.ValueKind != JsonValueKind.Array)
            throw new JsonException("The answer has no content.");
        var contents = new List<AIContent>();
        foreach (var block in blocks.EnumerateArray())
            switch (block.GetProperty("type").GetString())
            {
                case "text":
                    contents.Add(new TextContent(block.GetProperty("text").GetString()));
                    break;
                case "tool_use":
                    contents.Add(CallArguments.Read(block.GetProperty("id").GetString()!, block.GetProperty("name").GetString()!, block.GetProperty("input").GetRawText()));
                    break;
                default:
                    break;
            }
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, contents))
        {
            ModelId = root.TryGetProperty("model", out var named) ? named.GetString() : null,
            ResponseId = root.TryGetProperty("id", out var id) ? id.GetString() : null,
            FinishReason = Finish(root.TryGetProperty("stop_reason", out var reason) ? reason.GetString() : null),
            Usage = UsageOf(root),
        };
    }

    public static ChatFinishReason Finish(string? reason) => reason switch
    {
        "tool_use" => ChatFinishReason.ToolCalls,
        "max_tokens" or "model_context_window_exceeded" => ChatFinishReason.Length,
        "refusal" => ChatFinishReason.ContentFilter,
        _ => ChatFinishReason.Stop,
    };

    public static UsageDetails? UsageOf(JsonElement root)
    {
        if (!root.TryGetProperty("usage", out var usage))
            return null;
        long Count(string name) => usage.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : 0;
        var cached = Count("cache_read_input_tokens");
        return new UsageDetails
        {
            // The API counts cached and newly cached input apart from the rest.
            InputTokenCount = Count("input_tokens") + Count("cache_creation_input_tokens") + cached,
            OutputTokenCount = Count("output_tokens"),
            CachedInputTokenCount = cached,
        };
    }
}
