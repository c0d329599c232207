using AgenticRecovery.Agents;
using AgenticRecovery.Cases;
using AgenticRecovery.Store;

namespace AgenticRecovery.Activities;

/// <summary>What the models of a case have used up, and what they failed at; both on the record of the case.</summary>
internal static class CaseCalls
{
    /// <summary>All agents together: triage, recovery and writer share one budget. Failed calls cost as well.</summary>
    public static CaseUse UseOf(RecoveryStore store, CaseId id)
    {
        var answered = store.Transcripts.Calls(id);
        var failed = store.Transcripts.FailedCalls(id);
        return new CaseUse(
            answered.Count + failed.Count,
            (int)Math.Min(int.MaxValue, answered.Sum(c => c.TokensIn + c.TokensOut) + failed.Sum(c => c.TokensIn + c.TokensOut)),
            answered.Sum(c => c.CostMicros) + failed.Sum(c => c.CostMicros),
            0);
    }

    /// <summary>Puts failed calls on the record and on the timeline.</summary>
    public static void Fail(RecoveryStore store, Sql sql, CaseId id, string agent, int turn, IReadOnlyList<FailedCall> failed, DateTimeOffset at)
    {
        for (var i = 0; i < failed.Count; i++)
        {
            var (model, fault, call) = failed[i];
            store.Transcripts.AddFailed(sql, new FailedModelCall(
                id, agent, turn, i, model, fault, call?.TokensIn ?? 0, call?.TokensOut ?? 0, call?.CostMicros ?? 0, call?.LatencyMs ?? 0, at));
            store.Tell(sql, id, at, "model", $"{agent}/{turn}/{i}", $"{model} gave the {agent} agent nothing usable: {fault}");
        }
    }
}
