using AgenticRecovery.Agents;
using AgenticRecovery.Cases;
using AgenticRecovery.Store;
using AgenticRecovery.Tools;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Activities;

/// <summary>One stored turn: what it added to the transcript, and what it cost.</summary>
public sealed record KeptTurn(Transcript Added, string TranscriptId, int Tokens)
{
    public ChatMessage Message => Added.Messages[^1];
}

/// <summary>
/// The recovery agent's transcript, kept turn by turn. A turn holds what it added; the first of a round also holds the
/// opening, so a round can be put together again from its turns and the answers its calls were given.
/// </summary>
public sealed class CaseTranscripts(RecoveryStore store)
{
    private const string Agent = "recovery";

    public KeptTurn? FindTurn(CaseId id, int turn) =>
        store.Transcripts.FindTurn(id, Agent, turn) is { } known ? Kept(id, known) : null;

    /// <summary>The transcript of the newest round, with every call answered so far.</summary>
    public Transcript OfRound(CaseId id) => RecordedCase.Rounds(store, id)[^1];

    /// <summary>Keeps a turn with its call record and its tool calls, in one commit; the first record of a turn stands.</summary>
    public Task<KeptTurn> KeepAsync(CaseId id, int turn, Transcript added, TurnOutcome.Answered answered, DateTimeOffset at, CancellationToken ct) =>
        store.WriteAsync(
            sql =>
            {
                var kept = store.Transcripts.AddTurn(sql, id, Agent, turn, added.ToJson(), at);
                store.Transcripts.AddCall(sql, CallRecords.Of(id, turn, answered.Call, kept.TranscriptId, at));
                CaseCalls.Fail(store, sql, id, Agent, turn, answered.Failed, at);
                var ordinal = 0;
                foreach (var call in answered.Message.Contents.OfType<FunctionCallContent>())
                {
                    var isWrite = !ToolShelf.IsRead(call.Name);
                    store.ToolCalls.Add(sql, new ToolCallRecord(
                        id, CallIds.Of(turn, call.CallId), turn, ordinal++, call.Name, isWrite, ToolJson.Text(call.Arguments), at));
                    store.Tell(sql, id, at, "turn", $"{turn}/{call.CallId}", $"{answered.Call.Model} {(isWrite ? "proposes" : "reads")} {call.Name}", ("transcript", kept.TranscriptId));
                }

                return new KeptTurn(Transcript.FromJson(kept.Content), kept.TranscriptId, (int)(answered.Call.TokensIn + answered.Call.TokensOut));
            },
            ct);

    private KeptTurn Kept(CaseId id, Turn turn)
    {
        var call = store.Transcripts.Calls(id).FirstOrDefault(c => c.Agent == Agent && c.Turn == turn.Number);
        return new KeptTurn(Transcript.FromJson(turn.Content), turn.TranscriptId, call is null ? 0 : (int)(call.TokensIn + call.TokensOut));
    }
}

/// <summary>Models number their calls anew in each turn; the record needs an id of its own.</summary>
internal static class CallIds
{
    public static string Of(int turn, string callId) => $"t{turn}/{callId}";
}
