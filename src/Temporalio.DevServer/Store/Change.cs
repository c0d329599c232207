namespace Temporalio.DevServer.Store;

/// <summary>What one transition writes. All changes handed over together are in one commit.</summary>
internal abstract class Change
{
    public abstract void Apply(WriteStatements write);
}

/// <summary>The new state of a run with the events it gained.</summary>
internal sealed class RunChange(long runKey) : Change
{
    public long RunKey { get; } = runKey;

    public bool IsNew { get; init; }

    /// <summary>Open, or closed with a message not delivered yet: a restart looks at it.</summary>
    public bool IsLive { get; init; }

    public bool IsReady { get; init; }

    public long? WakeMs { get; init; }

    public required byte[] State { get; init; }

    public long FirstEventId { get; init; }

    /// <summary>A serialised History message, null when the transition added no event.</summary>
    public byte[]? Events { get; init; }

    /// <summary>Set by the writer when a later change of the same run is in the same commit.</summary>
    public bool IsSuperseded { get; set; }

    public override void Apply(WriteStatements write)
    {
        if (Events is { } events)
            write.AppendEvents.Bind(1, HistoryKey.Of(RunKey, FirstEventId)).Bind(2, events).Run();
        if (IsNew)
        {
            write.InsertRun.Bind(1, RunKey).Bind(2, IsLive ? 1 : 0).Bind(3, IsReady ? 1 : 0).Bind(4, WakeMs).Bind(5, State).Run();
        }
        else if (!IsSuperseded)
        {
            write.UpdateRun.Bind(1, RunKey).Bind(2, IsLive ? 1 : 0).Bind(3, IsReady ? 1 : 0).Bind(4, WakeMs).Bind(5, State).Run();
        }
    }
}

/// <summary>The run key of a workflow id's newest run.</summary>
internal sealed class CurrentChange(string ns, string workflowId, long runKey) : Change
{
    public override void Apply(WriteStatements write) =>
        write.SetCurrent.Bind(1, ns).Bind(2, workflowId).Bind(3, runKey).Run();
}

/// <summary>Anything rare: namespaces, schedules, deletions.</summary>
internal sealed class SqlChange(string sql, Action<Statement> bind) : Change
{
    public override void Apply(WriteStatements write)
    {
        using var statement = new Statement(write.Handle, sql);
        bind(statement);
        statement.Run();
    }
}

/// <summary>Where a batch of events lies in the history table. A run has fewer than 2^20 events (the limit is 51,200).</summary>
internal static class HistoryKey
{
    private const int bits = 20;

    public static long Of(long runKey, long eventId) => (runKey << bits) | eventId;

    public static long EventId(long key) => key & ((1L << bits) - 1);
}
