using Microsoft.Extensions.Logging;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>Works on workflow tasks: loads the run, lets its code run, and reports what it did.</summary>
internal sealed partial class WorkflowTaskHandler
{
    private readonly WorkerContext worker;
    private readonly WorkflowSetup setup;
    private readonly WorkflowDefinitions definitions;
    private readonly WorkflowTaskEvents events;
    private readonly ActivityTaskHandler? activities;
    private readonly WorkflowRunCache cache;
    private readonly string stickyQueue;
    private readonly bool isSticky;
    private volatile bool isStopping;

    public WorkflowTaskHandler(
        WorkerContext worker, WorkflowSetup setup, WorkflowDefinitions definitions, string stickyQueue, ActivityTaskHandler? activities)
    {
        this.worker = worker;
        this.setup = setup;
        this.definitions = definitions;
        this.stickyQueue = stickyQueue;
        this.activities = activities;
        events = worker.Options.Events();
        isSticky = worker.Options.MaxCachedWorkflows > 0;
        cache = new(worker.Options.MaxCachedWorkflows, worker.Metrics.CacheChanged);
    }

    public int CachedCount => cache.Count;

    /// <summary>From now on tasks are finished, but nothing more is asked for and no run is tied to this worker.</summary>
    public void Stop() => isStopping = true;

    /// <summary>Works on the task, and on those the service hands over in its answers.</summary>
    public async Task HandleAsync(PollWorkflowTaskQueueResponse task)
    {
        PollWorkflowTaskQueueResponse? next = task;
        while (next is not null)
        {
            var run = cache.Take(next.WorkflowExecution.RunId);
            await run.Gate.WaitAsync();
            try
            {
                if (!run.IsEvicted)
                    next = await HandleAsync(run, next);
            }
            finally
            {
                run.Gate.Release();
                cache.Return(run);
            }
        }
    }

    private async Task<PollWorkflowTaskQueueResponse?> HandleAsync(WorkflowRun run, PollWorkflowTaskQueueResponse task)
    {
        WorkflowReply reply;
        worker.Metrics.TaskStarted(task.WorkflowType.Name, task.ScheduledTime, task.StartedTime);
        var from = System.Diagnostics.Stopwatch.GetTimestamp();
        try
        {
            var isCached = run.Machines is not null;
            var isPartial = task.History is { Events: [{ EventId: > 1 }, ..] };
            await LoadAsync(run, task);
            if (task.PreviousStartedEventId > 0)
                worker.Metrics.Loaded(task.WorkflowType.Name, isCached, isPartial, System.Diagnostics.Stopwatch.GetElapsedTime(from));
            reply = await RunAsync(run, task);
        }
        catch (DeadlockedException)
        {
            return null;
        }
        catch (Exception e)
        {
            cache.Evict(run);
            if (!FailsWorkflow(e, task.WorkflowType.Name))
            {
                await ReportFailureAsync(task, e);
                return null;
            }
            reply = WorkflowReply.Fail(task, run.Machines!.Instance!.ToFailure(e));
        }
        worker.Metrics.TaskEnded(task.WorkflowType.Name, System.Diagnostics.Stopwatch.GetElapsedTime(from));
        try
        {
            return await ReplyAsync(run, task, reply);
        }
        catch (Exception e)
        {
            // The codec failed: what the code did can not be told, so it has to be done again.
            cache.Evict(run);
            await ReportFailureAsync(task, e);
            return null;
        }
    }

    /// <summary>Brings the run to where the task begins: from memory when nothing is missing, else from the first event.</summary>
    private async Task LoadAsync(WorkflowRun run, PollWorkflowTaskQueueResponse task)
    {
        IReadOnlyList<HistoryEvent> history = task.History?.Events ?? [];
        if (!task.NextPageToken.IsEmpty)
            history = [.. history, .. await HistoryPages.ReadAsync(worker, task.WorkflowExecution, task.NextPageToken)];
        if (run.Machines is { } cached && !Continues(cached, task, history))
        {
            cached.Locals.CancelAll();
            run.Machines = null;
        }
        if (run.Machines is null)
        {
            if (history.Count == 0 || history[0].EventId != 1)
                history = await HistoryPages.ReadAsync(worker, task.WorkflowExecution, Google.Protobuf.ByteString.Empty);
            var definition = definitions.Find(task.WorkflowType.Name);
            run.Machines = new(
                worker.Namespace,
                task.WorkflowExecution.WorkflowId,
                task.WorkflowExecution.RunId,
                task.WorkflowType.Name,
                (machines, started, startedAt) => new WorkflowInstance(setup, definition, machines, started, startedAt));
        }
        var codec = setup.DataConverter.PayloadCodec;
        IEnumerable<Api.Protocol.V1.Message> messages = task.Messages;
        if (codec is not null)
        {
            history = await TaskCodec.DecodeAsync(codec, history);
            messages = await TaskCodec.DecodeAsync(codec, messages);
        }
        run.Machines.Feed(history, task.PreviousStartedEventId, messages);
    }

    private static bool Continues(WorkflowMachines cached, PollWorkflowTaskQueueResponse task, IReadOnlyList<HistoryEvent> history)
    {
        if (history.Count > 0 && history[0].EventId > cached.LastProcessedId + 1)
            return false;
        // Our last report may never have arrived; then the service goes on from an earlier task.
        return task.Query is not null || cached.CurrentStartedId == 0 || task.PreviousStartedEventId >= cached.CurrentStartedId;
    }

    private bool FailsWorkflow(Exception exception, string workflowType)
    {
        if (exception is not WorkflowNondeterminismException)
            return false;
        var types = definitions.TryFind(workflowType)?.FailureExceptionTypes ?? [];
        return types.Concat(setup.FailureExceptionTypes ?? []).Any(t => t.IsInstanceOfType(exception));
    }

    /// <summary>Everything up to the end of the task, without waiting.</summary>
    private void Advance(WorkflowRun run, PollWorkflowTaskQueueResponse task)
    {
        var machines = run.Machines!;
        machines.ApplyNextTask();
        while (true)
        {
            while (machines.HasJobs)
            {
                Activate(run, task);
                machines.Locals.ApplyMarkers();
            }
            if (!machines.HasUnappliedEvents)
                return;
            machines.ApplyNextTask();
        }
    }

    private void Activate(WorkflowRun run, PollWorkflowTaskQueueResponse task)
    {
        var machines = run.Machines!;
        var jobs = machines.TakeJobs();
        if (machines.Instance is null)
        {
            jobs[0].Apply();
            jobs.RemoveAt(0);
        }
        var instance = machines.Instance!;
        events.RaiseStarting(instance);
        Exception? failure = null;
        try
        {
            Watched(run, task, () => instance.Activate(jobs));
        }
        catch (Exception e)
        {
            failure = e;
            throw;
        }
        finally
        {
            events.RaiseCompleted(instance, failure);
        }
    }

    /// <summary>Runs workflow code; reports it while it is still stuck, and throws its work away once it comes back.</summary>
    private void Watched(WorkflowRun run, PollWorkflowTaskQueueResponse task, Action code)
    {
        if (worker.Options.DebugMode)
        {
            code();
            return;
        }
        var watch = DeadlockWatch.Begin(() =>
        {
            cache.Evict(run);
            _ = ReportFailureAsync(task, new InvalidOperationException(
                $"[TMPRL1101] Potential deadlock detected: workflow {task.WorkflowType.Name} didn't yield within {DeadlockWatch.Limit.TotalSeconds} seconds"));
        });
        try
        {
            code();
        }
        catch (Exception) when (!watch.End())
        {
            throw new DeadlockedException();
        }
        if (!watch.End())
            throw new DeadlockedException();
    }

    private async Task ReportFailureAsync(PollWorkflowTaskQueueResponse task, Exception exception)
    {
        worker.Metrics.TaskFailed(task.WorkflowType.Name, exception);
        try
        {
            worker.Logger.LogWarning(exception, "Failed workflow task of {WorkflowType} {WorkflowId}, run {RunId}", task.WorkflowType.Name, task.WorkflowExecution.WorkflowId, task.WorkflowExecution.RunId);
            var failure = await setup.DataConverter.ToFailureAsync(exception);
            if (task.Query is not null)
            {
                await worker.Service.RespondQueryTaskCompletedAsync(WorkflowReply.QueryFailure(task, worker.Namespace, exception.Message, failure), WorkerContext.Retrying);
                return;
            }
            // A second failure is left to time out, so that broken code is not run in a hot loop.
            if (task.Attempt <= 1)
                await worker.Service.RespondWorkflowTaskFailedAsync(WorkflowReply.TaskFailure(task, worker, exception, failure), WorkerContext.Retrying);
        }
        catch (RpcException e)
        {
            worker.Logger.LogWarning(e, "Could not report the failed workflow task of run {RunId}", task.WorkflowExecution.RunId);
        }
    }

    /// <summary>Workflow code came back after it had been reported as stuck.</summary>
    private sealed class DeadlockedException : Exception;
}
