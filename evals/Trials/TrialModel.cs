using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AgenticRecovery.Evals.Runs;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Evals.Trials;

/// <summary>How the models of one trial answered.</summary>
internal sealed class TrialAnswers
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _asked = new(StringComparer.Ordinal);
    private string? _lastFault;

    /// <summary>Why the last question was left without a usable answer; null when it was answered after all.</summary>
    public string? Unanswered
    {
        get
        {
            lock (_gate)
                return _lastFault;
        }
    }

    public void Answered() => Set(null);

    public void Failed(string why) => Set(why);

    /// <summary>0 when this question is asked for the first time in the trial.</summary>
    public int Occurrence(string question)
    {
        lock (_gate)
            return _asked[question] = _asked.TryGetValue(question, out var before) ? before + 1 : 0;
    }

    private void Set(string? fault)
    {
        lock (_gate)
            _lastFault = fault;
    }
}

/// <summary>A model as one trial sees it: known answers come from the run's cache, and failures are noted.</summary>
internal sealed class TrialModel(IChatClient model, string name, string trial, ResponseCache cache, TrialAnswers answers) : DelegatingChatClient(model)
{
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var asked = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var question = Question(asked, options);
        var key = $"{trial}/{question}/{answers.Occurrence(question)}";
        try
        {
            var response = cache.Find(key);
            if (response is null)
            {
                response = await base.GetResponseAsync(asked, options, cancellationToken);
                cache.Add(key, response);
            }

            Note(response);
            return response;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            answers.Failed($"{name}: {e.Message}");
            throw;
        }
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
            yield return update;
    }

    private void Note(ChatResponse response)
    {
        var contents = response.Messages.SelectMany(m => m.Contents).ToList();
        if (response.FinishReason == ChatFinishReason.Length || response.FinishReason == ChatFinishReason.ContentFilter)
            answers.Failed($"{name}: the answer ended by {response.FinishReason}");
        else if (contents.OfType<FunctionCallContent>().Any() || contents.OfType<TextContent>().Any(t => t.Text.Length > 0))
            answers.Answered();
        else
            answers.Failed($"{name}: the answer was empty");
    }

    private string Question(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        var text = new StringBuilder(name).Append('\n')
            .AppendJoin(',', (options?.Tools ?? []).OfType<AIFunctionDeclaration>().Select(t => $"{t.Name}{t.JsonSchema}")).Append('\n')
            .Append(options?.Temperature).Append('/').Append(options?.MaxOutputTokens);
        foreach (var message in messages)
            text.Append('\n').Append(JsonSerializer.Serialize(message, Json));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..32];
    }

    private static readonly JsonSerializerOptions Json = new(AIJsonUtilities.DefaultOptions) { WriteIndented = false };
}
