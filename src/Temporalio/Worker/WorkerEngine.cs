using Microsoft.Extensions.Logging;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker.Interceptors;
using Temporalio.Worker.Tuning;

namespace Temporalio.Worker;

/// <summary>The running part of a worker: its pollers, and the order in which they stop.</summary>
internal sealed class WorkerEngine
{
    private readonly WorkerContext worker;
    private readonly string stickyQueue;
    private readonly WorkflowTaskHandler? workflows;
    private readonly ActivityTaskHandler? activities;
    private readonly Slots workflowSlots;
    private readonly TaskCount workflowTasks = new();

    private WorkerEngine(WorkerContext worker, string stickyQueue, Slots workflowSlots, WorkflowTaskHandler? workflows, ActivityTaskHandler? activities)
    {
        this.worker = worker;
        this.stickyQueue = stickyQueue;
        this.workflowSlots = workflowSlots;
        this.workflows = workflows;
        this.activities = activities;
    }

    public static WorkerEngine Create(ITemporalClient client, TemporalWorkerOptions options, IReadOnlyList<IWorkerInterceptor> interceptors)
    {
        var worker = WorkerContext.Of(client, options);
        var tuner = options.Tuner ?? WorkerTuner.CreateFixedSize(
            options.MaxConcurrentWorkflowTasks ?? 100, options.MaxConcurrentActivities ?? 100, options.MaxConcurrentLocalActivities ?? 100);
        Slots SlotsOf(SlotSupplier supplier, SlotType type) =>
            Slots.Of(supplier, new(type, worker.TaskQueue, worker.Identity, worker.BuildId, false), worker.Metrics);

        var definitions = new ActivityDefinitions(options.Activities);
        var activities = options.Activities.Count == 0
            ? null
            : new ActivityTaskHandler(
                worker,
                definitions,
                interceptors,
                SlotsOf(tuner.ActivityTaskSlotSupplier, SlotType.Activity),
                SlotsOf(tuner.LocalActivitySlotSupplier, SlotType.LocalActivity));
        var stickyQueue = $"{worker.Identity}:{worker.InstanceKey}";
        var setup = new WorkflowSetup
        {
            Namespace = worker.Namespace,
            TaskQueue = worker.TaskQueue,
            DataConverter = worker.DataConverter,
            LoggerFactory = worker.LoggerFactory,
            Interceptors = interceptors,
            FailureExceptionTypes = options.WorkflowFailureExceptionTypes,
            PatchActivation = options.PatchActivationCallback,
            StackTrace = options.WorkflowStackTrace,
            BuildId = worker.BuildId,
            DeploymentVersion = options.DeploymentOptions?.Version,
            HasActivity = definitions.Has,
            MetricMeter = worker.MetricMeter,
        };
        var workflows = options.Workflows.Count == 0
            ? null
            : new WorkflowTaskHandler(worker, setup, new WorkflowDefinitions(options.Workflows), stickyQueue, activities);
        return new(worker, stickyQueue, SlotsOf(tuner.WorkflowTaskSlotSupplier, SlotType.Workflow), workflows, activities);
    }

    /// <summary>Polls until stopped, until the caller's task ends, or until a poller fails; then shuts down in order.</summary>
    public async Task<TResult> RunAsync<TResult>(Func<Task<TResult>>? untilComplete, CancellationToken stoppingToken)
    {
        worker.Metrics.WorkerStarted();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stoppingToken.Register(() => stopped.TrySetResult());
        var pollers = StartPollers(stop.Token);
        var failing = Task.WhenAny(pollers.Select(FirstFailureAsync));
        var user = untilComplete?.Invoke();
        await Task.WhenAny(user ?? stopped.Task, stopped.Task, failing);

        workflows?.Stop();
        await stop.CancelAsync();
        var ending = activities?.StopAsync() ?? Task.CompletedTask;
        await Task.WhenAll(pollers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await AnnounceShutdownAsync();
        await ending;
        await workflowTasks.DrainAsync();
        if (pollers.FirstOrDefault(p => p.IsFaulted) is { } failed)
            await failed;
        if (user is { IsCompleted: true })
            return await user;
        stoppingToken.ThrowIfCancellationRequested();
        return user is null ? default! : await user;
    }

    private static async Task FirstFailureAsync(Task poller)
    {
        await poller.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!poller.IsFaulted)
            await Task.Delay(Timeout.Infinite);
    }

    private List<Task> StartPollers(CancellationToken stop)
    {
        var pollers = new List<Task>();
        var options = worker.Options;
        if (workflows is not null)
        {
            var poller = new TaskPoller<PollWorkflowTaskQueueResponse>(
                workflowSlots, PollWorkflowAsync, task => worker.Metrics.WorkflowPolled(task.TaskToken.IsEmpty), StartWorkflowTask, worker.Logger);
            var total = CountOf(options.WorkflowTaskPollerBehavior, options.MaxConcurrentWorkflowTaskPolls);
            var sticky = options.MaxCachedWorkflows > 0 ? Math.Max(1, total - Math.Max(1, (int)(total * options.NonStickyToStickyPollRatio))) : 0;
            var normal = Math.Max(1, total - sticky);
            var stickyPolls = worker.Metrics.Pollers("sticky_workflow_task");
            var normalPolls = worker.Metrics.Pollers("workflow_task");
            pollers.AddRange(Enumerable.Range(0, sticky).Select(_ => poller.RunAsync(true, stickyPolls, stop)));
            pollers.AddRange(Enumerable.Range(0, normal).Select(_ => poller.RunAsync(false, normalPolls, stop)));
        }
        if (activities is not null && !options.LocalActivityWorkerOnly)
        {
            var pace = options.MaxActivitiesPerSecond is { } perSecond ? new Pace(perSecond) : null;
            var poller = new TaskPoller<PollActivityTaskQueueResponse>(
                activities.Slots, (_, token) => PollActivityAsync(pace, token), task => worker.Metrics.ActivityPolled(task.TaskToken.IsEmpty), (task, permit) => activities.Start(task, permit, isEager: false), worker.Logger);
            var total = CountOf(options.ActivityTaskPollerBehavior, options.MaxConcurrentActivityTaskPolls);
            var polls = worker.Metrics.Pollers("activity_task");
            pollers.AddRange(Enumerable.Range(0, total).Select(_ => poller.RunAsync(false, polls, stop)));
        }
        return pollers;
    }

    private static int CountOf(PollerBehavior? behavior, int simple) => behavior switch
    {
        PollerBehavior.SimpleMaximum maximum => maximum.Maximum,
        PollerBehavior.Autoscaling scaling => scaling.Initial,
        _ => simple,
    };

    private Task<PollWorkflowTaskQueueResponse> PollWorkflowAsync(bool isSticky, CancellationToken stop) => worker.Service.PollWorkflowTaskQueueAsync(
        new()
        {
            Namespace = worker.Namespace,
            Identity = worker.Identity,
            TaskQueue = isSticky
                ? new TaskQueue { Name = stickyQueue, Kind = TaskQueueKind.Sticky, NormalName = worker.TaskQueue }
                : new TaskQueue { Name = worker.TaskQueue, Kind = TaskQueueKind.Normal },
            DeploymentOptions = worker.Deployment,
            WorkerInstanceKey = worker.InstanceKey,
        },
        new RpcOptions { CancellationToken = stop, Retry = true });

    private async Task<PollActivityTaskQueueResponse> PollActivityAsync(Pace? pace, CancellationToken stop)
    {
        if (pace is not null)
            await pace.WaitAsync(stop);
        var request = new PollActivityTaskQueueRequest
        {
            Namespace = worker.Namespace,
            Identity = worker.Identity,
            TaskQueue = new TaskQueue { Name = worker.TaskQueue, Kind = TaskQueueKind.Normal },
            DeploymentOptions = worker.Deployment,
            WorkerInstanceKey = worker.InstanceKey,
        };
        if (worker.Options.MaxTaskQueueActivitiesPerSecond is { } limit)
            request.TaskQueueMetadata = new() { MaxTasksPerSecond = limit };
        return await worker.Service.PollActivityTaskQueueAsync(request, new RpcOptions { CancellationToken = stop, Retry = true });
    }

    private void StartWorkflowTask(PollWorkflowTaskQueueResponse task, SlotPermit permit)
    {
        SlotInfo Use() => new SlotInfo.WorkflowSlotInfo(task.WorkflowType.Name, task.History?.Events is not [{ EventId: 1 }, ..]);
        workflowSlots.MarkUsed(permit, Use);
        workflowTasks.Enter();
        // On a thread of its own, so that workflow code that never returns holds up no poller.
        ThreadPool.UnsafeQueueUserWorkItem(_ => _ = HandleAsync(task, permit, Use), null);
    }

    private async Task HandleAsync(PollWorkflowTaskQueueResponse task, SlotPermit permit, Func<SlotInfo> use)
    {
        try
        {
            await workflows!.HandleAsync(task);
        }
        catch (Exception e)
        {
            worker.Logger.LogError(e, "Workflow task of run {RunId} could not be handled", task.WorkflowExecution.RunId);
        }
        finally
        {
            workflowSlots.Release(permit, use);
            workflowTasks.Leave();
        }
    }

    /// <summary>Lets the service hand this worker's cached runs to others at once. Services that do not know the call just time out later.</summary>
    private async Task AnnounceShutdownAsync()
    {
        try
        {
            await worker.Service.ShutdownWorkerAsync(
                new()
                {
                    Namespace = worker.Namespace,
                    StickyTaskQueue = stickyQueue,
                    Identity = worker.Identity,
                    Reason = "graceful shutdown",
                    WorkerInstanceKey = worker.InstanceKey,
                    TaskQueue = worker.TaskQueue,
                },
                new RpcOptions { Timeout = TimeSpan.FromSeconds(5) });
        }
        catch (Exception e) when (e is RpcException or ObjectDisposedException)
        {
            worker.Logger.LogDebug(e, "The service was not told of the shutdown");
        }
    }
}
