using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AgenticRecovery.Connectors;
using AgenticRecovery.Tools;
using Microsoft.Extensions.AI;
using OpenAI;
using Wire = OpenAI.Chat;

namespace AgenticRecovery.Agents;

/// <summary>
/// Chat completions of OpenAI and of everything that speaks the same protocol (Azure, Ollama, vLLM, llama.cpp), by base
/// address and key. Never retries by itself: the engine does, and a fallback may be quicker.
/// </summary>
public sealed class OpenAiChatClient : IChatClient
{
    // One for the process; the pipeline sets each call's own time limit.
    private static readonly HttpClient Wires = new(new CappedAnswers(new SocketsHttpHandler())) { Timeout = Timeout.InfiniteTimeSpan };

    private readonly Wire.ChatClient client;
    private readonly string model;
    private readonly TimeProvider clock;

    /// <param name="key">Servers without accounts take any text.</param>
    public OpenAiChatClient(Uri endpoint, string key, string model, TimeSpan timeout, TimeProvider clock)
    {
        (this.model, this.clock) = (model, clock);
        client = new Wire.ChatClient(model, new ApiKeyCredential(key), new OpenAIClientOptions
        {
            Endpoint = endpoint,
            NetworkTimeout = timeout,
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            Transport = new HttpClientPipelineTransport(Wires),
        });
    }

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var completion = await SortedAsync(async () => await client.CompleteChatAsync([.. messages.SelectMany(ToWire)], ToWire(options), cancellationToken), cancellationToken);
        return FromWire(completion.Value);
    }

    /// <summary>Text as it comes; tool calls when they are whole; the finish reason and the usage last.</summary>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var calls = new StreamedCalls();
        ChatFinishReason? finish = null;
        Wire.StreamingChatCompletionUpdate? last = null;
        await using var updates = client.CompleteChatStreamingAsync([.. messages.SelectMany(ToWire)], ToWire(options), cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await SortedAsync(async () => await updates.MoveNextAsync(), cancellationToken))
        {
            last = updates.Current;
            foreach (var part in last.ContentUpdate)
                if (part.Text is { Length: > 0 } text)
                    yield return Update(last, [new TextContent(text)]);
            foreach (var call in last.ToolCallUpdates)
                calls.Add(call.Index, call.ToolCallId, call.FunctionName, call.FunctionArgumentsUpdate?.ToString());
            if (last.RefusalUpdate is { Length: > 0 })
                finish = ChatFinishReason.ContentFilter;
            if (last.FinishReason is { } reason && finish is null)
                finish = Finish(reason);
            if (last.Usage is { } usage)
                yield return Update(last, [new UsageContent(UsageOf(usage))]);
        }

        if (last is null || finish is null)
            throw new RemoteUnavailableException($"{model} did not answer: the stream ended in the middle");
        var end = Update(last, [.. calls.Whole()]);
        end.FinishReason = finish;
        yield return end;
    }

    private static ChatResponseUpdate Update(Wire.StreamingChatCompletionUpdate wire, IList<AIContent> contents) =>
        new(ChatRole.Assistant, contents) { ModelId = wire.Model, ResponseId = wire.CompletionId, MessageId = wire.CompletionId };

    /// <summary>Runs one exchange and sorts its faults into "try again" and "no".</summary>
    private async Task<T> SortedAsync<T>(Func<Task<T>> exchange, CancellationToken ct)
    {
        try
        {
            return await exchange();
        }
        catch (ClientResultException fault) when (fault.Status != 0)
        {
            throw Sorted(fault);
        }
        catch (Exception fault) when (RemoteFault.Refusal(fault) is { } refusal)
        {
            throw new RemoteRefusedException($"{model}: {refusal.Message}", fault);
        }
        catch (ClientResultException fault)
        {
            throw RemoteFault.Silent(model, fault);
        }
        catch (Exception fault) when (RemoteFault.IsSilence(fault, ct))
        {
            throw RemoteFault.Silent(model, fault);
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("openai", defaultModelId: model)
        : serviceKey is null && serviceType.IsInstanceOfType(this) ? this
        : null;

    public void Dispose()
    {
        // The transport is shared by the process.
    }

    private Exception Sorted(ClientResultException fault)
    {
        var response = fault.GetRawResponse();
        string? Header(string name) => response is not null && response.Headers.TryGetValue(name, out var value) ? value : null;
        return RemoteFault.OfStatus(model, fault.Status, CodeOf(response), Header("retry-after"), Header("retry-after-ms"), clock.GetUtcNow());
    }

    private static string? CodeOf(PipelineResponse? response)
    {
        try
        {
            using var body = JsonDocument.Parse(response?.Content.ToString() ?? "{}");
            return body.RootElement.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
                && error.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String ? code.GetString() : null;
        }
        catch (JsonException)
        {
            // A proxy's error page is no JSON; the status alone decides then.
            return null;
        }
    }

    private static IEnumerable<Wire.ChatMessage> ToWire(ChatMessage message)
    {
        if (message.Role == ChatRole.System)
            yield return new Wire.SystemChatMessage(message.Text);
        else if (message.Role == ChatRole.User)
            yield return new Wire.UserChatMessage(message.Text);
        else if (message.Role == ChatRole.Tool)
            foreach (var result in message.Contents.OfType<FunctionResultContent>())
                yield return new Wire.ToolChatMessage(result.CallId, TranscriptReads.TextOf(result));
        else if (message.Contents.OfType<FunctionCallContent>().ToList() is { Count: > 0 } calls)
        {
            var said = new Wire.AssistantChatMessage(calls.Select(call =>
                Wire.ChatToolCall.CreateFunctionToolCall(call.CallId, call.Name, BinaryData.FromString(JsonSerializer.Serialize(call.Arguments ?? new Dictionary<string, object?>())))));
            if (message.Text.Length > 0)
                said.Content.Add(Wire.ChatMessageContentPart.CreateTextPart(message.Text));
            yield return said;
        }
        else
            yield return new Wire.AssistantChatMessage(message.Text);
    }

    private static Wire.ChatCompletionOptions ToWire(ChatOptions? options)
    {
        var wire = new Wire.ChatCompletionOptions { Temperature = options?.Temperature, MaxOutputTokenCount = options?.MaxOutputTokens };
        foreach (var tool in options?.Tools?.OfType<AIFunctionDeclaration>() ?? [])
            wire.Tools.Add(Wire.ChatTool.CreateFunctionTool(tool.Name, tool.Description, BinaryData.FromString(tool.JsonSchema.GetRawText())));
        wire.ResponseFormat = options?.ResponseFormat switch
        {
            ChatResponseFormatJson { Schema: { } schema } json =>
                Wire.ChatResponseFormat.CreateJsonSchemaFormat(json.SchemaName ?? "answer", BinaryData.FromString(schema.GetRawText()), json.SchemaDescription, jsonSchemaIsStrict: true),
            ChatResponseFormatJson => Wire.ChatResponseFormat.CreateJsonObjectFormat(),
            _ => null,
        };
        return wire;
    }

    private static ChatResponse FromWire(Wire.ChatCompletion completion)
    {
        var contents = new List<AIContent>();
        foreach (var part in completion.Content)
            if (part.Text is { Length: > 0 } text)
                contents.Add(new TextContent(text));
        foreach (var call in completion.ToolCalls)
            contents.Add(CallArguments.Read(call.Id, call.FunctionName, call.FunctionArguments.ToString()));
        var isRefusal = completion.Refusal is { Length: > 0 };
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, contents))
        {
            ModelId = completion.Model,
            ResponseId = completion.Id,
            FinishReason = isRefusal ? ChatFinishReason.ContentFilter : Finish(completion.FinishReason),
            Usage = completion.Usage is { } usage ? UsageOf(usage) : null,
        };
    }

    private static ChatFinishReason Finish(Wire.ChatFinishReason reason) => reason switch
    {
        Wire.ChatFinishReason.Stop => ChatFinishReason.Stop,
        Wire.ChatFinishReason.Length => ChatFinishReason.Length,
        Wire.ChatFinishReason.ContentFilter => ChatFinishReason.ContentFilter,
        _ => ChatFinishReason.ToolCalls,
    };

    private static UsageDetails UsageOf(Wire.ChatTokenUsage usage) => new()
    {
        InputTokenCount = usage.InputTokenCount,
        OutputTokenCount = usage.OutputTokenCount,
        CachedInputTokenCount = usage.InputTokenDetails?.CachedTokenCount,
    };
}
