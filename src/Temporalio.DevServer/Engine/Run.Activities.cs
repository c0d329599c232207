using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Matching;
using Temporalio.DevServer.Rpc;
using Temporalio.DevServer.Store;
using Temporalio.DevServer.Time;

namespace Temporalio.DevServer.Engine;

/// <summary>The activities of a run. Their started event is written with their end, as the Temporal service does.</summary>
internal sealed partial class Run
{
    public static RpcFault ActivityGone() =>
        Faults.NotFound("invalid activityID or activity already timed out or invoking workflow is completed");

    public bool IsActivity(QueuedTask offer) => IsOpen && State.Activities.TryGetValue(offer.ScheduledId, out var activity)
        && activity is { StartedMs: 0, IsWaiting: false, IsPaused: false } && activity.Attempt == offer.Attempt;

    /// <summary>The activity a token stands for; throws NOT_FOUND when that attempt is over.</summary>
    public PendingActivity DemandActivity(TaskToken token)
    {
        if (!IsOpen)
            throw Faults.AlreadyCompleted();
        if (token.ActivityId.Length > 0)
            return State.Activities.Values.FirstOrDefault(a => a.ActivityId == token.ActivityId) ?? throw ActivityGone();
        return State.Activities.TryGetValue(token.ScheduledId, out var activity) && activity.StartedMs > 0
            && activity.Attempt == token.Attempt && activity.Nonce == token.Nonce
            ? activity
            : throw ActivityGone();
    }

    public PollActivityTaskQueueResponse StartActivity(long scheduledId, string identity, string requestId)
    {
        var activity = State.Activities[scheduledId];
        activity.StartedMs = NowMs;
        activity.Epoch = core.Epoch;
        activity.HeartbeatMs = 0;
        activity.Identity = identity;
        activity.RequestId = requestId;
        activity.Nonce = Random.Shared.NextInt64(1, long.MaxValue);
        var scheduled = Event(scheduledId).ActivityTaskScheduledEventAttributes;
        return new PollActivityTaskQueueResponse
        {
            TaskToken = new TaskToken
            {
                RunKey = State.RunKey,
                RunId = State.RunId,
                Namespace = State.Namespace,
                WorkflowId = State.WorkflowId,
                ScheduledId = scheduledId,
                Attempt = activity.Attempt,
                Nonce = activity.Nonce,
            }.ToByteString(),
            WorkflowNamespace = State.Namespace,
            WorkflowType = new WorkflowType { Name = State.WorkflowType },
            WorkflowExecution = Execution,
            ActivityType = scheduled.ActivityType,
            ActivityId = activity.ActivityId,
            Header = scheduled.Header,
            Input = scheduled.Input,
            HeartbeatDetails = activity.HeartbeatDetails,
            ScheduledTime = Instants.FromMs(activity.ScheduledMs),
            CurrentAttemptScheduledTime = Instants.FromMs(activity.AttemptScheduledMs),
            StartedTime = Instants.FromMs(activity.StartedMs),
            Attempt = activity.Attempt,
            ScheduleToCloseTimeout = Instants.ToDuration(activity.ScheduleToCloseMs),
            StartToCloseTimeout = Instants.ToDuration(activity.StartToCloseMs),
            HeartbeatTimeout = Instants.ToDuration(activity.HeartbeatTimeoutMs),
            RetryPolicy = activity.RetryPolicy,
            Priority = scheduled.Priority,
        };
    }

    /// <summary>True when the workflow asked to cancel the activity.</summary>
    public bool Heartbeat(PendingActivity activity, Payloads? details)
    {
        activity.HeartbeatMs = NowMs;
        activity.HeartbeatDetails = details;
        return activity.CancelRequestedId > 0;
    }

    /// <summary>A result over <see cref="Limits.BlobBytes"/> fails the activity for good, in the words of the Temporal service.</summary>
    public void CompleteActivity(PendingActivity activity, Payloads? result, string identity)
    {
        if (result?.CalculateSize() > Limits.BlobBytes)
        {
            FailActivity(activity, Oversize("Complete result exceeds size limit.", isFinal: true), identity, lastHeartbeat: null);
            return;
        }
        var started = AppendActivityStarted(activity, identity);
        var item = New(EventType.ActivityTaskCompleted);
        item.ActivityTaskCompletedEventAttributes = new ActivityTaskCompletedEventAttributes
        {
            Result = result,
            ScheduledEventId = activity.ScheduledId,
            StartedEventId = started,
            Identity = identity,
        };
        EndActivity(activity, item);
    }

    public void FailActivity(PendingActivity activity, Failure failure, string identity, Payloads? lastHeartbeat)
    {
        if (lastHeartbeat is not null)
            activity.HeartbeatDetails = lastHeartbeat;
        if (failure.CalculateSize() > Limits.BlobBytes)
            failure = Oversize("Failure exceeds size limit.", isFinal: false);
        var retry = RetryActivity(activity, failure);
        if (retry == RetryState.InProgress)
            return;
        var started = AppendActivityStarted(activity, identity);
        var item = New(EventType.ActivityTaskFailed);
        item.ActivityTaskFailedEventAttributes = new ActivityTaskFailedEventAttributes
        {
            Failure = failure,
            ScheduledEventId = activity.ScheduledId,
            StartedEventId = started,
            Identity = identity,
            RetryState = retry,
        };
        EndActivity(activity, item);
    }

    /// <summary>Throws INVALID_ARGUMENT when the workflow never asked for it.</summary>
    public void CancelActivity(PendingActivity activity, Payloads? details, string identity)
    {
        if (activity.CancelRequestedId == 0)
            throw Faults.Invalid("unable to mark activity as canceled without activity being request canceled first");
        var started = activity.StartedMs > 0 ? AppendActivityStarted(activity, identity) : 0;
        AppendActivityCanceled(activity, details, started, identity);
    }

    private static Failure Oversize(string message, bool isFinal) => new()
    {
        Message = message,
        Source = "Server",
        ServerFailureInfo = new ServerFailureInfo { NonRetryable = isFinal },
    };

    private void AppendActivityCanceled(PendingActivity activity, Payloads? details, long startedId, string identity)
    {
        var item = New(EventType.ActivityTaskCanceled);
        item.ActivityTaskCanceledEventAttributes = new ActivityTaskCanceledEventAttributes
        {
            Details = details,
            LatestCancelRequestedEventId = activity.CancelRequestedId,
            ScheduledEventId = activity.ScheduledId,
            StartedEventId = startedId,
            Identity = identity,
        };
        EndActivity(activity, item);
    }

    private void EndActivity(PendingActivity activity, HistoryEvent item)
    {
        State.Activities.Remove(activity.ScheduledId);
        AppendOrBuffer(item);
        ScheduleTask();
    }

    /// <summary>Id of the started event, 0 while it waits in the buffer.</summary>
    private long AppendActivityStarted(PendingActivity activity, string identity)
    {
        var item = New(EventType.ActivityTaskStarted);
        if (activity.StartedMs > 0)
            item.EventTime = Instants.FromMs(activity.StartedMs);
        item.ActivityTaskStartedEventAttributes = new ActivityTaskStartedEventAttributes
        {
            ScheduledEventId = activity.ScheduledId,
            Identity = activity.Identity.Length > 0 ? activity.Identity : identity,
            RequestId = activity.RequestId,
            Attempt = activity.Attempt,
            LastFailure = activity.LastFailure,
        };
        AppendOrBuffer(item);
        return item.EventId;
    }

    private void OfferActivity(PendingActivity activity) => offers.Add(new QueuedTask(
        TaskKind.Activity, State.Namespace, State.WorkflowId, State.RunKey, activity.Queue, activity.ScheduledId, activity.Attempt));

    /// <param name="isLost">Nothing is wrong with what it does, its worker died: the next attempt need not wait.</param>
    private RetryState RetryActivity(PendingActivity activity, Failure failure, bool isLost = false)
    {
        if (activity.CancelRequestedId > 0)
            return RetryState.CancelRequested;
        var decision = Retries.Decide(activity.RetryPolicy, activity.Attempt, failure);
        if (decision.State != RetryState.InProgress)
            return decision.State;
        var now = NowMs;
        var waitMs = isLost ? 0 : decision.WaitMs;
        if (activity.ScheduleToCloseMs > 0 && now + waitMs > activity.ScheduledMs + activity.ScheduleToCloseMs)
            return RetryState.Timeout;
        activity.Attempt++;
        activity.LastFailure = failure;
        activity.LastIdentity = activity.Identity;
        activity.Identity = "";
        activity.StartedMs = 0;
        activity.HeartbeatMs = 0;
        activity.LastAttemptCompleteMs = now;
        activity.RetryIntervalMs = waitMs;
        activity.AttemptScheduledMs = now + waitMs;
        activity.IsWaiting = true;
        return RetryState.InProgress;
    }
}
