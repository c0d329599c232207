using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Store;
using Temporalio.DevServer.Time;
using Temporalio.DevServer.Visibility;

namespace Temporalio.DevServer.Rpc;

/// <summary>Descriptions of runs and task queues.</summary>
internal sealed class DescribeCalls(Core core)
{
    public void AddTo(Router router)
    {
        router.Add<DescribeWorkflowExecutionRequest, DescribeWorkflowExecutionResponse>(Paths.Workflow("DescribeWorkflowExecution"), DescribeAsync);
        router.Add<DescribeTaskQueueRequest, DescribeTaskQueueResponse>(Paths.Workflow("DescribeTaskQueue"), DescribeQueueAsync);
    }

    private async ValueTask<DescribeWorkflowExecutionResponse> DescribeAsync(DescribeWorkflowExecutionRequest request, Call call)
    {
        core.Namespaces.Get(request.Namespace);
        Demands.Execution(request.Execution);
        var (reply, saved) = core.Slots.Use(request.Namespace, request.Execution.WorkflowId, slot =>
        {
            var run = core.Find(slot, request.Execution.RunId);
            return (Describe(run.State), run.LastCommit);
        });
        await saved;
        return reply;
    }

    private static DescribeWorkflowExecutionResponse Describe(RunState state)
    {
        var reply = new DescribeWorkflowExecutionResponse
        {
            ExecutionConfig = new WorkflowExecutionConfig
            {
                TaskQueue = new TaskQueue { Name = state.TaskQueue, Kind = TaskQueueKind.Normal },
                WorkflowExecutionTimeout = Instants.ToDuration(state.ExecutionTimeoutMs),
                WorkflowRunTimeout = Instants.ToDuration(state.RunTimeoutMs),
                DefaultWorkflowTaskTimeout = Instants.ToDuration(state.TaskTimeoutMs),
                UserMetadata = state.UserMetadata,
            },
            WorkflowExecutionInfo = RunSummary.Of(state),
            WorkflowExtendedInfo = new WorkflowExecutionExtendedInfo
            {
                ExecutionExpirationTime = Instants.ToTimestamp(state.ExecutionExpiresMs),
                RunExpirationTime = Instants.ToTimestamp(state.RunExpiresMs),
                CancelRequested = state.CancelRequested,
                LastResetTime = Instants.ToTimestamp(state.LastResetMs),
                OriginalStartTime = Instants.FromMs(state.StartMs),
                ResetRunId = state.ResetRunId,
            },
        };
        if (state.Status != WorkflowExecutionStatus.Running)
            return reply;
        reply.PendingActivities.AddRange(state.Activities.Values.OrderBy(a => a.ScheduledId).Select(Describe));
        reply.PendingChildren.AddRange(state.Children.Values.OrderBy(c => c.InitiatedId).Select(c => new PendingChildExecutionInfo
        {
            WorkflowId = c.WorkflowId,
            RunId = c.RunId,
            WorkflowTypeName = c.WorkflowType,
            InitiatedId = c.InitiatedId,
            ParentClosePolicy = c.ParentClosePolicy,
        }));
        if (state.Task is { } task)
        {
            reply.PendingWorkflowTask = new PendingWorkflowTaskInfo
            {
                State = task.StartedId > 0 ? PendingWorkflowTaskState.Started : PendingWorkflowTaskState.Scheduled,
                ScheduledTime = Instants.FromMs(task.ScheduledMs),
                OriginalScheduledTime = Instants.FromMs(task.OriginalScheduledMs),
                StartedTime = Instants.ToTimestamp(task.StartedMs),
                Attempt = task.Attempt,
            };
        }
        return reply;
    }

    private static PendingActivityInfo Describe(PendingActivity activity)
    {
        var isStarted = activity.StartedMs > 0;
        return new PendingActivityInfo
        {
            ActivityId = activity.ActivityId,
            ActivityType = new ActivityType { Name = activity.ActivityType },
            State = !isStarted ? (activity.IsPaused ? PendingActivityState.Paused : PendingActivityState.Scheduled)
                : activity.CancelRequestedId > 0 ? PendingActivityState.CancelRequested : PendingActivityState.Started,
            HeartbeatDetails = activity.HeartbeatDetails,
            LastHeartbeatTime = Instants.ToTimestamp(activity.HeartbeatMs),
            LastStartedTime = Instants.ToTimestamp(activity.StartedMs),
            Attempt = activity.Attempt,
            MaximumAttempts = activity.RetryPolicy?.MaximumAttempts ?? 0,
            ScheduledTime = Instants.FromMs(isStarted ? activity.ScheduledMs : activity.AttemptScheduledMs),
            ExpirationTime = activity.ScheduleToCloseMs > 0 ? Instants.FromMs(activity.ScheduledMs + activity.ScheduleToCloseMs) : null,
            LastFailure = activity.LastFailure,
            LastWorkerIdentity = isStarted ? activity.Identity : activity.LastIdentity,
            CurrentRetryInterval = activity.IsWaiting ? Instants.ToDuration(activity.RetryIntervalMs) : null,
            LastAttemptCompleteTime = Instants.ToTimestamp(activity.LastAttemptCompleteMs),
            NextAttemptScheduleTime = activity.IsWaiting ? Instants.FromMs(activity.AttemptScheduledMs) : null,
            Paused = activity.IsPaused,
        };
    }

    private ValueTask<DescribeTaskQueueResponse> DescribeQueueAsync(DescribeTaskQueueRequest request, Call call)
    {
        core.Namespaces.Get(request.Namespace);
        Demands.Named(request.TaskQueue?.Name, "TaskQueue");
        var queue = request.TaskQueueType == TaskQueueType.Activity
            ? core.Queues.Activity(request.Namespace, request.TaskQueue!.Name)
            : core.Queues.Workflow(request.Namespace, request.TaskQueue!.Name);
        var reply = new DescribeTaskQueueResponse();
        reply.Pollers.AddRange(queue.RecentPollers.Select(p => new PollerInfo
        {
            Identity = p.Identity,
            LastAccessTime = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(p.At),
            RatePerSecond = 100_000,
        }));
        if (request.ReportStats)
        {
            reply.Stats = new TaskQueueStats
            {
                ApproximateBacklogCount = queue.BacklogCount,
                ApproximateBacklogAge = Instants.ToDuration(queue.OldestOfferedMs is { } oldest ? Math.Max(0, core.Clock.NowMs - oldest) : 0),
            };
        }
        return ValueTask.FromResult(reply);
    }
}
