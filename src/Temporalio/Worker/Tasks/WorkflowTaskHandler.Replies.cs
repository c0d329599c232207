using Microsoft.Extensions.Logging;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Exceptions;
using Temporalio.Worker.Tuning;

namespace Temporalio.Worker;

/// <summary>Running a task to its end, local activities included, and reporting it.</summary>
internal sealed partial class WorkflowTaskHandler
{
    // Local activities may keep a task open; at this share of its time-out the service is told that work goes on.
    private const double HeartbeatShare = 0.8;

    private async Task<WorkflowReply> RunAsync(WorkflowRun run, PollWorkflowTaskQueueResponse task)
    {
        Advance(run, task);
        var machines = run.Machines!;
        var deadlineMs = DeadlineOf(machines);
        while (machines.Locals.HasWork && !machines.HasEnded && task.Query is null)
        {
            StartLocalActivities(run);
            var left = deadlineMs - Environment.TickCount64;
            if (left > 0 && await run.LocalResults.NextAsync(TimeSpan.FromMilliseconds(left)) is { } result)
            {
                machines.Locals.RunningCount--;
                result.Operation.Resolve(result.Outcome);
                Advance(run, task);
                continue;
            }
            if (await ReplyAsync(run, task, Complete(run, task) with { IsHeartbeat = true }) is not { } next)
                return WorkflowReply.None;
            task = next;
            await LoadAsync(run, task);
            Advance(run, task);
            deadlineMs = DeadlineOf(machines);
        }
        if (machines.HasEnded)
            machines.Locals.CancelAll();
        return task.Query is { } query ? AnswerLegacy(run, task, query) : Complete(run, task);
    }

    private static long DeadlineOf(WorkflowMachines machines)
    {
        var taskTimeout = machines.Instance?.Info.TaskTimeout ?? TimeSpan.FromSeconds(10);
        return Environment.TickCount64 + (long)(taskTimeout.TotalMilliseconds * HeartbeatShare);
    }

    private void StartLocalActivities(WorkflowRun run)
    {
        var instance = run.Machines!.Instance!;
        foreach (var operation in run.Machines.Locals.TakeQueued())
        {
            run.Machines.Locals.RunningCount++;
            (activities ?? throw new InvalidOperationException("This worker has no activities")).StartLocal(instance.Info, operation, run.LocalResults);
        }
    }

    private WorkflowReply Complete(WorkflowRun run, PollWorkflowTaskQueueResponse task)
    {
        var machines = run.Machines!;
        var request = new RespondWorkflowTaskCompletedRequest
        {
            TaskToken = task.TaskToken,
            Identity = worker.Identity,
            Namespace = worker.Namespace,
            ReturnNewWorkflowTask = !isStopping,
            Capabilities = new() { DiscardSpeculativeWorkflowTaskWithEvents = true },
            DeploymentOptions = worker.Deployment,
            WorkerInstanceKey = worker.InstanceKey,
        };
        if (isSticky && !isStopping)
        {
            request.StickyAttributes = new()
            {
                WorkerTaskQueue = new() { Name = stickyQueue, Kind = TaskQueueKind.Sticky, NormalName = worker.TaskQueue },
                ScheduleToStartTimeout = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(worker.Options.StickyQueueScheduleToStartTimeout),
            };
        }
        if (machines.Instance is { } instance)
        {
            var behavior = instance.VersioningBehavior(worker.Options.DeploymentOptions);
            request.VersioningBehavior = (VersioningBehavior)(int)behavior;
        }
        request.SdkMetadata = machines.Flags.TakeNew();
        foreach (var (id, query) in task.Queries)
            request.QueryResults[id] = Answer(run, task, id, query);
        request.Commands.AddRange(machines.CommandsToSend());
        request.Messages.AddRange(machines.TakeMessages());
        return new(request, null);
    }

    private WorkflowReply AnswerLegacy(WorkflowRun run, PollWorkflowTaskQueueResponse task, WorkflowQuery query)
    {
        var result = Answer(run, task, "legacy", query);
        return new(null, new()
        {
            TaskToken = task.TaskToken,
            Namespace = worker.Namespace,
            CompletedType = result.ResultType,
            QueryResult = result.Answer,
            ErrorMessage = result.ErrorMessage,
            Failure = result.Failure,
        });
    }

    private WorkflowQueryResult Answer(WorkflowRun run, PollWorkflowTaskQueueResponse task, string id, WorkflowQuery query)
    {
        var instance = run.Machines!.Instance!;
        try
        {
            Api.Common.V1.Payload? answer = null;
            Watched(run, task, () => answer = instance.Query(id, query));
            return new() { ResultType = QueryResultType.Answered, Answer = new() { Payloads_ = { answer! } } };
        }
        catch (Exception e) when (e is not DeadlockedException && !instance.HasFailedTask)
        {
            return new() { ResultType = QueryResultType.Failed, ErrorMessage = e.Message, Failure = instance.ToFailure(e) };
        }
    }

    /// <summary>Sends the reply; answers the next task of the run when the service hands it over at once.</summary>
    private async Task<PollWorkflowTaskQueueResponse?> ReplyAsync(WorkflowRun run, PollWorkflowTaskQueueResponse task, WorkflowReply reply)
    {
        if (reply == WorkflowReply.None)
            return null;
        try
        {
            if (setup.DataConverter.PayloadCodec is { } codec)
                await TaskCodec.EncodeAsync(codec, reply);
            if (reply.Query is { } query)
            {
                await worker.Service.RespondQueryTaskCompletedAsync(query, WorkerContext.Retrying);
                if (run.Machines is { IsClosed: true })
                    cache.Evict(run);
                return null;
            }
            return await CompleteAsync(run, reply);
        }
        catch (RpcException e)
        {
            cache.Evict(run);
            // Not found: the task timed out or the workflow was ended meanwhile. Anything else is worth a look.
            if (e.Code != RpcException.StatusCode.NotFound)
                worker.Logger.LogWarning(e, "Workflow task of {WorkflowId}, run {RunId} was not accepted", task.WorkflowExecution.WorkflowId, run.RunId);
            return null;
        }
    }

    private async Task<PollWorkflowTaskQueueResponse?> CompleteAsync(WorkflowRun run, WorkflowReply reply)
    {
        var request = reply.Completed!;
        request.ForceCreateNewWorkflowTask = reply.IsHeartbeat;
        var permits = ReserveEager(request.Commands);
        RespondWorkflowTaskCompletedResponse response;
        try
        {
            response = await worker.Service.RespondWorkflowTaskCompletedAsync(request, WorkerContext.Retrying);
            if (run.Machines?.Instance is { } instance)
                worker.Metrics.Ends.Note(instance.Info.WorkflowType, request.Commands, instance.Info.WorkflowStartTime);
            foreach (var activity in response.ActivityTasks)
            {
                if (!permits.TryPop(out var permit))
                    break;
                activities!.Start(activity, permit, isEager: true);
            }
        }
        finally
        {
            foreach (var unused in permits)
                activities!.Slots.Release(unused, null);
        }
        if (run.Machines is not { } machines || machines.HasEnded || !isSticky)
            cache.Evict(run);
        else if (response.ResetHistoryEventId > 0)
            machines.ForgetSpeculativeTask(response.ResetHistoryEventId);
        return response.WorkflowTask is { TaskToken.IsEmpty: false } next ? next : null;
    }

    /// <summary>A slot for each activity this worker wants to start at once; the others go the usual way.</summary>
    private Stack<SlotPermit> ReserveEager(IEnumerable<Command> commands)
    {
        var permits = new Stack<SlotPermit>();
        foreach (var command in commands)
        {
            if (command.ScheduleActivityTaskCommandAttributes is not { RequestEagerExecution: true } activity)
                continue;
            var permit = permits.Count < worker.Options.MaxEagerActivityReservationsPerWorkflowTask ? activities?.TryReserveEager() : null;
            if (permit is null)
                activity.RequestEagerExecution = false;
            else
                permits.Push(permit);
        }
        return permits;
    }
}
