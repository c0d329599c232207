using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Agents;

/// <summary>
/// The embedded model: deterministic, no key, no download. It reads the same prompt as a language model, speaks the
/// same tool-calling protocol, and hands everything it is not sure of to a person. Every record names it "playbook-v1".
/// </summary>
/// <param name="isWatchful">False only where an eval measures what watching for texts that give orders costs.</param>
public sealed class PlaybookModel(bool isWatchful) : IChatClient
{
    public const string Name = "playbook-v1";

    public PlaybookModel() : this(isWatchful: true)
    {
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var all = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var answer = Answer(all, options);
        return Task.FromResult(new ChatResponse(answer)
        {
            ModelId = Name,
            FinishReason = answer.Contents.OfType<FunctionCallContent>().Any() ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
            Usage = new UsageDetails { InputTokenCount = 0, OutputTokenCount = 0 },
        });
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
            yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("embedded", defaultModelId: Name)
        : serviceKey is null && serviceType.IsInstanceOfType(this) ? this
        : null;

    public void Dispose()
    {
        // Nothing is held.
    }

    private ChatMessage Answer(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        var asked = messages.FirstOrDefault(message => message.Role == ChatRole.User)?.Text ?? "";
        var data = Prompting.DataOf(asked);
        if (data.StartsWith("{\"agent\":\"triage\""))
            return Say(AgentJson.Write(PlaybookTriage.Judge(AgentJson.Read<TriageInput>(data.ToString()) with { Texts = Quoting.Read(asked) }, isWatchful)));
        if (data.StartsWith("{\"agent\":\"recovery\""))
            return PlaybookRecovery.Next(AgentJson.Read<RecoveryInput>(data.ToString()) with { Texts = Quoting.Read(asked) }, messages, options, isWatchful);
        if (data.StartsWith("{\"agent\":\"writer\""))
            return Say(AgentJson.Write(PlaybookWriter.Write(AgentJson.Read<WriterInput>(data.ToString()))));
        throw new Connectors.RemoteRefusedException($"{Name} only answers the prompts of this program.");
    }

    private static ChatMessage Say(string text) => new(ChatRole.Assistant, text);
}
