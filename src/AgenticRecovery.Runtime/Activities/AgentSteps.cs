using AgenticRecovery.Agents;
using AgenticRecovery.Books;
using AgenticRecovery.Cases;
using AgenticRecovery.Connectors;
using AgenticRecovery.Store;
using AgenticRecovery.Tools;
using AgenticRecovery.Workflows;
using Microsoft.Extensions.AI;
using Temporalio.Activities;

namespace AgenticRecovery.Activities;

/// <summary>The recovery agent's turns and reads. A turn that is recorded is returned, never paid for twice.</summary>
public sealed class AgentSteps(
    RecoveryStore store, IShop shop, CaseReader reader, RecoveryInputs inputs, CaseTranscripts transcripts,
    AgentTurn agent, PromptBook prompts, PlaybookShelf playbooks, ReadSources sources, TimeProvider clock)
{
    public CaseBudget Budget { get; init; } = CaseBudget.Default;

    /// <inheritdoc cref="ICaseSteps.ModelTurnAsync"/>
    [Activity]
    public async Task<TurnTaken> ModelTurnAsync(ModelTurn turn)
    {
        var context = ActivityExecutionContext.Current;
        var ct = context.CancellationToken;
        var id = new CaseId(turn.CaseId);
        if (transcripts.FindTurn(id, turn.Turn) is { } known)
            return Taken(turn.Turn, known);

        var row = store.Cases.Get(id);
        var so = turn.IsFirst
            ? await Prompting.OpenAsync(prompts, await inputs.OfAsync(await reader.ReadAsync(id, ct), ct), ct)
            : transcripts.OfRound(id);
        var shelf = ToolShelf.For(playbooks[row.Mode!.Value]);
        var request = new TurnRequest("recovery", so, shelf, Budget, CaseCalls.UseOf(store, id), context.Info.Attempt >= 6);
        switch (await agent.TakeAsync(request, ct))
        {
            case TurnOutcome.GaveUp gaveUp:
                await store.WriteAsync(sql => CaseCalls.Fail(store, sql, id, "recovery", turn.Turn, gaveUp.Failed, clock.GetUtcNow()), ct);
                return new TurnTaken("give-up", [], "", 0, await store.Notes.PutAsync(id, gaveUp.Reason, clock.GetUtcNow(), ct));
            case TurnOutcome.Answered answered:
                var added = turn.IsFirst ? answered.Transcript : answered.Transcript with { Messages = [answered.Message] };
                var kept = await transcripts.KeepAsync(id, turn.Turn, added, answered, clock.GetUtcNow(), ct);
                return Taken(turn.Turn, kept);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <inheritdoc cref="ICaseSteps.ReadAsync"/>
    [Activity]
    public async Task ReadAsync(ToolCallRef made)
    {
        var ct = ActivityExecutionContext.Current.CancellationToken;
        var id = new CaseId(made.CaseId);
        var call = store.ToolCalls.Find(id, made.CallId) ?? throw new InvalidOperationException($"{id} has no call {made.CallId}.");
        if (call.Answer is not null)
            return;
        var row = store.Cases.Get(id);
        var customer = row.Customer ?? (row.Order is { } order ? (await shop.FindOrderAsync(order, ct))?.Customer : null);
        var answer = await ReadTools.RunAsync(call.Tool, ToolJson.Arguments(call.Arguments), sources, new ReadScope(customer), clock, ct);
        await store.ToolCalls.AnswerAsync(id, made.CallId, "ran", answer, clock.GetUtcNow(), ct);
    }

    private static TurnTaken Taken(int turn, KeptTurn kept)
    {
        var calls = kept.Message.Contents.OfType<FunctionCallContent>()
            .Select(c => new ToolCall(CallIds.Of(turn, c.CallId), c.Name, !ToolShelf.IsRead(c.Name))).ToList();
        return new TurnTaken(calls.Count > 0 ? "tools" : "stop", calls, kept.TranscriptId, kept.Tokens, null);
    }
}
