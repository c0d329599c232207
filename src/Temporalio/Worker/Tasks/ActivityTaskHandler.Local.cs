using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Worker.Tuning;
using Temporalio.Workflows;
using Priority = Temporalio.Common.Priority;

namespace Temporalio.Worker;

/// <summary>Local activities: attempts and short waits happen right here, longer waits become a timer of the workflow.</summary>
internal sealed partial class ActivityTaskHandler
{
    // Waits longer than this go through a workflow timer. Source: the official core's default.
    private static readonly TimeSpan DefaultLocalRetryThreshold = TimeSpan.FromMinutes(1);

    public void StartLocal(WorkflowInfo workflow, LocalActivityOperation operation, LocalActivityResults results)
    {
        inProgress.Enter();
        _ = worker.Options.ActivityTaskFactory.StartNew(async () =>
        {
            try
            {
                results.Add(operation, await RunLocalAsync(workflow, operation));
            }
            finally
            {
                inProgress.Leave();
            }
        });
    }

    private async Task<LocalActivityOutcome> RunLocalAsync(WorkflowInfo workflow, LocalActivityOperation operation)
    {
        var request = operation.Request;
        var policy = request.Options.RetryPolicy ?? new RetryPolicy();
        var startedAtMs = Environment.TickCount64;
        for (var attempt = request.Attempt; ; attempt++)
        {
            var attemptedAtMs = Environment.TickCount64;
            var (result, failure) = await AttemptLocalAsync(workflow, operation, attempt);
            worker.Metrics.LocalActivityEnded(
                request.Type,
                TimeSpan.FromMilliseconds(Environment.TickCount64 - attemptedAtMs),
                hasFailed: failure is not null,
                isCancelled: failure?.CanceledFailureInfo is not null,
                failure is null ? TimeSpan.FromMilliseconds(Environment.TickCount64 - startedAtMs) : null);
            var elapsed = TimeSpan.FromMilliseconds(Environment.TickCount64 - startedAtMs);
            LocalActivityOutcome Ended(TimeSpan? backoff) => new(
                result, failure, backoff, attempt, workflow.StartTime + elapsed, request.OriginallyScheduledAt);
            if (failure is null || !MayRetry(failure, policy, attempt, elapsed, request.Options) || operation.Stop.IsCancellationRequested)
                return Ended(null);
            var wait = failure.ApplicationFailureInfo?.NextRetryDelay?.ToTimeSpan() ?? WaitBefore(attempt + 1, policy);
            if (wait > (request.Options.LocalRetryThreshold ?? DefaultLocalRetryThreshold))
                return Ended(wait);
            await Task.Delay(wait, operation.Stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<(Api.Common.V1.Payload? Result, Failure? Failure)> AttemptLocalAsync(WorkflowInfo workflow, LocalActivityOperation operation, int attempt)
    {
        var request = operation.Request;
        var info = LocalInfo(workflow, request, attempt);
        var permit = await localSlots.ReserveAsync(false, CancellationToken.None);
        localSlots.MarkUsed(permit, () => new SlotInfo.LocalActivitySlotInfo(request.Type));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(operation.Stop.Token);
        using var activity = new RunningActivity(worker, info, shutdown.Token, stop);
        running.TryAdd(activity, 0);
        try
        {
            var definition = definitions.Find(request.Type);
            var args = ActivityDefinitions.Decode(definition, new() { Payloads_ = { request.Arguments } }, info.DataConverter.PayloadConverter);
            var call = activity.InvokeAsync(interceptors, definition, args, request.Headers);
            var limit = request.Options.StartToCloseTimeout ?? request.Options.ScheduleToCloseTimeout;
            if (limit is { } time)
                await Task.WhenAny(call, Task.Delay(time, operation.Stop.Token));
            if (limit is not null && !call.IsCompleted && !operation.Stop.IsCancellationRequested)
            {
                activity.Cancellation.Cancel(ActivityCancelReason.Timeout);
                return (null, new Failure { Message = "activity timeout", TimeoutFailureInfo = new() { TimeoutType = TimeoutType.StartToClose } });
            }
            return (info.DataConverter.PayloadConverter.ToPayload(await call), null);
        }
        catch (OperationCanceledException) when (operation.Stop.IsCancellationRequested)
        {
            return (null, new Failure { Message = "Local Activity cancelled", CanceledFailureInfo = new() });
        }
        catch (Exception e)
        {
            return (null, info.DataConverter.FailureConverter.ToFailure(e, info.DataConverter.PayloadConverter));
        }
        finally
        {
            running.TryRemove(activity, out _);
            localSlots.Release(permit, () => new SlotInfo.LocalActivitySlotInfo(request.Type));
        }
    }

    private static bool MayRetry(Failure failure, RetryPolicy policy, int attempt, TimeSpan elapsed, LocalActivityOptions options)
    {
        if (failure.CanceledFailureInfo is not null || (policy.MaximumAttempts > 0 && attempt >= policy.MaximumAttempts))
            return false;
        if (failure.ApplicationFailureInfo is { } application
            && (application.NonRetryable || policy.NonRetryableErrorTypes?.Contains(application.Type) == true))
            return false;
        return options.ScheduleToCloseTimeout is not { } limit || elapsed < limit;
    }

    /// <summary>The wait before this attempt; the second waits the initial interval.</summary>
    private static TimeSpan WaitBefore(int attempt, RetryPolicy policy)
    {
        var longest = policy.MaximumInterval ?? policy.InitialInterval * 100;
        var waitMs = policy.InitialInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, attempt - 2);
        return waitMs < longest.TotalMilliseconds ? TimeSpan.FromMilliseconds(waitMs) : longest;
    }

    private ActivityInfo LocalInfo(WorkflowInfo workflow, LocalActivityRequest request, int attempt) => new(
        ActivityId: request.Id,
        ActivityType: request.Type,
        Attempt: attempt,
        CurrentAttemptScheduledTime: request.OriginallyScheduledAt,
        DataConverter: worker.DataConverter.WithSerializationContext(new ISerializationContext.Activity(
            worker.Namespace, request.Id, workflow.WorkflowId, workflow.WorkflowType, request.Type, workflow.TaskQueue, true)),
        HeartbeatDetails: [],
        HeartbeatTimeout: null,
        IsLocal: true,
        Namespace: worker.Namespace,
        Priority: Priority.Default,
        RetryPolicy: request.Options.RetryPolicy,
        ScheduleToCloseTimeout: request.Options.ScheduleToCloseTimeout,
        ScheduledTime: request.OriginallyScheduledAt,
        StartToCloseTimeout: request.Options.StartToCloseTimeout,
        StartedTime: request.OriginallyScheduledAt,
        TaskQueue: workflow.TaskQueue,
        TaskToken: [],
        WorkflowId: workflow.WorkflowId,
        WorkflowNamespace: workflow.Namespace,
        WorkflowRunId: workflow.RunId,
        WorkflowType: workflow.WorkflowType);
}
