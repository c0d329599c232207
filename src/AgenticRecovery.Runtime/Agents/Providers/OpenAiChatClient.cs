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
/// address and key. The wire format is the official adapter's; this adds what the engine asks of any model: faults sorted
/// into "try again" and "no", refusals and cut streams told as such, and bad arguments kept for the model to see. Never
/// retries by itself: the engine does, and a fallback may be quicker.
/// </summary>
public sealed class OpenAiChatClient : DelegatingChatClient
{
    // One for the process; the pipeline sets each call's own time limit.
    private static readonly HttpClient Wires = new(new CappedAnswers(new SocketsHttpHandler())) { Timeout = Timeout.InfiniteTimeSpan };

    private readonly string model;
    private readonly TimeProvider clock;

    /// <param name="key">Servers without accounts take any text.</param>
    public OpenAiChatClient(Uri endpoint, string key, string model, TimeSpan timeout, TimeProvider clock)
        : base(new Wire.ChatClient(model, new ApiKeyCredential(key), new OpenAIClientOptions
        {
            Endpoint = endpoint,
            NetworkTimeout = timeout,
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            Transport = new HttpClientPipelineTransport(Wires),
        }).AsIChatClient())
    {
        (this.model, this.clock) = (model, clock);
    }

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var response = await SortedAsync(() => InnerClient.GetResponseAsync(messages.Select(Plain), Strict(options), cancellationToken), cancellationToken);
        var arguments = ((Wire.ChatCompletion)response.RawRepresentation!).ToolCalls.ToLookup(call => call.Id, call => call.FunctionArguments.ToString());
        response.Messages = [.. response.Messages.Select(message => new ChatMessage(message.Role, [.. message.Contents.Select(content => Readable(content, id => arguments[id].First()))]))];
        if (response.Messages.Any(message => message.Contents.Any(content => content is ErrorContent)))
            response.FinishReason = ChatFinishReason.ContentFilter;
        return response;
    }

    /// <summary>Text as it comes; tool calls when they are whole, at the end.</summary>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var pieces = new StreamedCalls();
        var isFinished = false;
        var isRefused = false;
        await using var updates = InnerClient.GetStreamingResponseAsync(messages.Select(Plain), Strict(options), cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await SortedAsync(async () => await updates.MoveNextAsync(), cancellationToken))
        {
            var update = updates.Current;
            var raw = update.RawRepresentation as Wire.StreamingChatCompletionUpdate;
            foreach (var call in raw?.ToolCallUpdates ?? [])
                pieces.Add(call.Index, call.ToolCallId, call.FunctionName, call.FunctionArgumentsUpdate?.ToString());
            update.Contents = [.. update.Contents.Select(content => Readable(content, pieces.ArgumentsOf))];
            isFinished |= update.FinishReason is not null;
            isRefused |= raw?.RefusalUpdate is { Length: > 0 };
            if (isRefused)
                update.FinishReason = ChatFinishReason.ContentFilter;
            yield return update;
        }

        if (!isFinished)
            throw new RemoteUnavailableException($"{model} did not answer: the stream ended in the middle");
    }

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

    private static ChatMessage Plain(ChatMessage message)
    {
        // Results read back from the store are JSON values; as such they would be sent with quotes around them.
        if (message.Role == ChatRole.Tool)
            return new ChatMessage(ChatRole.Tool, [.. message.Contents.OfType<FunctionResultContent>().Select(result => new FunctionResultContent(result.CallId, TranscriptReads.TextOf(result)))]);
        if (message.Contents.OfType<FunctionCallContent>().ToList() is not { Count: > 0 } calls)
            return message;
        // The adapter would indent the arguments, and every later turn pays for the blanks.
        var said = new Wire.AssistantChatMessage(calls.Select(call =>
            Wire.ChatToolCall.CreateFunctionToolCall(call.CallId, call.Name, BinaryData.FromString(JsonSerializer.Serialize(call.Arguments ?? new Dictionary<string, object?>())))));
        if (message.Text.Length > 0)
            said.Content.Add(Wire.ChatMessageContentPart.CreateTextPart(message.Text));
        return new ChatMessage(message.Role, message.Contents) { RawRepresentation = said };
    }

    /// <summary>An answer by schema holds to it; the adapter leaves that to the provider unless told.</summary>
    private static ChatOptions? Strict(ChatOptions? options)
    {
        if (options?.ResponseFormat is not ChatResponseFormatJson { Schema: not null })
            return options;
        var strict = options.Clone();
        (strict.AdditionalProperties ??= [])["strict"] = true;
        return strict;
    }

    /// <summary>The adapter drops arguments that are no JSON object; the model is shown them again.</summary>
    private static AIContent Readable(AIContent content, Func<string, string> arguments) =>
        content is FunctionCallContent { Exception: not null } call ? CallArguments.Read(call.CallId, call.Name, arguments(call.CallId)) : content;
}
