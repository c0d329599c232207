using Microsoft.Extensions.Logging;
using Temporalio.DevServer.Matching;
using Temporalio.DevServer.Rpc;
using Temporalio.DevServer.Store;
using Temporalio.DevServer.Time;

namespace Temporalio.DevServer.Engine;

/// <summary>What all runs of one service share.</summary>
internal sealed partial class Core : IDisposable
{
    private static readonly TimeSpan sweepEvery = TimeSpan.FromSeconds(1);

    private readonly ILogger logger;
    private readonly Timer sweeper;
    private readonly TimeSpan? retention;
    private readonly bool workersDieWithIt;
    private int sweeps;
    private long lastRunKey;
    private long lastNumber;

    public Core(Database database, DevServerOptions options)
    {
        logger = options.LoggerFactory.CreateLogger("Temporalio.DevServer");
        Database = database;
        Clock = new SkippableClock(options.Clock);
        workersDieWithIt = options.WorkersDieWithIt;
        Reader = new Reader(database);
        Log = new CommitLog(database, logger);
        Queues = new TaskQueues(TimeProvider.System);
        Alarms = new Alarms(Clock, Ring);
        Errands = new Errands(this);
        Namespaces = new Namespaces(this);
        Scheduler = new Schedules.Scheduler(this);
        retention = options.Retention;
        sweeper = new Timer(_ => Sweep(), null, sweepEvery, sweepEvery);
        Reader.Query("SELECT coalesce(max(run_key), 0) FROM runs", _ => { }, row => lastRunKey = row.Int64(0));
    }

    public Database Database { get; }

    public SkippableClock Clock { get; }

    public Reader Reader { get; }

    public CommitLog Log { get; }

    public TaskQueues Queues { get; }

    public Alarms Alarms { get; }

    public Errands Errands { get; }

    public Namespaces Namespaces { get; }

    public Schedules.Scheduler Scheduler { get; }

    /// <summary>Stands for this process: no other had or will have the same.</summary>
    public long Epoch { get; } = Random.Shared.NextInt64(1, long.MaxValue);

    /// <summary>
    /// Whether what was handed out (or meant for one worker) in that epoch was lost with that worker. Not asked of the
    /// clock, which may have been set back meanwhile.
    /// </summary>
    public bool IsOfDeadWorker(long epoch) => workersDieWithIt && epoch != Epoch;

    public SlotTable Slots { get; } = new();

    public TimeSkipper? Skipper { get; set; }

    public ILogger Logger => logger;

    public long NewRunKey() => Interlocked.Increment(ref lastRunKey);

    /// <summary>A number no other task, query or update of this process has.</summary>
    public long NewNumber() => Interlocked.Increment(ref lastNumber);

    /// <summary>Refuses a write while the database cannot be written.</summary>
    public void DemandWritable()
    {
        if (Log.Stalled is { } fault)
            throw Faults.Unavailable(fault);
    }

    /// <summary>The newest run of a workflow id, null when there is none. Call under the slot's lock.</summary>
    public Run? Current(Slot slot)
    {
        if (!slot.IsCurrentKnown)
        {
            slot.CurrentKey = Reader.FindCurrent(slot.Namespace, slot.WorkflowId);
            slot.IsCurrentKnown = true;
        }
        return slot.CurrentKey is { } key ? Load(slot, key) : null;
    }

    /// <summary>A run by key; null when it does not exist or belongs to another workflow id.</summary>
    public Run? Load(Slot slot, long runKey)
    {
        if (slot.Runs.TryGetValue(runKey, out var run))
            return run;
        if (Reader.LoadState(runKey) is not { } bytes)
            return null;
        var state = RunState.Parser.ParseFrom(bytes);
        if (state.Namespace != slot.Namespace || state.WorkflowId != slot.WorkflowId)
            return null;
        run = new Run(this, slot, state, bytes);
        slot.Runs[runKey] = run;
        return run;
    }

    /// <summary>The named run, or the newest when <paramref name="runId"/> is empty; throws NOT_FOUND.</summary>
    public Run Find(Slot slot, string runId)
    {
        if (runId.Length == 0)
            return Current(slot) ?? throw Faults.WorkflowNotFound(slot.WorkflowId);
        if (!Guid.TryParse(runId, out _))
            throw Faults.Invalid("Invalid RunId.");
        if (RunId.TryKey(runId, out var key) && Load(slot, key) is { } run && run.State.RunId == runId)
            return run;
        throw Faults.WorkflowNotFound(slot.WorkflowId);
    }

    public void Dispose()
    {
        Alarms.Dispose();
        sweeper.Dispose();
        Skipper?.Dispose();
        Log.Dispose();
        Reader.Dispose();
        Database.Dispose();
    }

    /// <summary>Every second: idle workflow ids leave memory, and timers are looked at in case the clock was moved.</summary>
    internal void Sweep()
    {
        Alarms.RingDue();
        try
        {
            Slots.Sweep();
            if (retention is { } span && sweeps++ % 60 == 0)
                DeleteExpired(span);
        }
        catch (StoreFault fault)
        {
            // The next round tries again; the log says why this one did not work.
            LogSweepFailed(logger, fault.Message);
        }
    }

    private void Ring(Alarm alarm)
    {
        try
        {
            if (alarm.Callback is { } callback)
            {
                callback();
                return;
            }
            Slots.Use(alarm.Namespace, alarm.WorkflowId, slot =>
            {
                Load(slot, alarm.RunKey)?.Wake();
                return true;
            });
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // The edge of a background step: one broken run must not stop the timers of all others.
            LogBroken(logger, alarm.WorkflowId, fault);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Closed runs were not cleared away: {Fault}")]
    private static partial void LogSweepFailed(ILogger logger, string fault);

    [LoggerMessage(LogLevel.Error, "A timer of workflow {WorkflowId} failed")]
    private static partial void LogBroken(ILogger logger, string workflowId, Exception fault);
}
