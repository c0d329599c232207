using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Workflows;
using RetryPolicy = Temporalio.Common.RetryPolicy;

namespace Temporalio.Worker;

/// <summary>What a run knows about itself, from its first event.</summary>
internal static class WorkflowInfoReader
{
    public static WorkflowInfo Read(
        WorkflowMachines machines,
        WorkflowExecutionStartedEventAttributes started,
        DateTime workflowStartedAt,
        string taskQueue,
        Func<Failure, Exception> toException) => new(
        Attempt: started.Attempt,
        ContinuedRunId: NullIfEmpty(started.ContinuedExecutionRunId),
        CronSchedule: NullIfEmpty(started.CronSchedule),
        ExecutionTimeout: NullIfZero(started.WorkflowExecutionTimeout),
        FirstExecutionRunId: started.FirstExecutionRunId,
        Headers: started.Header?.Fields.ToDictionary(),
        LastFailure: started.ContinuedFailure is { } failure ? toException(failure) : null,
        LastResult: started.LastCompletionResult?.Payloads_.Select(p => (IRawValue)new RawValue(p)).ToArray(),
        Namespace: machines.Namespace,
        OriginalExecutionRunId: started.OriginalExecutionRunId,
        Parent: started.ParentWorkflowExecution is { WorkflowId.Length: > 0 } parent
            ? new(started.ParentWorkflowNamespace, parent.RunId, parent.WorkflowId)
            : null,
        Priority: Temporalio.Common.Priority.FromProto(started.Priority),
        RetryPolicy: started.RetryPolicy is { } retry ? RetryPolicy.FromProto(retry) : null,
        Root: started.RootWorkflowExecution is { WorkflowId.Length: > 0 } root ? new(root.RunId, root.WorkflowId) : null,
        RunId: machines.RunId,
        RunTimeout: NullIfZero(started.WorkflowRunTimeout),
        StartTime: machines.Now,
        TaskQueue: started.TaskQueue?.Name is { Length: > 0 } queue ? queue : taskQueue,
        TaskTimeout: started.WorkflowTaskTimeout?.ToTimeSpan() ?? TimeSpan.FromSeconds(10),
        WorkflowId: machines.WorkflowId,
        WorkflowStartTime: workflowStartedAt,
        WorkflowType: machines.WorkflowType);

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static TimeSpan? NullIfZero(Google.Protobuf.WellKnownTypes.Duration? duration) =>
        duration is null || (duration.Seconds == 0 && duration.Nanos == 0) ? null : duration.ToTimeSpan();
}
