using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.DevServer.Store;

namespace Temporalio.DevServer.Engine;

internal sealed partial class Run
{
    /// <summary>The next thing time does to an activity: 0 ms when nothing; kind Unspecified means its retry is due.</summary>
    private (long Ms, TimeoutType Kind) ActivityDue(PendingActivity activity)
    {
        (long Ms, TimeoutType Kind) due = (0, TimeoutType.Unspecified);
        void Offer(long fromMs, long spanMs, TimeoutType kind)
        {
            if (spanMs > 0 && (due.Ms == 0 || fromMs + spanMs < due.Ms))
                due = (fromMs + spanMs, kind);
        }
        if (activity.IsPaused && activity.StartedMs == 0)
            return due;
        if (activity.IsWaiting)
            due = (activity.AttemptScheduledMs, TimeoutType.Unspecified);
        else if (activity.StartedMs == 0)
            Offer(activity.AttemptScheduledMs, activity.ScheduleToStartMs, TimeoutType.ScheduleToStart);
        else if (core.IsOfDeadWorker(activity.Epoch))
            due = (longAgoMs, TimeoutType.StartToClose);
        else
        {
            Offer(activity.StartedMs, activity.StartToCloseMs, TimeoutType.StartToClose);
            Offer(Math.Max(activity.StartedMs, activity.HeartbeatMs), activity.HeartbeatTimeoutMs, TimeoutType.Heartbeat);
        }
        if (activity.ScheduleToCloseMs > 0 && (due.Ms == 0 || activity.ScheduledMs + activity.ScheduleToCloseMs <= due.Ms))
            due = (activity.ScheduledMs + activity.ScheduleToCloseMs, TimeoutType.ScheduleToClose);
        return due;
    }

    private void ActOnActivity(long dueMs)
    {
        foreach (var activity in State.Activities.Values)
        {
            var due = ActivityDue(activity);
            if (due.Ms != dueMs)
                continue;
            if (due.Kind == TimeoutType.Unspecified)
            {
                activity.IsWaiting = false;
                OfferActivity(activity);
            }
            else
            {
                TimeOutActivity(activity, due.Kind);
            }
            return;
        }
    }

    private void TimeOutActivity(PendingActivity activity, TimeoutType kind)
    {
        var failure = Timeout($"activity {kind} timeout", kind);
        var retry = RetryActivity(activity, failure, activity.StartedMs > 0 && core.IsOfDeadWorker(activity.Epoch));
        if (retry == RetryState.InProgress)
            return;
        if (retry == RetryState.Timeout)
        {
            failure = Timeout("Not enough time to schedule next retry before activity ScheduleToClose timeout, giving up retrying",
                TimeoutType.ScheduleToClose);
        }
        failure.TimeoutFailureInfo.LastHeartbeatDetails = activity.HeartbeatDetails;
        if (kind == TimeoutType.ScheduleToClose && activity.LastFailure is { } last)
            failure.Cause = last;
        var started = activity.StartedMs > 0 ? AppendActivityStarted(activity, "") : 0;
        var item = New(EventType.ActivityTaskTimedOut);
        item.ActivityTaskTimedOutEventAttributes = new ActivityTaskTimedOutEventAttributes
        {
            Failure = failure,
            ScheduledEventId = activity.ScheduledId,
            StartedEventId = started,
            RetryState = retry,
        };
        EndActivity(activity, item);
    }

    private static Failure Timeout(string message, TimeoutType kind) => new()
    {
        Message = message,
        Source = "Server",
        TimeoutFailureInfo = new TimeoutFailureInfo { TimeoutType = kind },
    };
}
