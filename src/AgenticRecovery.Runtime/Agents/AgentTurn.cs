using AgenticRecovery.Books;
using AgenticRecovery.Connectors;
using AgenticRecovery.Tools;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace AgenticRecovery.Agents;

/// <summary>A model that may be called, with its price.</summary>
public sealed record Model(string Name, IChatClient Client, ModelPrice Price);

/// <param name="IsLastTry">True when the engine will not try this call again; then a silent model is given up instead of thrown.</param>
public sealed record TurnRequest(string Agent, Transcript Transcript, ToolShelf Shelf, CaseBudget Budget, CaseUse Used, bool IsLastTry);

/// <summary>What one model call led to.</summary>
public abstract record TurnOutcome
{
    private TurnOutcome() { }

    /// <param name="Transcript">The transcript with the answer at its end.</param>
    public sealed record Answered(Transcript Transcript, ChatMessage Message, ModelCall Call) : TurnOutcome;

    /// <summary>No model may or can answer; a person takes the case.</summary>
    public sealed record GaveUp(string Reason) : TurnOutcome;
}

/// <summary>One model call. Models are tried in order; with none left the case goes to a person, never to silence.</summary>
public sealed partial class AgentTurn(IReadOnlyList<Model> models, PromptBook prompts, TimeProvider clock, ILogger<AgentTurn> logger)
{
    /// <summary>Throws <see cref="RemoteUnavailableException"/> when all models are silent for now and the engine may try again.</summary>
    public async Task<TurnOutcome> TakeAsync(TurnRequest request, CancellationToken ct)
    {
        if (request.Budget.Exhausted(request.Used) is { } limit)
            return new TurnOutcome.GaveUp(limit);
        var prompt = prompts.Get(request.Transcript.Prompt);
        List<ChatMessage> messages = [new(ChatRole.System, prompt.System), .. request.Transcript.Messages];
        var faults = new List<string>();
        RemoteUnavailableException? silent = null;
        foreach (var model in models)
        {
            var startedAt = clock.GetTimestamp();
            try
            {
                var response = await model.Client.GetResponseAsync(messages, OptionsOf(prompt, request.Shelf, request.Budget), ct);
                var message = MessageOf(response);
                var finish = response.FinishReason?.Value ?? "stop";
                var call = CallOf(request, prompt, model, response, finish, (long)clock.GetElapsedTime(startedAt).TotalMilliseconds);
                if (Unusable(message, finish) is { } fault)
                {
                    LogUnusable(logger, model.Name, fault);
                    faults.Add($"{model.Name}: {fault}");
                    continue;
                }
                return new TurnOutcome.Answered(request.Transcript.With(message), message, call);
            }
            catch (RemoteUnavailableException fault)
            {
                silent = fault;
                LogSilent(logger, model.Name, fault.Message);
                faults.Add($"{model.Name}: {fault.Message}");
            }
            catch (RemoteRefusedException fault)
            {
                LogRefused(logger, model.Name, fault.Message);
                faults.Add($"{model.Name}: {fault.Message}");
            }
        }
        return silent is not null && !request.IsLastTry
            ? throw new RemoteUnavailableException($"No model answers now. {string.Join("; ", faults)}", silent) { RetryAfter = silent.RetryAfter }
            : new TurnOutcome.GaveUp(faults.Count == 0 ? "no model is configured" : string.Join("; ", faults));
    }

    private static ChatOptions OptionsOf(PromptFile prompt, ToolShelf shelf, CaseBudget budget) => new()
    {
        Temperature = prompt.Temperature,
        MaxOutputTokens = Math.Min(prompt.MaxTokens ?? 1_000, budget.Tokens),
        Tools = shelf.Tools.Count == 0 ? null : [.. shelf.Tools],
        ToolMode = shelf.Tools.Count == 0 ? null : ChatToolMode.Auto,
        ResponseFormat = prompt.WantsJson ? ChatResponseFormat.Json : null,
    };

    // A provider may split one answer into several messages; the transcript keeps one.
    private static ChatMessage MessageOf(ChatResponse response) => response.Messages is [var only]
        ? only
        : new ChatMessage(ChatRole.Assistant, [.. response.Messages.SelectMany(message => message.Contents)]);

    private static string? Unusable(ChatMessage message, string finish) =>
        finish == "content_filter" ? "the provider's filter withheld the answer"
        : finish == "length" ? "the answer was cut off at the token limit"
        : message.Contents.OfType<FunctionCallContent>().Any() || message.Text.Length > 0 ? null
        : "the answer was empty";

    private static ModelCall CallOf(TurnRequest request, PromptFile prompt, Model model, ChatResponse response, string finish, long latencyMs)
    {
        var tokensIn = response.Usage?.InputTokenCount ?? 0;
        var tokensOut = response.Usage?.OutputTokenCount ?? 0;
        var cached = response.Usage?.CachedInputTokenCount ?? 0;
        return new ModelCall(request.Agent, response.ModelId ?? model.Name, prompt.Reference, request.Shelf.SchemaHash,
            tokensIn, tokensOut, cached, model.Price.MicrosOf(tokensIn, cached, tokensOut), latencyMs, finish);
    }

    [LoggerMessage(LogLevel.Warning, "Model {Model} gave no usable answer: {Fault}")]
    private static partial void LogUnusable(ILogger logger, string model, string fault);

    [LoggerMessage(LogLevel.Warning, "Model {Model} does not answer now: {Fault}")]
    private static partial void LogSilent(ILogger logger, string model, string fault);

    [LoggerMessage(LogLevel.Warning, "Model {Model} refused the call: {Fault}")]
    private static partial void LogRefused(ILogger logger, string model, string fault);
}
