using Google.Protobuf;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.DevServer.Store;
using Temporalio.DevServer.Time;

namespace Temporalio.DevServer.Engine;

internal sealed partial class Run
{
    private void ScheduleActivity(ScheduleActivityTaskCommandAttributes given, long completedId)
    {
        DemandActivityCommand(given);
        var queue = given.TaskQueue is { Name.Length: > 0 } named ? named.Name : State.TaskQueue;
        var activity = new PendingActivity
        {
            ActivityId = given.ActivityId,
            ActivityType = given.ActivityType.Name,
            Queue = queue,
            Attempt = 1,
            ScheduledMs = NowMs,
            AttemptScheduledMs = NowMs,
            RetryPolicy = Retries.WithDefaults(given.RetryPolicy),
        };
        SetTimeouts(activity, given);
        var item = New(EventType.ActivityTaskScheduled);
        item.ActivityTaskScheduledEventAttributes = new ActivityTaskScheduledEventAttributes
        {
            ActivityId = given.ActivityId,
            ActivityType = given.ActivityType,
            TaskQueue = QueueNamed(queue),
            Header = given.Header,
            Input = given.Input,
            ScheduleToCloseTimeout = Instants.ToDuration(activity.ScheduleToCloseMs),
            ScheduleToStartTimeout = Instants.ToDuration(activity.ScheduleToStartMs),
            StartToCloseTimeout = Instants.ToDuration(activity.StartToCloseMs),
            HeartbeatTimeout = Instants.ToDuration(activity.HeartbeatTimeoutMs),
            WorkflowTaskCompletedEventId = completedId,
            RetryPolicy = activity.RetryPolicy,
            Priority = given.Priority,
        };
        activity.ScheduledId = Append(item).EventId;
        State.Activities[activity.ScheduledId] = activity;
        if (given.RequestEagerExecution)
            eagerActivities.Add(activity.ScheduledId);
        else
            OfferActivity(activity);
    }

    private void DemandActivityCommand(ScheduleActivityTaskCommandAttributes given)
    {
        const WorkflowTaskFailedCause cause = WorkflowTaskFailedCause.BadScheduleActivityAttributes;
        if (given.ActivityId.Length == 0)
            throw new BadCommand(cause, "ActivityId is not set on ScheduleActivityTaskCommand.");
        var label = $"ActivityId={given.ActivityId} ActivityType={given.ActivityType?.Name}";
        if (given.ActivityType is not { Name.Length: > 0 })
            throw new BadCommand(cause, $"ActivityType is not set on ScheduleActivityTaskCommand. {label}");
        if (given.ActivityId.Length > Limits.IdLength)
            throw new BadCommand(cause, $"ActivityId on ScheduleActivityTaskCommand exceeds length limit. {label}");
        if (Retries.Fault(given.RetryPolicy) is { } fault)
            throw new BadCommand(cause, $"Invalid ActivityRetryPolicy for SchedulingActivityTaskCommand: {fault} {label}");
        if (Instants.ToMs(given.ScheduleToCloseTimeout) <= 0 && Instants.ToMs(given.StartToCloseTimeout) <= 0)
            throw new BadCommand(cause, $"A valid StartToClose or ScheduleToCloseTimeout is not set on ScheduleActivityTaskCommand. {label}");
        DemandSize(given.Input, "ScheduleActivityTaskCommandAttributes.Input", cause);
        if (State.Activities.Values.Any(a => a.ActivityId == given.ActivityId))
            throw new BadCommand(WorkflowTaskFailedCause.ScheduleActivityDuplicateId);
        if (State.Activities.Count >= Limits.PendingActivities)
        {
            throw new BadCommand(WorkflowTaskFailedCause.PendingActivitiesLimitExceeded,
                $"the number of pending activities, {State.Activities.Count}, has reached the per-workflow limit of {Limits.PendingActivities}");
        }
    }

    /// <summary>The rules by which the service fills the time-outs a workflow leaves open, and caps them by the run's.</summary>
    private void SetTimeouts(PendingActivity activity, ScheduleActivityTaskCommandAttributes given)
    {
        long Cap(long ms) => State.RunTimeoutMs > 0 && (ms == 0 || ms > State.RunTimeoutMs) ? State.RunTimeoutMs : ms;
        var close = Instants.ToMs(given.ScheduleToCloseTimeout);
        var start = Instants.ToMs(given.ScheduleToStartTimeout);
        var run = Instants.ToMs(given.StartToCloseTimeout);
        if (close > 0)
        {
            start = start == 0 ? close : Math.Min(start, close);
            run = run == 0 ? close : Math.Min(run, close);
        }
        else
        {
            close = State.RunTimeoutMs;
            start = start == 0 ? State.RunTimeoutMs : start;
        }
        activity.ScheduleToCloseMs = Cap(close);
        activity.ScheduleToStartMs = Cap(start);
        activity.StartToCloseMs = Cap(run);
        var heartbeat = Instants.ToMs(given.HeartbeatTimeout);
        activity.HeartbeatTimeoutMs = heartbeat == 0 ? 0 : Math.Min(heartbeat, activity.StartToCloseMs);
    }

    private void RequestCancelActivity(long scheduledId, long completedId)
    {
        const WorkflowTaskFailedCause cause = WorkflowTaskFailedCause.BadRequestCancelActivityAttributes;
        if (scheduledId <= 0)
            throw new BadCommand(cause, "ScheduledEventId is not set on RequestCancelActivityTaskCommand.");
        State.Activities.TryGetValue(scheduledId, out var activity);
        if (activity is null && !State.Buffered.Any(e => Finishes(e, scheduledId)))
            throw new BadCommand(cause, $"Activity not found: ScheduledEventId={scheduledId}");
        if (activity is { CancelRequestedId: > 0 })
            throw new BadCommand(cause, $"Activity cancel already requested: ScheduledEventId={scheduledId}");
        var item = New(EventType.ActivityTaskCancelRequested);
        item.ActivityTaskCancelRequestedEventAttributes = new ActivityTaskCancelRequestedEventAttributes
        {
            ScheduledEventId = scheduledId,
            WorkflowTaskCompletedEventId = completedId,
        };
        Append(item);
        if (activity is null)
            return;
        activity.CancelRequestedId = item.EventId;
        if (activity.StartedMs > 0)
            return;
        var details = new Payloads();
        details.Payloads_.Add(new Payload
        {
            Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") },
            Data = ByteString.CopyFromUtf8("\"ACTIVITY_ID_NOT_STARTED\""),
        });
        cancelledAtOnce = true;
        State.Activities.Remove(scheduledId);
        offers.RemoveAll(o => o.Kind == Matching.TaskKind.Activity && o.ScheduledId == scheduledId);
        var canceled = New(EventType.ActivityTaskCanceled);
        canceled.ActivityTaskCanceledEventAttributes = new ActivityTaskCanceledEventAttributes
        {
            Details = details,
            LatestCancelRequestedEventId = item.EventId,
            ScheduledEventId = scheduledId,
            Identity = "history-service",
        };
        Append(canceled);
    }

    private static bool Finishes(HistoryEvent item, long scheduledId) =>
        item.ActivityTaskCompletedEventAttributes?.ScheduledEventId == scheduledId
        || item.ActivityTaskFailedEventAttributes?.ScheduledEventId == scheduledId
        || item.ActivityTaskTimedOutEventAttributes?.ScheduledEventId == scheduledId
        || item.ActivityTaskCanceledEventAttributes?.ScheduledEventId == scheduledId;
}
