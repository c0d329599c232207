using System.Collections.Concurrent;
using Temporalio.Activities;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;
using Temporalio.Worker.Interceptors;
using Temporalio.Worker.Tuning;

namespace Temporalio.Worker;

/// <summary>Runs activity tasks and local activities of one worker.</summary>
internal sealed partial class ActivityTaskHandler(
    WorkerContext worker, ActivityDefinitions definitions, IReadOnlyList<IWorkerInterceptor> interceptors, Slots slots, Slots localSlots)
{
    private readonly ConcurrentDictionary<RunningActivity, byte> running = new();
    private readonly TaskCount inProgress = new();
    private readonly CancellationTokenSource shutdown = new();
    private volatile bool isStopping;

    public Slots Slots => slots;

    /// <summary>Null when all slots are taken, or the worker runs no activities from the queue.</summary>
    public SlotPermit? TryReserveEager() =>
        worker.Options.DisableEagerActivityExecution || worker.Options.LocalActivityWorkerOnly || isStopping ? null : slots.TryReserve(false);

    /// <param name="isEager">It came with the answer to a workflow task, not by a poll.</param>
    public void Start(PollActivityTaskQueueResponse task, SlotPermit permit, bool isEager)
    {
        slots.MarkUsed(permit, () => new SlotInfo.ActivitySlotInfo(task.ActivityType.Name));
        worker.Metrics.ActivityStarted(
            task.ActivityType.Name, task.WorkflowType.Name, isEager, task.CurrentAttemptScheduledTime, task.StartedTime);
        inProgress.Enter();
        _ = worker.Options.ActivityTaskFactory.StartNew(() => RunAsync(task, permit));
    }

    /// <summary>Tells activities that the worker stops, waits as long as they may go on, cancels them, and waits for their end.</summary>
    public async Task StopAsync()
    {
        isStopping = true;
        await shutdown.CancelAsync();
        var drained = inProgress.DrainAsync();
        if (worker.Options.GracefulShutdownTimeout > TimeSpan.Zero)
        {
            using var early = new CancellationTokenSource();
            await Task.WhenAny(drained, Task.Delay(worker.Options.GracefulShutdownTimeout, early.Token));
            await early.CancelAsync();
        }
        foreach (var (activity, _) in running)
            activity.Cancellation.Cancel(ActivityCancelReason.WorkerShutdown);
        await drained;
    }

    private async Task RunAsync(PollActivityTaskQueueResponse task, SlotPermit permit)
    {
        try
        {
            var outcome = await ExecuteAsync(task);
            if (outcome is not null)
                await ReportAsync(task, outcome);
        }
        finally
        {
            slots.Release(permit, () => new SlotInfo.ActivitySlotInfo(task.ActivityType.Name));
            inProgress.Leave();
        }
    }

    /// <summary>Null when there is nothing to report: the outcome comes later from outside, or the service no longer wants it.</summary>
    private async Task<ActivityOutcome?> ExecuteAsync(PollActivityTaskQueueResponse task)
    {
        var from = System.Diagnostics.Stopwatch.GetTimestamp();
        var info = ActivityInfoReader.Read(worker, task);
        using var activity = new RunningActivity(worker, info, shutdown.Token);
        var interval = HeartbeatSender.IntervalFor(info.HeartbeatTimeout, worker.Options);
        var heartbeats = new HeartbeatSender(worker, task.TaskToken, info.DataConverter, activity.Cancellation, interval);
        activity.Context.Heartbeater = heartbeats.Record;
        running.TryAdd(activity, 0);
        // A worker that stopped in between has already told the others.
        if (isStopping && worker.Options.GracefulShutdownTimeout <= TimeSpan.Zero)
            activity.Cancellation.Cancel(ActivityCancelReason.WorkerShutdown);
        await using var limit = ActivityLimit.Start(info, activity.Cancellation);
        ActivityOutcome? outcome;
        try
        {
            var definition = definitions.Find(info.ActivityType);
            if (info.DataConverter.PayloadCodec is { } codec)
                task = await TaskCodec.DecodeAsync(codec, task);
            var headers = task.Header?.Fields.ToDictionary();
            var args = ActivityDefinitions.Decode(definition, task.Input, info.DataConverter.PayloadConverter);
            var result = await activity.InvokeAsync(interceptors, definition, args, headers);
            outcome = new ActivityOutcome.Completed(await info.DataConverter.ToPayloadAsync(result));
        }
        catch (CompleteAsyncException)
        {
            outcome = null;
        }
        catch (Exception e)
        {
            outcome = await ActivityOutcome.OfAsync(e, activity.Cancellation, heartbeats.Failure, info, worker);
        }
        finally
        {
            running.TryRemove(activity, out _);
        }
        worker.Metrics.ActivityEnded(
            info.ActivityType,
            System.Diagnostics.Stopwatch.GetElapsedTime(from),
            hasFailed: outcome is ActivityOutcome.Failed,
            outcome is ActivityOutcome.Completed ? TimeProvider.System.GetUtcNow().UtcDateTime - info.ScheduledTime : null);
        await heartbeats.EndAsync(flush: outcome is ActivityOutcome.Failed);
        return activity.Cancellation.Reason is ActivityCancelReason.GoneFromServer or ActivityCancelReason.Timeout && outcome is not ActivityOutcome.Completed
            ? null
            : outcome;
    }
}
