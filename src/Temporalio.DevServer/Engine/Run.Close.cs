using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.DevServer.Store;
using Temporalio.DevServer.Time;

namespace Temporalio.DevServer.Engine;

/// <summary>How a run ends, and the run that follows it by retry, cron or continue-as-new.</summary>
internal sealed partial class Run
{
    private Run? successor;

    public void Terminate(string reason, Payloads? details, string identity, IEnumerable<Link>? links = null)
    {
        AbandonTask();
        var item = New(EventType.WorkflowExecutionTerminated);
        item.WorkflowExecutionTerminatedEventAttributes = new WorkflowExecutionTerminatedEventAttributes
        {
            Reason = reason,
            Details = details,
            Identity = identity,
        };
        item.Links.AddRange(links ?? []);
        Close(WorkflowExecutionStatus.Terminated, item);
    }

    private void TimeOut()
    {
        var hasExecutionTime = State.ExecutionExpiresMs == 0 || State.ExecutionExpiresMs > NowMs;
        AbandonTask();
        var failure = Timeout("workflow timeout", TimeoutType.StartToClose);
        var retry = hasExecutionTime ? Retries.Decide(State.RetryPolicy, State.Attempt, failure) : new RetryDecision(RetryState.Timeout, 0);
        retry = WithinExecution(retry);
        if (retry.State == RetryState.InProgress)
            FollowUp(ContinueAsNewInitiator.Retry, retry.WaitMs, failure, null);
        else if (hasExecutionTime)
            FollowCron(failure, null);
        var item = New(EventType.WorkflowExecutionTimedOut);
        item.WorkflowExecutionTimedOutEventAttributes = new WorkflowExecutionTimedOutEventAttributes
        {
            RetryState = retry.State,
            NewExecutionRunId = successor?.State.RunId ?? "",
        };
        Close(WorkflowExecutionStatus.TimedOut, item);
    }

    private void Complete(Payloads? result, long taskCompletedId)
    {
        FollowCron(null, result);
        var item = New(EventType.WorkflowExecutionCompleted);
        item.WorkflowExecutionCompletedEventAttributes = new WorkflowExecutionCompletedEventAttributes
        {
            Result = result,
            WorkflowTaskCompletedEventId = taskCompletedId,
            NewExecutionRunId = successor?.State.RunId ?? "",
        };
        Close(WorkflowExecutionStatus.Completed, item);
    }

    private void Fail(Failure? failure, long taskCompletedId)
    {
        failure ??= new Failure();
        var retry = WithinExecution(Retries.Decide(State.RetryPolicy, State.Attempt, failure));
        if (retry.State == RetryState.InProgress)
            FollowUp(ContinueAsNewInitiator.Retry, retry.WaitMs, failure, null);
        else
            FollowCron(failure, null);
        var item = New(EventType.WorkflowExecutionFailed);
        item.WorkflowExecutionFailedEventAttributes = new WorkflowExecutionFailedEventAttributes
        {
            Failure = failure,
            RetryState = retry.State,
            WorkflowTaskCompletedEventId = taskCompletedId,
            NewExecutionRunId = successor?.State.RunId ?? "",
        };
        Close(WorkflowExecutionStatus.Failed, item);
    }

    private void Cancel(Payloads? details, long taskCompletedId)
    {
        var item = New(EventType.WorkflowExecutionCanceled);
        item.WorkflowExecutionCanceledEventAttributes = new WorkflowExecutionCanceledEventAttributes
        {
            Details = details,
            WorkflowTaskCompletedEventId = taskCompletedId,
        };
        Close(WorkflowExecutionStatus.Canceled, item);
    }

    private RetryDecision WithinExecution(RetryDecision retry) =>
        retry.State == RetryState.InProgress && State.ExecutionExpiresMs > 0 && NowMs + retry.WaitMs >= State.ExecutionExpiresMs
            ? new RetryDecision(RetryState.Timeout, 0)
            : retry;

    /// <summary>A task somebody works on is failed before the run is closed over it.</summary>
    private void AbandonTask()
    {
        if (State.Task is { StartedId: > 0 })
            FailTask(WorkflowTaskFailedCause.ForceCloseCommand, null, "", reschedule: false);
        State.Task = null;
        FlushBuffered();
    }

    private void Close(WorkflowExecutionStatus status, HistoryEvent item)
    {
        State.Task = null;
        State.Buffered.Clear();
        Append(item);
        State.Status = status;
        State.CloseMs = Math.Max(NowMs, State.StartMs);
        State.NewRunId = successor?.State.RunId ?? "";
        State.FirstTaskMs = 0;
        State.Activities.Clear();
        State.Timers.Clear();
        TellFamily();
        EndUpdates();
        isListed = false;
        offers.Clear();
    }

    private void FollowCron(Failure? failure, Payloads? result)
    {
        if (State.CronSchedule.Length == 0 || !CronSchedule.TryParse(State.CronSchedule, out var cron))
            return;
        var start = EventsFrom(1)[0].WorkflowExecutionStartedEventAttributes;
        var waitMs = cron.NextAfterMs(NowMs, State.ExecutionMs) - NowMs;
        if (State.ExecutionExpiresMs > 0 && NowMs + waitMs >= State.ExecutionExpiresMs)
            return;
        FollowUp(ContinueAsNewInitiator.CronSchedule, waitMs, failure ?? start.ContinuedFailure, result ?? start.LastCompletionResult);
        if (failure is null)
            successor!.Event(1).WorkflowExecutionStartedEventAttributes.ContinuedFailure = null;
    }

    /// <summary>The same workflow once more, after a wait.</summary>
    private void FollowUp(ContinueAsNewInitiator initiator, long waitMs, Failure? failure, Payloads? result)
    {
        var before = EventsFrom(1)[0].WorkflowExecutionStartedEventAttributes;
        var next = before.Clone();
        next.Initiator = initiator;
        next.Attempt = initiator == ContinueAsNewInitiator.Retry ? State.Attempt + 1 : 1;
        next.ContinuedExecutionRunId = State.RunId;
        next.FirstExecutionRunId = State.FirstRunId;
        next.FirstWorkflowTaskBackoff = Instants.ToDuration(Math.Max(0, waitMs));
        next.ContinuedFailure = failure;
        next.LastCompletionResult = result ?? before.LastCompletionResult;
        next.Memo = State.Memo;
        next.SearchAttributes = State.SearchAttributes;
        Succeed(next);
    }

    private void ContinueAsNew(Api.Command.V1.ContinueAsNewWorkflowExecutionCommandAttributes command, long taskCompletedId)
    {
        var before = EventsFrom(1)[0].WorkflowExecutionStartedEventAttributes;
        var next = new WorkflowExecutionStartedEventAttributes
        {
            WorkflowType = command.WorkflowType is { Name.Length: > 0 } type ? type : before.WorkflowType,
            TaskQueue = command.TaskQueue is { Name.Length: > 0 } queue ? queue : before.TaskQueue,
            Input = command.Input,
            WorkflowExecutionTimeout = before.WorkflowExecutionTimeout,
            WorkflowExecutionExpirationTime = before.WorkflowExecutionExpirationTime,
            WorkflowRunTimeout = Instants.ToMs(command.WorkflowRunTimeout) > 0 ? command.WorkflowRunTimeout : before.WorkflowRunTimeout,
            WorkflowTaskTimeout = Instants.ToMs(command.WorkflowTaskTimeout) > 0 ? command.WorkflowTaskTimeout : before.WorkflowTaskTimeout,
            ContinuedExecutionRunId = State.RunId,
            FirstExecutionRunId = State.FirstRunId,
            Initiator = command.Initiator == ContinueAsNewInitiator.Unspecified ? ContinueAsNewInitiator.Workflow : command.Initiator,
            RetryPolicy = command.RetryPolicy ?? before.RetryPolicy,
            CronSchedule = State.CronSchedule,
            Memo = command.Memo ?? State.Memo,
            SearchAttributes = command.SearchAttributes ?? State.SearchAttributes,
            Header = command.Header,
            LastCompletionResult = command.LastCompletionResult ?? before.LastCompletionResult,
            ContinuedFailure = command.Failure,
            FirstWorkflowTaskBackoff = command.BackoffStartInterval ?? MinimalBackoff(),
            ParentWorkflowNamespace = before.ParentWorkflowNamespace,
            ParentWorkflowNamespaceId = before.ParentWorkflowNamespaceId,
            ParentWorkflowExecution = before.ParentWorkflowExecution,
            ParentInitiatedEventId = before.ParentInitiatedEventId,
            RootWorkflowExecution = before.RootWorkflowExecution,
            Priority = before.Priority,
            Identity = before.Identity,
        };
        Succeed(next);
        var item = New(EventType.WorkflowExecutionContinuedAsNew);
        item.WorkflowExecutionContinuedAsNewEventAttributes = new WorkflowExecutionContinuedAsNewEventAttributes
        {
            NewExecutionRunId = successor!.State.RunId,
            WorkflowType = next.WorkflowType,
            TaskQueue = next.TaskQueue,
            Input = command.Input,
            WorkflowRunTimeout = next.WorkflowRunTimeout,
            WorkflowTaskTimeout = next.WorkflowTaskTimeout,
            WorkflowTaskCompletedEventId = taskCompletedId,
            BackoffStartInterval = next.FirstWorkflowTaskBackoff,
            Initiator = next.Initiator,
            Header = command.Header,
            Memo = next.Memo,
            SearchAttributes = next.SearchAttributes,
            LastCompletionResult = command.LastCompletionResult,
        };
        Close(WorkflowExecutionStatus.ContinuedAsNew, item);
    }

    /// <summary>A run that lived less than a second delays its successor, so that a loop cannot flood the service.</summary>
    private Google.Protobuf.WellKnownTypes.Duration MinimalBackoff()
    {
        const long minimalMs = 1000;
        return Instants.ToDuration(State.PreviousRunId.Length == 0 ? 0 : Math.Max(0, minimalMs - (NowMs - State.ExecutionMs)));
    }

    private void Succeed(WorkflowExecutionStartedEventAttributes next)
    {
        successor = Begin(core, slot, new RunStart(State.Namespace, State.WorkflowId, Guid.NewGuid().ToString(), next) { Metadata = State.UserMetadata });
        successor.State.ResetPoints = State.ResetPoints;
        successor.State.LastBuildId = State.LastBuildId;
    }
}
