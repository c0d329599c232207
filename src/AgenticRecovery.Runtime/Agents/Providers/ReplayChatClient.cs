using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AgenticRecovery.Connectors;
using AgenticRecovery.Tools;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Agents;

/// <summary>How a replay finds the answer to a question it has not recorded word for word.</summary>
public enum ReplayMatch
{
    /// <summary>Only where everything before it is the same; anything else is refused.</summary>
    Strict,
    /// <summary>The most similar recording, at the same turn.</summary>
    Nearest,
}

/// <summary>Recorded transcripts as a model: for evals, tests and reproducing an incident.</summary>
public sealed class ReplayChatClient : IChatClient
{
    private readonly Dictionary<string, ChatMessage> exact = new(StringComparer.Ordinal);
    private readonly List<Recording> recordings = [];
    private readonly ReplayMatch match;

    public ReplayChatClient(IEnumerable<Transcript> transcripts, ReplayMatch match)
    {
        this.match = match;
        foreach (var transcript in transcripts)
        {
            for (var at = 0; at < transcript.Messages.Count; at++)
                if (transcript.Messages[at].Role == ChatRole.Assistant)
                    exact.TryAdd(Key(transcript.Messages.Take(at)), transcript.Messages[at]);
            recordings.Add(new Recording(
                AgentOf(transcript.Messages), Words(transcript.Messages), [.. transcript.Messages.Where(message => message.Role == ChatRole.Assistant)]));
        }
    }

    /// <summary>Reads a file of transcripts, one JSON document a line.</summary>
    public static ReplayChatClient FromFile(string path, ReplayMatch match) =>
        new(File.ReadLines(path).Where(line => line.Length > 0).Select(Transcript.FromJson), match);

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var asked = messages.Where(message => message.Role != ChatRole.System).ToList();
        var answer = exact.GetValueOrDefault(Key(asked)) ?? (match == ReplayMatch.Nearest ? Nearest(asked) : null)
            ?? throw new RemoteRefusedException("The recording has no answer to this.");
        return Task.FromResult(new ChatResponse(answer)
        {
            ModelId = "replay",
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

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // Nothing is held.
    }

    private ChatMessage? Nearest(List<ChatMessage> asked)
    {
        var words = Words(asked);
        var turn = asked.Count(message => message.Role == ChatRole.Assistant);
        var agent = AgentOf(asked);
        return recordings.Where(recording => recording.Agent == agent && recording.Answers.Count > turn)
            .MaxBy(recording => Overlap(recording.Words, words))?.Answers[turn];
    }

    /// <summary>The head of the data line, such as <c>{"agent":"triage"</c>; a triage never answers for a writer.</summary>
    private static string AgentOf(IEnumerable<ChatMessage> messages)
    {
        var data = Prompting.DataOf(messages.FirstOrDefault(message => message.Role == ChatRole.User)?.Text ?? "");
        var end = data.IndexOf(',');
        return end > 0 && end < 40 ? data[..end].ToString() : "";
    }

    private static double Overlap(FrozenSet<string> one, FrozenSet<string> other)
    {
        var shared = one.Count(other.Contains);
        return shared == 0 ? 0 : (double)shared / (one.Count + other.Count - shared);
    }

    private static FrozenSet<string> Words(IEnumerable<ChatMessage> messages) =>
        (messages.FirstOrDefault(message => message.Role == ChatRole.User)?.Text ?? "").Split([' ', '\n', '"', ',', ':'], StringSplitOptions.RemoveEmptyEntries)
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Role, words, calls and results of all messages; the ids of calls do not matter.</summary>
    private static string Key(IEnumerable<ChatMessage> messages)
    {
        var text = new StringBuilder();
        foreach (var message in messages)
        {
            text.Append('\u001e').Append(message.Role.Value).Append('\u001f').Append(message.Text);
            foreach (var content in message.Contents)
                _ = content switch
                {
                    FunctionCallContent call => text.Append('\u001f').Append(call.Name).Append(JsonSerializer.Serialize(
                        new SortedDictionary<string, object?>(call.Arguments ?? new Dictionary<string, object?>(), StringComparer.Ordinal))),
                    FunctionResultContent result => text.Append('\u001f').Append(TranscriptReads.TextOf(result)),
                    _ => text,
                };
        }
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private sealed record Recording(string Agent, FrozenSet<string> Words, IReadOnlyList<ChatMessage> Answers);
}
