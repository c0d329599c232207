using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.DevServer.Store;
using Temporalio.DevServer.Time;

namespace Temporalio.DevServer.Engine;

/// <summary>How a run begins, whoever starts it: a client, a parent, a schedule, or the run before it.</summary>
internal sealed record RunStart(string Namespace, string WorkflowId, string RequestId, WorkflowExecutionStartedEventAttributes Attributes)
{
    public UserMetadata? Metadata { get; init; }

    /// <summary>A signal that stands in history before the first workflow task.</summary>
    public WorkflowExecutionSignaledEventAttributes? Signal { get; init; }

    public IEnumerable<Link> Links { get; init; } = [];
}

internal sealed partial class Run
{
    /// <summary>A new run of the slot's workflow id, not saved yet.</summary>
    public static Run Begin(Core core, Slot slot, RunStart start)
    {
        var now = core.Clock.NowMs;
        var key = core.NewRunKey();
        var state = new RunState
        {
            Namespace = slot.Namespace,
            WorkflowId = slot.WorkflowId,
            RunKey = key,
            RunId = RunId.For(key, now),
            StartRequestId = start.RequestId,
            StartMs = now,
            Status = WorkflowExecutionStatus.Running,
        };
        var run = new Run(core, slot, state);
        run.Begin(start, now);
        return run;
    }

    private void Begin(RunStart start, long now)
    {
        var given = start.Attributes;
        Normalise(given, now);
        Remember(given, now);
        State.UserMetadata = start.Metadata;
        var item = New(EventType.WorkflowExecutionStarted);
        item.WorkflowExecutionStartedEventAttributes = given;
        item.UserMetadata = start.Metadata;
        item.Links.AddRange(start.Links);
        Append(item);
        if (start.Signal is { } signal)
            AppendSignal(signal, start.Links);
        ScheduleTask();
    }

    private void Normalise(WorkflowExecutionStartedEventAttributes given, long now)
    {
        given.WorkflowId = State.WorkflowId;
        given.OriginalExecutionRunId = State.RunId;
        if (given.FirstExecutionRunId.Length == 0)
            given.FirstExecutionRunId = State.RunId;
        given.Attempt = Math.Max(1, given.Attempt);
        given.FirstWorkflowTaskBackoff ??= Instants.ToDuration(0);
        given.WorkflowExecutionTimeout ??= Instants.ToDuration(0);
        var executionMs = Instants.ToMs(given.WorkflowExecutionTimeout);
        var runMs = Instants.ToMs(given.WorkflowRunTimeout);
        if (executionMs > 0 && (runMs == 0 || runMs > executionMs))
            runMs = executionMs;
        given.WorkflowRunTimeout = Instants.ToDuration(runMs);
        var taskMs = Instants.ToMs(given.WorkflowTaskTimeout);
        taskMs = Math.Min(taskMs == 0 ? Limits.TaskTimeoutMs : taskMs, Limits.MaxTaskTimeoutMs);
        given.WorkflowTaskTimeout = Instants.ToDuration(runMs > 0 ? Math.Min(taskMs, runMs) : taskMs);
        if (executionMs > 0 && given.WorkflowExecutionExpirationTime is null)
            given.WorkflowExecutionExpirationTime = Instants.FromMs(now + Instants.ToMs(given.FirstWorkflowTaskBackoff) + executionMs);
    }

    private void Remember(WorkflowExecutionStartedEventAttributes given, long now)
    {
        var backoffMs = Instants.ToMs(given.FirstWorkflowTaskBackoff);
        var runMs = Instants.ToMs(given.WorkflowRunTimeout);
        State.FirstRunId = given.FirstExecutionRunId;
        State.OriginalRunId = State.RunId;
        State.PreviousRunId = given.ContinuedExecutionRunId;
        State.WorkflowType = given.WorkflowType.Name;
        State.TaskQueue = given.TaskQueue.Name;
        State.ExecutionTimeoutMs = Instants.ToMs(given.WorkflowExecutionTimeout);
        State.RunTimeoutMs = runMs;
        State.TaskTimeoutMs = Instants.ToMs(given.WorkflowTaskTimeout);
        State.RetryPolicy = given.RetryPolicy;
        State.Attempt = given.Attempt;
        State.CronSchedule = given.CronSchedule;
        State.Memo = given.Memo;
        State.SearchAttributes = given.SearchAttributes;
        State.ExecutionMs = now + backoffMs;
        State.FirstTaskMs = backoffMs > 0 ? now + backoffMs : 0;
        State.RunExpiresMs = runMs > 0 ? now + backoffMs + runMs : 0;
        State.ExecutionExpiresMs = Instants.ToMs(given.WorkflowExecutionExpirationTime);
        if (given.ParentWorkflowExecution is { } parent)
        {
            State.Parent = new Family { Namespace = given.ParentWorkflowNamespace, WorkflowId = parent.WorkflowId, RunId = parent.RunId };
            State.ParentInitiatedId = given.ParentInitiatedEventId;
        }
        if (given.RootWorkflowExecution is { } root)
            State.Root = new Family { Namespace = State.Namespace, WorkflowId = root.WorkflowId, RunId = root.RunId };
    }

    /// <summary>Adds a signal; false when the same request already did.</summary>
    public bool Signal(WorkflowExecutionSignaledEventAttributes signal, IEnumerable<Link> links)
    {
        if (signal.RequestId.Length > 0)
        {
            if (State.SignalRequestIds.Contains(signal.RequestId))
                return false;
            State.SignalRequestIds.Add(signal.RequestId);
        }
        if (State.SignalCount >= Limits.Signals)
            throw new Rpc.RpcFault(Rpc.RpcCode.ResourceExhausted, "exceeded workflow execution limit for signal events");
        AppendSignal(signal, links);
        ScheduleTask();
        return true;
    }

    /// <summary>As <see cref="Signal"/>; a start delay that still runs is over, as a second signal-with-start is defined to do.</summary>
    public bool SignalAtOnce(WorkflowExecutionSignaledEventAttributes signal, IEnumerable<Link> links)
    {
        if (State.CronSchedule.Length == 0 && State.PreviousRunId.Length == 0)
            State.FirstTaskMs = 0;
        return Signal(signal, links);
    }

    private void AppendSignal(WorkflowExecutionSignaledEventAttributes signal, IEnumerable<Link> links)
    {
        State.SignalCount++;
        var item = New(EventType.WorkflowExecutionSignaled);
        item.WorkflowExecutionSignaledEventAttributes = signal;
        item.Links.AddRange(links);
        AppendOrBuffer(item);
    }

    /// <summary>Asks the workflow to cancel itself; false when the same request already did.</summary>
    public bool RequestCancel(string reason, string identity, string requestId, Family? external, long externalInitiatedId)
    {
        if (State.CancelRequested)
        {
            return requestId.Length > 0 && State.CancelRequestId == requestId
                ? false
                : throw new Rpc.RpcFault(Rpc.RpcCode.NotFound, "cancellation already requested for this workflow execution",
                    new Api.ErrorDetails.V1.CancellationAlreadyRequestedFailure());
        }
        State.CancelRequested = true;
        State.CancelRequestId = requestId;
        var item = New(EventType.WorkflowExecutionCancelRequested);
        item.WorkflowExecutionCancelRequestedEventAttributes = new WorkflowExecutionCancelRequestedEventAttributes
        {
            Cause = reason,
            Identity = identity,
            ExternalInitiatedEventId = externalInitiatedId,
            ExternalWorkflowExecution = external is null ? null : new WorkflowExecution { WorkflowId = external.WorkflowId, RunId = external.RunId },
        };
        AppendOrBuffer(item);
        ScheduleTask();
        return true;
    }
}
