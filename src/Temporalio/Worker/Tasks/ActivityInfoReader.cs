using Google.Protobuf.WellKnownTypes;
using Temporalio.Activities;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;
using Priority = Temporalio.Common.Priority;
using RetryPolicy = Temporalio.Common.RetryPolicy;

namespace Temporalio.Worker;

/// <summary>What an activity knows about its call, from the task the service sent.</summary>
internal static class ActivityInfoReader
{
    public static ActivityInfo Read(WorkerContext worker, PollActivityTaskQueueResponse task)
    {
        var workflowId = NullIfEmpty(task.WorkflowExecution?.WorkflowId);
        var workflowType = NullIfEmpty(task.WorkflowType?.Name);
        return new(
            ActivityId: task.ActivityId,
            ActivityType: task.ActivityType.Name,
            Attempt: task.Attempt,
            CurrentAttemptScheduledTime: ToTime(task.CurrentAttemptScheduledTime),
            DataConverter: worker.DataConverter.WithSerializationContext(new ISerializationContext.Activity(
                worker.Namespace, task.ActivityId, workflowId, workflowType, task.ActivityType.Name, worker.TaskQueue, false)),
            HeartbeatDetails: task.HeartbeatDetails?.Payloads_.ToArray() ?? [],
            HeartbeatTimeout: ToSpan(task.HeartbeatTimeout),
            IsLocal: false,
            Namespace: worker.Namespace,
            Priority: Priority.FromProto(task.Priority),
            RetryPolicy: task.RetryPolicy is { } retry ? RetryPolicy.FromProto(retry) : null,
            ScheduleToCloseTimeout: ToSpan(task.ScheduleToCloseTimeout),
            ScheduledTime: ToTime(task.ScheduledTime),
            StartToCloseTimeout: ToSpan(task.StartToCloseTimeout),
            StartedTime: ToTime(task.StartedTime),
            TaskQueue: worker.TaskQueue,
            TaskToken: task.TaskToken.ToByteArray(),
            WorkflowId: workflowId,
            WorkflowNamespace: workflowId is null ? null : NullIfEmpty(task.WorkflowNamespace),
            WorkflowRunId: NullIfEmpty(task.WorkflowExecution?.RunId),
            WorkflowType: workflowType);
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static DateTime ToTime(Timestamp? time) => time?.ToDateTime() ?? DateTime.UnixEpoch;

    private static TimeSpan? ToSpan(Duration? duration) =>
        duration is null || (duration.Seconds == 0 && duration.Nanos == 0) ? null : duration.ToTimeSpan();
}
