using AgenticRecovery.Agents;
using AgenticRecovery.Cases;
using AgenticRecovery.Store;
using Microsoft.Extensions.AI;

namespace AgenticRecovery.Activities;

/// <summary>What the models of one case were told and said, put together from the store, so that it can be replayed.</summary>
public static class RecordedCase
{
    /// <summary>One transcript per diagnosis, per round of the recovery agent, and per message.</summary>
    public static IReadOnlyList<Transcript> Of(RecoveryStore store, CaseId id) =>
    [
        .. store.Transcripts.OfCase(id, "triage").Select(turn => Transcript.FromJson(turn.Content)),
        .. Rounds(store, id),
        .. store.Transcripts.OfCase(id, "writer").Select(turn => Transcript.FromJson(turn.Content)),
    ];

    /// <summary>Rounds of the recovery agent, oldest first, with every call answered as it was.</summary>
    internal static IReadOnlyList<Transcript> Rounds(RecoveryStore store, CaseId id)
    {
        var answers = store.ToolCalls.OfCase(id).ToDictionary(call => call.CallId, StringComparer.Ordinal);
        var rounds = new List<Transcript>();
        foreach (var turn in store.Transcripts.OfCase(id, "recovery"))
        {
            var added = Transcript.FromJson(turn.Content);
            var isFirst = added.Messages[0].Role == ChatRole.User;
            var whole = isFirst || rounds.Count == 0 ? added : rounds[^1] with { Messages = [.. rounds[^1].Messages, .. added.Messages] };
            foreach (var call in added.Messages[^1].Contents.OfType<FunctionCallContent>())
                whole = whole.Answer(call.CallId, answers[CallIds.Of(turn.Number, call.CallId)].Answer ?? ToolSays.Json(ToolSays.Person, "still open"));
            if (isFirst || rounds.Count == 0)
                rounds.Add(whole);
            else
                rounds[^1] = whole;
        }

        return rounds;
    }
}
