using Temporalio.DevServer.Store;

namespace Temporalio.DevServer.Engine;

internal sealed partial class Core
{
    private const int mostPerRound = 1000;

    /// <summary>Deletes runs that closed longer ago than the retention; a thousand at a time.</summary>
    public void DeleteExpired(TimeSpan retention)
    {
        var expired = new List<(string Namespace, string WorkflowId, long RunKey)>();
        Reader.Query(
            "SELECT namespace, workflow_id, run_key FROM visibility WHERE close_ms < ?1 LIMIT ?2",
            query => query.Bind(1, Clock.NowMs - (long)retention.TotalMilliseconds).Bind(2, mostPerRound),
            row => expired.Add((row.Text(0), row.Text(1), row.Int64(2))));
        foreach (var (ns, workflowId, key) in expired)
            Slots.Use(ns, workflowId, slot => Load(slot, key) is { IsOpen: false, State.Outgoing.Count: 0 } ? Delete(slot, key) : Task.CompletedTask);
    }

    /// <summary>Takes a closed run out of the database. Call under the slot's lock.</summary>
    public Task Delete(Slot slot, long runKey)
    {
        slot.Runs.Remove(runKey);
        if (slot.CurrentKey == runKey)
            slot.CurrentKey = null;
        return Log.Append([
            new SqlChange("DELETE FROM runs WHERE run_key = ?1", write => write.Bind(1, runKey)),
            new SqlChange("DELETE FROM visibility WHERE run_key = ?1", write => write.Bind(1, runKey)),
            new SqlChange("DELETE FROM history WHERE id BETWEEN ?1 AND ?2",
                write => write.Bind(1, HistoryKey.Of(runKey, 0)).Bind(2, HistoryKey.Of(runKey + 1, 0) - 1)),
            new SqlChange("DELETE FROM current WHERE namespace = ?1 AND workflow_id = ?2 AND run_key = ?3",
                write => write.Bind(1, slot.Namespace).Bind(2, slot.WorkflowId).Bind(3, runKey)),
        ]);
    }
}
