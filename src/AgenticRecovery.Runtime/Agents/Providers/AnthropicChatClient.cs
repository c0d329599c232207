using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticRecovery.Connectors;
using AgenticRecovery.Tools;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Agents;

/// <summary>
/// The Anthropic messages API over HTTP. The stable parts, tools and system text, carry a cache mark, so that the next
/// call of any case reads them from the provider's cache.
/// </summary>
public sealed class AnthropicChatClient(HttpClient http, Uri baseAddress, string key, string model, TimeSpan timeout, TimeProvider clock) : IChatClient
{
    private const string Version = "2023-06-01";

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(baseAddress, "v1/messages"))
        {
            Content = new StringContent(Body([.. messages], options).ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("x-api-key", key);
        request.Headers.Add("anthropic-version", Version);
        try
        {
            using var response = await http.SendAsync(request, limit.Token);
            var text = await response.Content.ReadAsStringAsync(limit.Token);
            if (!response.IsSuccessStatusCode)
                throw Sorted(response, text);
            return Read(text);
        }
        catch (Exception fault) when (RemoteFault.IsSilence(fault, cancellationToken))
        {
            throw RemoteFault.Silent(model, fault);
        }
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
            yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("anthropic", baseAddress, model)
        : serviceKey is null && serviceType.IsInstanceOfType(this) ? this
        : null;

    public void Dispose()
    {
        // The HTTP client belongs to the caller.
    }

    private Exception Sorted(HttpResponseMessage response, string text)
    {
        string? Header(string name) => response.Headers.TryGetValues(name, out var values) ? values.First() : null;
        return RemoteFault.OfStatus(model, (int)response.StatusCode, TypeOf(text), Header("retry-after"), null, clock.GetUtcNow());
    }

    private static string? TypeOf(string text)
    {
        try
        {
            return JsonNode.Parse(text)?["error"]?["type"]?.GetValue<string>();
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // A proxy's error page; the status alone decides then.
            return null;
        }
    }

    private JsonObject Body(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
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
        body["messages"] = Turns(messages);
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

    private static ChatResponse Read(string text)
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
            FinishReason = (root.TryGetProperty("stop_reason", out var reason) ? reason.GetString() : null) switch
            {
                "tool_use" => ChatFinishReason.ToolCalls,
                "max_tokens" or "model_context_window_exceeded" => ChatFinishReason.Length,
                "refusal" => ChatFinishReason.ContentFilter,
                _ => ChatFinishReason.Stop,
            },
            Usage = UsageOf(root),
        };
    }

    private static UsageDetails? UsageOf(JsonElement root)
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
