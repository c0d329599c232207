using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using AgenticRecovery.Connectors;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Agents;

/// <summary>The messages API's stream of server-sent events, as updates.</summary>
internal static class AnthropicStream
{
    /// <summary>Throws <see cref="RemoteUnavailableException"/> when the stream ends before the message does, or names a fault.</summary>
    public static async IAsyncEnumerable<ChatResponseUpdate> ReadAsync(string model, Stream stream, [EnumeratorCancellation] CancellationToken ct)
    {
        using var lines = new StreamReader(stream, Encoding.UTF8);
        var calls = new StreamedCalls();
        string? id = null, name = null;
        ChatFinishReason? finish = null;
        long tokensIn = 0, tokensOut = 0, cached = 0;
        while (await lines.ReadLineAsync(ct) is { } line)
        {
            if (!line.StartsWith("data:", StringComparison.Ordinal))
                continue;
            using var document = JsonDocument.Parse(line.AsMemory(5));
            var root = document.RootElement;
            switch (Text(root, "type"))
            {
                case "message_start" when root.GetProperty("message") is var message:
                    (id, name) = (Text(message, "id"), Text(message, "model"));
                    var opened = AnthropicAnswer.UsageOf(message);
                    (tokensIn, cached) = (opened?.InputTokenCount ?? 0, opened?.CachedInputTokenCount ?? 0);
                    break;
                case "content_block_start" when root.GetProperty("content_block") is var block && Text(block, "type") == "tool_use":
                    calls.Add(root.GetProperty("index").GetInt32(), Text(block, "id"), Text(block, "name"), null);
                    break;
                case "content_block_delta" when root.GetProperty("delta") is var delta:
                    if (Text(delta, "type") == "text_delta" && Text(delta, "text") is { Length: > 0 } text)
                        yield return new ChatResponseUpdate(ChatRole.Assistant, text) { ModelId = name, ResponseId = id, MessageId = id };
                    else if (Text(delta, "type") == "input_json_delta")
                        calls.Add(root.GetProperty("index").GetInt32(), null, null, Text(delta, "partial_json"));
                    break;
                case "message_delta":
                    finish = AnthropicAnswer.Finish(Text(root.GetProperty("delta"), "stop_reason"));
                    tokensOut = AnthropicAnswer.UsageOf(root)?.OutputTokenCount ?? tokensOut;
                    break;
                case "message_stop" when finish is { } reason:
                    yield return new ChatResponseUpdate(ChatRole.Assistant,
                    [
                        .. calls.Whole(),
                        new UsageContent(new UsageDetails { InputTokenCount = tokensIn, OutputTokenCount = tokensOut, CachedInputTokenCount = cached }),
                    ])
                    { ModelId = name, ResponseId = id, MessageId = id, FinishReason = reason };
                    yield break;
                case "error":
                    throw new RemoteUnavailableException($"{model} broke off: {(root.TryGetProperty("error", out var error) ? Text(error, "type") : null) ?? "error"}");
                default:
                    break;
            }
        }

        throw new RemoteUnavailableException($"{model} did not answer: the stream ended in the middle");
    }

    private static string? Text(JsonElement map, string name) =>
        map.ValueKind == JsonValueKind.Object && map.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
