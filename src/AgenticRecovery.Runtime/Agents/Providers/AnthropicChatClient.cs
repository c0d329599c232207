using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticRecovery.Connectors;
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
        using var request = Request(AnthropicBody.Of(model, [.. messages], options));
        return await SortedAsync(
            async () =>
            {
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
                await RefuseAsync(response, limit.Token);
                return AnthropicAnswer.Read(await response.Content.ReadAsStringAsync(limit.Token));
            },
            cancellationToken);
    }

    /// <summary>Text as it comes; tool calls when they are whole; the finish reason and the usage last.</summary>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        var body = AnthropicBody.Of(model, [.. messages], options);
        body["stream"] = true;
        using var request = Request(body);
        using var response = await SortedAsync(
            async () =>
            {
                var opened = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
                await RefuseAsync(opened, limit.Token);
                return opened;
            },
            cancellationToken);
        await using var events = AnthropicStream.ReadAsync(model, await response.Content.ReadAsStreamAsync(limit.Token), limit.Token).GetAsyncEnumerator(limit.Token);
        while (await SortedAsync(async () => await events.MoveNextAsync(), cancellationToken))
            yield return events.Current;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("anthropic", baseAddress, model)
        : serviceKey is null && serviceType.IsInstanceOfType(this) ? this
        : null;

    public void Dispose()
    {
        // The HTTP client belongs to the caller.
    }

    private HttpRequestMessage Request(JsonObject body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(baseAddress, "v1/messages"))
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("x-api-key", key);
        request.Headers.Add("anthropic-version", Version);
        return request;
    }

    /// <summary>Runs one exchange and sorts its faults into "try again" and "no".</summary>
    private async Task<T> SortedAsync<T>(Func<Task<T>> exchange, CancellationToken ct)
    {
        try
        {
            return await exchange();
        }
        catch (Exception fault) when (fault is not RemoteRefusedException && RemoteFault.Refusal(fault) is { } refusal)
        {
            throw new RemoteRefusedException($"{model}: {refusal.Message}", fault);
        }
        catch (Exception fault) when (RemoteFault.IsSilence(fault, ct))
        {
            throw RemoteFault.Silent(model, fault);
        }
    }

    private async Task RefuseAsync(HttpResponseMessage response, CancellationToken ct)
    {
        if (response.IsSuccessStatusCode)
            return;
        string? Header(string name) => response.Headers.TryGetValues(name, out var values) ? values.First() : null;
        var text = await response.Content.ReadAsStringAsync(ct);
        throw RemoteFault.OfStatus(model, (int)response.StatusCode, TypeOf(text), Header("retry-after"), null, clock.GetUtcNow());
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
}
