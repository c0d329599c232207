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

    /// <summary>Calls of this turn that gave nothing usable, in the order they were made; some of them cost money.</summary>
    public IReadOnlyList<FailedCall> Failed { get; init; } = [];

    /// <param name="Transcript">The transcript with the answer at its end.</param>
    public sealed record Answered(Transcript Transcript, ChatMessage Message, ModelCall Call) : TurnOutcome;

    /// <summary>No model may or can answer; a person takes the case.</summary>
    public sealed record GaveUp(string Reason) : TurnOutcome;
}

/// <param name="Model">Name as configured.</param>
/// <param name="Call">What it cost; null when no answer came.</param>
public sealed record FailedCall(string Model, string Fault, ModelCall? Call);

/// <summary>One model call. Models are tried in order; with none left the case goes to a person, never to silence.</summary>
public sealed partial class AgentTurn(IReadOnlyList<Model> models, PromptBook prompts, TimeProvider clock, ILogger<AgentTurn> logger)
{
    /// <summary>Throws <see cref="RemoteUnavailableException"/> when all models are silent for now and the engine may try again.</summary>
    public async Task<TurnOutcome> TakeAsync(TurnRequest request, CancellationToken ct)
    {
        if (request.Budget.Exhausted(request.Used) is { } limit)
            return new TurnOutcome.GaveUp(limit);
        if (AnswerFaults.Circle(request.Transcript) is { } circle)
            return new TurnOutcome.GaveUp(circle);
        var prompt = prompts.Get(request.Transcript.Prompt);
        List<ChatMessage> messages = [new(ChatRole.System, prompt.System), .. request.Transcript.Messages];
        var failed = new List<FailedCall>();
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
                if (AnswerFaults.Of(message, finish) is not { } fault)
                    return new TurnOutcome.Answered(request.Transcript.With(message), message, call) { Failed = failed };
                LogUnusable(logger, model.Name, fault);
                failed.Add(new FailedCall(model.Name, fault, call));
            }
            catch (RemoteUnavailableException fault)
            {
                silent = fault;
                LogSilent(logger, model.Name, fault.Message);
                failed.Add(new FailedCall(model.Name, fault.Message, null));
            }
            catch (RemoteRefusedException fault)
            {
                LogRefused(logger, model.Name, fault.Message);
                failed.Add(new FailedCall(model.Name, fault.Message, null));
            }
        }

        var why = string.Join("; ", failed.Select(call => $"{call.Model}: {call.Fault}"));
        return silent is not null && !request.IsLastTry
            ? throw new RemoteUnavailableException($"No model answers now. {why}", silent) { RetryAfter = silent.RetryAfter }
            : new TurnOutcome.GaveUp(failed.Count == 0 ? "no model is configured" : why) { Failed = failed };
    }

    internal static ChatOptions OptionsOf(PromptFile prompt, ToolShelf shelf, CaseBudget budget) => new()
    {
        Temperature = prompt.Temperature,
        MaxOutputTokens = Math.Min(prompt.MaxTokens ?? 1_000, budget.Tokens),
        Tools = shelf.Tools.Count == 0 ? null : [.. shelf.Tools],
        ToolMode = shelf.Tools.Count == 0 ? null : ChatToolMode.Auto,
        ResponseFormat = prompt.WantsJson ? ChatResponseFormat.Json : null,
    };

    // A provider may split one answer into several messages; the transcript keeps one.
    internal static ChatMessage MessageOf(ChatResponse response) => response.Messages is [var only]
        ? only
        : new ChatMessage(ChatRole.Assistant, [.. response.Messages.SelectMany(message => message.Contents)]);

    private static ModelCall CallOf(TurnRequest request, PromptFile prompt, Model model, ChatResponse response, string finish, long latencyMs)
    {
        var tokensIn = response.Usage?.InputTokenCount ?? 0;
        var tokensOut = response.Usage?.OutputTokenCount ?? 0;
        var cached = response.Usage?.CachedInputTokenCount ?? 0;
        // What a server calls itself never passes as the embedded model.
        var name = response.ModelId is { Length: > 0 and <= 100 } own && (own != PlaybookModel.Name || model.Name == PlaybookModel.Name) ? own : model.Name;
        return new ModelCall(request.Agent, name, prompt.Reference, request.Shelf.SchemaHash,
            tokensIn, tokensOut, cached, model.Price.MicrosOf(tokensIn, cached, tokensOut), latencyMs, finish);
    }

    [LoggerMessage(LogLevel.Warning, "Model {Model} gave no usable answer: {Fault}")]
    private static partial void LogUnusable(ILogger logger, string model, string fault);

    [LoggerMessage(LogLevel.Warning, "Model {Model} does not answer now: {Fault}")]
    private static partial void LogSilent(ILogger logger, string model, string fault);

    [LoggerMessage(LogLevel.Warning, "Model {Model} refused the call: {Fault}")]
    private static partial void LogRefused(ILogger logger, string model, string fault);
}
