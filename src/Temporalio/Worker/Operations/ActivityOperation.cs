using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>An activity on a task queue.</summary>
internal sealed class ActivityOperation : Operation
{
    private readonly WorkflowMachines machines;
    private readonly ScheduleActivityTaskCommandAttributes attributes;
    private readonly ActivityCancellationType cancellationType;
    private long scheduledEventId;
    private long startedEventId;
    private bool isCancelRequested;
    private bool isDone;

    public ActivityOperation(
        WorkflowMachines machines, ScheduleActivityTaskCommandAttributes attributes, ActivityCancellationType cancellationType, UserMetadata? metadata)
    {
        this.machines = machines;
        this.attributes = attributes;
        this.cancellationType = cancellationType;
        machines.Add(this, new Command
        {
            CommandType = CommandType.ScheduleActivityTask,
            ScheduleActivityTaskCommandAttributes = attributes,
            UserMetadata = metadata,
        });
    }

    /// <summary>The result, null for none; or the failure as an exception.</summary>
    public TaskCompletionSource<Payload?> Outcome { get; } = new();

    public override bool IsWithdrawn => isDone && scheduledEventId == 0;

    public void Cancel()
    {
        if (isDone || isCancelRequested)
            return;
        if (scheduledEventId == 0 || cancellationType == ActivityCancellationType.Abandon)
        {
            Resolve(CancelledFailure(null));
            return;
        }
        isCancelRequested = true;
        machines.Add(this, new Command
        {
            CommandType = CommandType.RequestCancelActivityTask,
            RequestCancelActivityTaskCommandAttributes = new() { ScheduledEventId = scheduledEventId },
        });
        if (cancellationType == ActivityCancellationType.TryCancel)
            Resolve(CancelledFailure(null));
    }

    public override string? OnCommandEvent(HistoryEvent e, Command command)
    {
        if (command.CommandType == CommandType.RequestCancelActivityTask)
        {
            return e.ActivityTaskCancelRequestedEventAttributes?.ScheduledEventId == scheduledEventId
                ? null
                : "expected the cancellation of that activity";
        }
        if (e.ActivityTaskScheduledEventAttributes is not { } scheduled)
            return "expected a scheduled activity";
        if (scheduled.ActivityId != attributes.ActivityId)
            return $"expected activity id {attributes.ActivityId}";
        if (scheduled.ActivityType?.Name != attributes.ActivityType.Name)
            return $"expected activity type {attributes.ActivityType.Name}";
        scheduledEventId = e.EventId;
        return null;
    }

    public override string? OnEvent(HistoryEvent e)
    {
        switch (e.EventType)
        {
            case EventType.ActivityTaskStarted:
                startedEventId = e.EventId;
                break;
            case EventType.ActivityTaskCompleted:
                Resolve(e.ActivityTaskCompletedEventAttributes.Result);
                break;
            case EventType.ActivityTaskFailed:
                var failed = e.ActivityTaskFailedEventAttributes;
                Resolve(Wrap("Activity task failed", failed.Failure, failed.Identity, failed.RetryState));
                break;
            case EventType.ActivityTaskTimedOut:
                var timedOut = e.ActivityTaskTimedOutEventAttributes;
                Resolve(Wrap("Activity task timed out", timedOut.Failure, "", timedOut.RetryState));
                break;
            case EventType.ActivityTaskCanceled:
                Resolve(CancelledFailure(e.ActivityTaskCanceledEventAttributes));
                break;
            default:
                return "an activity has no such event";
        }
        return null;
    }

    public override string Describe(Command command) =>
        $"{command.CommandType} (activity {attributes.ActivityType.Name}, id {attributes.ActivityId})";

    private void Resolve(Payloads? result)
    {
        if (isDone)
            return;
        isDone = true;
        machines.Push(JobOrder.Resolution, () => Outcome.TrySetResult(result?.Payloads_.FirstOrDefault()));
    }

    private void Resolve(Failure failure)
    {
        if (isDone)
            return;
        isDone = true;
        machines.Push(JobOrder.Resolution, () => Outcome.TrySetException(machines.ToException(failure)));
    }

    private Failure CancelledFailure(ActivityTaskCanceledEventAttributes? cancelled) => Wrap(
        "Activity task cancelled",
        new Failure { Message = "Activity cancelled", CanceledFailureInfo = new() { Details = cancelled?.Details } },
        cancelled?.Identity ?? "",
        RetryState.CancelRequested);

    private Failure Wrap(string message, Failure? cause, string identity, RetryState retryState) => new()
    {
        Message = message,
        Cause = cause,
        ActivityFailureInfo = new()
        {
            ActivityId = attributes.ActivityId,
            ActivityType = attributes.ActivityType,
            ScheduledEventId = scheduledEventId,
            StartedEventId = startedEventId,
            Identity = identity,
            RetryState = retryState,
        },
    };
}
