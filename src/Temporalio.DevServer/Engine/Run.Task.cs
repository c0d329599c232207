using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.DevServer.Matching;
using Temporalio.DevServer.Rpc;
using Temporalio.DevServer.Store;
using Temporalio.DevServer.Time;

namespace Temporalio.DevServer.Engine;

/// <summary>
/// The workflow task of a run: scheduled, started, then completed, failed or timed out. A retried task and a task made for
/// updates only are virtual: their scheduled and started events enter history when the task completes.
/// </summary>
internal sealed partial class Run
{
    /// <summary>From the fourth attempt on a task gets longer to time out, so that a broken worker is not asked all the time.</summary>
    private const int attemptsBeforeBackoff = 3;

    /// <summary>Schedules a task unless one is pending, the run is closed or its first task is delayed.</summary>
    private void ScheduleTask(bool speculative = false)
    {
        if (!IsOpen || State.FirstTaskMs > 0)
            return;
        if (State.Task is { } pending)
        {
            if (!speculative && pending is { IsSpeculative: true, StartedId: 0 })
                Materialise(pending);
            return;
        }
        if (FlushBuffered())
            State.TaskAttempt = 1;
        var attempt = Math.Max(1, State.TaskAttempt);
        var isSticky = State.StickyQueue.Length > 0 && core.Queues.Workflow(State.Namespace, State.StickyQueue).IsAttended;
        var task = new WorkflowTask
        {
            ScheduledId = State.NextEventId,
            Attempt = attempt,
            ScheduledMs = NowMs,
            OriginalScheduledMs = NowMs,
            IsSticky = isSticky,
            Queue = isSticky ? State.StickyQueue : State.TaskQueue,
            TimeoutMs = TaskTimeoutMs(attempt),
            IsVirtual = attempt > 1 || speculative,
            IsSpeculative = speculative && attempt == 1,
            Epoch = core.Epoch,
        };
        if (!task.IsVirtual)
            AppendTaskScheduled(task);
        State.Task = task;
        OfferTask(task);
    }

    private void OfferTask(WorkflowTask task) =>
        offers.Add(new QueuedTask(TaskKind.Workflow, State.Namespace, State.WorkflowId, State.RunKey, task.Queue, task.ScheduledId, task.Attempt));

    /// <summary>Whether the offer is still the task of this run and not started.</summary>
    public bool IsTask(QueuedTask offer) =>
        IsOpen && State.Task is { StartedId: 0 } task && task.ScheduledId == offer.ScheduledId && task.Attempt == offer.Attempt;

    /// <summary>The task is handed to a worker. Durable with the next awaited save of this run.</summary>
    public WorkflowTask StartTask(string identity, string requestId)
    {
        var task = State.Task!;
        if (task.IsVirtual && task.ScheduledId != State.NextEventId)
        {
            // Something happened since it was scheduled: it becomes an ordinary first attempt.
            task.ScheduledId = State.NextEventId;
            task.Attempt = State.TaskAttempt = 1;
            task.IsVirtual = task.IsSpeculative = false;
            AppendTaskScheduled(task);
        }
        task.StartedMs = NowMs;
        task.Epoch = core.Epoch;
        task.Identity = identity;
        task.RequestId = requestId;
        task.Nonce = Random.Shared.NextInt64(1, long.MaxValue);
        task.HistoryBytes = State.HistoryBytes;
        task.SuggestsContinueAsNew = State.HistoryBytes >= Limits.SuggestContinueAsNewBytes
            || State.NextEventId - 1 >= Limits.SuggestContinueAsNewEvents || State.Updates.Count >= Limits.Updates * 9 / 10;
        if (task.IsVirtual)
            task.StartedId = task.ScheduledId + 1;
        else
            AppendTaskStarted(task);
        return task;
    }

    /// <summary>The task this token stands for; throws NOT_FOUND when it is over.</summary>
    public WorkflowTask DemandTask(TaskToken token)
    {
        if (!IsOpen)
            throw Faults.AlreadyCompleted();
        return State.Task is { StartedId: > 0 } task && task.ScheduledId == token.ScheduledId && task.StartedId == token.StartedId
            && task.Attempt == token.Attempt && task.Nonce == token.Nonce
            ? task
            : throw Faults.NotFound("Workflow task not found.");
    }

    /// <summary>The task failed; the next attempt is scheduled, unless the run is closing.</summary>
    public void FailTask(WorkflowTaskFailedCause cause, Failure? failure, string identity, bool reschedule = true, string newRunId = "")
    {
        var task = State.Task!;
        if (!task.IsVirtual)
        {
            var item = New(EventType.WorkflowTaskFailed);
            item.WorkflowTaskFailedEventAttributes = new WorkflowTaskFailedEventAttributes
            {
                ScheduledEventId = task.ScheduledId,
                StartedEventId = task.StartedId,
                Cause = cause,
                Failure = failure,
                Identity = identity,
                BaseRunId = newRunId.Length > 0 ? State.RunId : "",
                NewRunId = newRunId,
            };
            State.Task = null;
            Append(item);
        }
        EndTask(reschedule, task.Attempt + 1);
    }

    private void TimeOutTask(TimeoutType kind)
    {
        var task = State.Task!;
        if (!task.IsVirtual)
        {
            var item = New(EventType.WorkflowTaskTimedOut);
            item.WorkflowTaskTimedOutEventAttributes = new WorkflowTaskTimedOutEventAttributes
            {
                ScheduledEventId = task.ScheduledId,
                StartedEventId = task.StartedId,
                TimeoutType = kind,
            };
            State.Task = null;
            Append(item);
        }
        EndTask(reschedule: true, kind == TimeoutType.ScheduleToStart ? 1 : task.Attempt + 1);
    }

    private void EndTask(bool reschedule, int nextAttempt)
    {
        var wasSpeculative = State.Task is { IsSpeculative: true };
        State.Task = null;
        State.StickyQueue = "";
        State.StickyTimeoutMs = 0;
        State.TaskAttempt = wasSpeculative ? 1 : nextAttempt;
        ResendUpdates();
        if (FlushBuffered())
            State.TaskAttempt = 1;
        if (reschedule)
            ScheduleTask(wasSpeculative && HasUpdatesToSend);
    }

    /// <summary>Writes the events of a virtual task into history.</summary>
    private void Materialise(WorkflowTask task)
    {
        if (!task.IsVirtual)
            return;
        task.IsVirtual = task.IsSpeculative = false;
        var startedMs = task.StartedId > 0;
        task.ScheduledId = State.NextEventId;
        AppendTaskScheduled(task);
        if (startedMs)
            AppendTaskStarted(task);
    }

    private void AppendTaskScheduled(WorkflowTask task)
    {
        var item = ScheduledEvent(task);
        Append(item);
        task.ScheduledId = item.EventId;
    }

    private void AppendTaskStarted(WorkflowTask task)
    {
        var item = StartedEvent(task);
        Append(item);
        task.StartedId = item.EventId;
    }

    private HistoryEvent ScheduledEvent(WorkflowTask task) => new()
    {
        EventId = task.ScheduledId,
        EventType = EventType.WorkflowTaskScheduled,
        EventTime = Instants.FromMs(task.ScheduledMs),
        WorkflowTaskScheduledEventAttributes = new WorkflowTaskScheduledEventAttributes
        {
            TaskQueue = task.IsSticky
                ? new TaskQueue { Name = task.Queue, Kind = TaskQueueKind.Sticky, NormalName = State.TaskQueue }
                : new TaskQueue { Name = task.Queue, Kind = TaskQueueKind.Normal },
            StartToCloseTimeout = Instants.ToDuration(task.TimeoutMs),
            Attempt = task.Attempt,
        },
    };

    private static HistoryEvent StartedEvent(WorkflowTask task) => new()
    {
        EventId = task.StartedId,
        EventType = EventType.WorkflowTaskStarted,
        EventTime = Instants.FromMs(task.StartedMs),
        WorkflowTaskStartedEventAttributes = new WorkflowTaskStartedEventAttributes
        {
            ScheduledEventId = task.ScheduledId,
            Identity = task.Identity,
            RequestId = task.RequestId,
            SuggestContinueAsNew = task.SuggestsContinueAsNew,
            HistorySizeBytes = task.HistoryBytes,
        },
    };

    /// <summary>The events a worker sees behind the history because they are not written yet.</summary>
    private IEnumerable<HistoryEvent> VirtualEvents(WorkflowTask task) =>
        task.IsVirtual ? [ScheduledEvent(task), StartedEvent(task)] : [];

    private long TaskTimeoutMs(int attempt)
    {
        if (attempt <= attemptsBeforeBackoff)
            return State.TaskTimeoutMs;
        var extraMs = 5_000 * Math.Pow(2, Math.Min(attempt - attemptsBeforeBackoff - 1, 10));
        return State.TaskTimeoutMs + (long)Math.Min(extraMs, 600_000);
    }
}
