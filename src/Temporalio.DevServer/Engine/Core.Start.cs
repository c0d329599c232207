using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.DevServer.Rpc;
using Temporalio.DevServer.Store;

namespace Temporalio.DevServer.Engine;

/// <summary>What a start led to: a new run, or the one that was there.</summary>
internal readonly record struct StartOutcome(Run Run, bool IsNew);

internal sealed partial class Core
{
    /// <summary>
    /// Starts a run, or finds the one its id and policies lead to. Not saved yet: <paramref name="replaced"/> is a terminated
    /// run that must be saved in the same commit. Throws ALREADY_EXISTS. Call under the slot's lock.
    /// </summary>
    public StartOutcome Start(Slot slot, RunStart start, WorkflowIdReusePolicy reuse, WorkflowIdConflictPolicy conflict, out Run? replaced)
    {
        replaced = null;
        if (Current(slot) is not { } last)
            return new(Run.Begin(this, slot, start), true);
        if (last.State.StartRequestId == start.RequestId || last.State.AttachedRequests.ContainsKey(start.RequestId))
            return new(last, false);
        if (last.IsOpen)
            return Conflict(slot, last, start, reuse, conflict, out replaced);
        DemandReuse(last, reuse);
        return new(Run.Begin(this, slot, start), true);
    }

    private StartOutcome Conflict(
        Slot slot, Run last, RunStart start, WorkflowIdReusePolicy reuse, WorkflowIdConflictPolicy conflict, out Run? replaced)
    {
        replaced = null;
#pragma warning disable CS0612 // Old clients still ask for termination by the reuse policy.
        var terminates = conflict == WorkflowIdConflictPolicy.TerminateExisting || reuse == WorkflowIdReusePolicy.TerminateIfRunning;
#pragma warning restore CS0612
        if (terminates)
        {
            last.Terminate("TerminateIfRunning WorkflowIdReusePolicy Policy", null, "history-service");
            replaced = last;
            return new(Run.Begin(this, slot, start), true);
        }
        if (conflict == WorkflowIdConflictPolicy.UseExisting)
            return new(last, false);
        throw Faults.AlreadyStarted(
            $"Workflow execution is already running. WorkflowId: {slot.WorkflowId}, RunId: {last.State.RunId}.",
            last.State.StartRequestId, last.State.RunId);
    }

    private static void DemandReuse(Run last, WorkflowIdReusePolicy reuse)
    {
        var id = $"WorkflowId: {last.State.WorkflowId}, RunId: {last.State.RunId}.";
        if (reuse == WorkflowIdReusePolicy.RejectDuplicate)
        {
            throw Faults.AlreadyStarted($"Workflow execution already finished. {id} Workflow Id reuse policy: reject duplicate workflow Id.",
                last.State.StartRequestId, last.State.RunId);
        }
        var succeeded = last.State.Status is WorkflowExecutionStatus.Completed;
        if (reuse == WorkflowIdReusePolicy.AllowDuplicateFailedOnly && succeeded)
        {
            throw Faults.AlreadyStarted(
                $"Workflow execution already finished successfully. {id} Workflow Id reuse policy: allow duplicate workflow Id if last run failed.",
                last.State.StartRequestId, last.State.RunId);
        }
    }

    /// <summary>Starts a child for an errand; the run id, also when the same errand started it before. Throws ALREADY_EXISTS.</summary>
    public string StartChild(
        StartChildWorkflowExecutionInitiatedEventAttributes given, Outgoing errand, Family parent, Family? root, UserMetadata? metadata)
    {
        var first = root ?? parent;
        var start = new RunStart(given.Namespace, given.WorkflowId, errand.RequestId, new WorkflowExecutionStartedEventAttributes
        {
            WorkflowType = given.WorkflowType,
            TaskQueue = given.TaskQueue,
            Input = given.Input,
            WorkflowExecutionTimeout = given.WorkflowExecutionTimeout,
            WorkflowRunTimeout = given.WorkflowRunTimeout,
            WorkflowTaskTimeout = given.WorkflowTaskTimeout,
            RetryPolicy = given.RetryPolicy,
            CronSchedule = given.CronSchedule,
            Header = given.Header,
            Memo = given.Memo,
            SearchAttributes = given.SearchAttributes,
            Priority = given.Priority,
            ParentWorkflowNamespace = parent.Namespace,
            ParentWorkflowNamespaceId = Namespaces.Get(parent.Namespace).Id,
            ParentWorkflowExecution = new WorkflowExecution { WorkflowId = parent.WorkflowId, RunId = parent.RunId },
            ParentInitiatedEventId = errand.InitiatedId,
            RootWorkflowExecution = new WorkflowExecution { WorkflowId = first.WorkflowId, RunId = first.RunId },
            FirstWorkflowTaskBackoff = CronBackoff(given.CronSchedule),
        })
        { Metadata = metadata };
        return Slots.Use(given.Namespace, given.WorkflowId, slot =>
        {
            var outcome = Start(slot, start, given.WorkflowIdReusePolicy, WorkflowIdConflictPolicy.Fail, out var replaced);
            if (outcome.IsNew)
                outcome.Run.SaveTogether(replaced);
            return outcome.Run.State.RunId;
        });
    }

    /// <summary>Null without a cron schedule, else the wait until its first time.</summary>
    public Google.Protobuf.WellKnownTypes.Duration? CronBackoff(string schedule)
    {
        if (schedule.Length == 0 || !CronSchedule.TryParse(schedule, out var cron))
            return null;
        var now = Clock.NowMs;
        return Time.Instants.ToDuration(cron.NextAfterMs(now, now) - now);
    }

    /// <summary>After a restart: arms the timers of all open runs and offers again what waited.</summary>
    /// <exception cref="StoreFault">A run cannot be read: the database is damaged.</exception>
    public void Recover()
    {
        try
        {
            ReadLive();
        }
        catch (StoreFault fault) when (fault.SqliteCode is 11 or 26)
        {
            throw new StoreFault(Store.Database.Damaged(Database.Name, fault.Message), fault) { SqliteCode = fault.SqliteCode };
        }
        catch (Google.Protobuf.InvalidProtocolBufferException fault)
        {
            throw new StoreFault(Store.Database.Damaged(Database.Name, "the state of a run cannot be read: " + fault.Message), fault) { SqliteCode = 11 };
        }
    }

    private void ReadLive()
    {
        var alarms = new List<(Time.Alarm, long)>();
        Reader.Query("SELECT wake_ms, ready, state FROM runs WHERE live = 1", _ => { }, row =>
        {
            var bytes = row.Blob(2);
            var state = RunState.Parser.ParseFrom(bytes);
            // Not kept in memory: the run is read again when a worker takes what it offers.
            var run = new Run(this, new Slot(state.Namespace, state.WorkflowId), state, bytes);
            if (!row.IsNull(0))
                alarms.Add((new Time.Alarm(state.Namespace, state.WorkflowId, state.RunKey), run.NextWake() ?? row.Int64(0)));
            if (row.Int64(1) == 1)
                run.OfferAgain();
        });
        Alarms.SetMany(alarms);
    }
}
