using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Matching;
using Temporalio.DevServer.Store;

namespace Temporalio.DevServer.Rpc;

/// <summary>What workers call for workflow tasks.</summary>
internal sealed class TaskCalls(Core core)
{
    public void AddTo(Router router)
    {
        router.Add<PollWorkflowTaskQueueRequest, PollWorkflowTaskQueueResponse>(Paths.Workflow("PollWorkflowTaskQueue"), PollAsync);
        router.Add<RespondWorkflowTaskCompletedRequest, RespondWorkflowTaskCompletedResponse>(Paths.Workflow("RespondWorkflowTaskCompleted"), CompletedAsync);
        router.Add<RespondWorkflowTaskFailedRequest, RespondWorkflowTaskFailedResponse>(Paths.Workflow("RespondWorkflowTaskFailed"), FailedAsync);
        router.Add<ResetStickyTaskQueueRequest, ResetStickyTaskQueueResponse>(Paths.Workflow("ResetStickyTaskQueue"), ResetStickyAsync);
        router.Add<ShutdownWorkerRequest, ShutdownWorkerResponse>(Paths.Workflow("ShutdownWorker"), ShutdownAsync);
    }

    private async ValueTask<PollWorkflowTaskQueueResponse> PollAsync(PollWorkflowTaskQueueRequest request, Call call)
    {
        core.Namespaces.Get(request.Namespace);
        Demands.Named(request.TaskQueue?.Name, "TaskQueue");
        var isSticky = request.TaskQueue!.Kind == TaskQueueKind.Sticky || request.TaskQueue.NormalName.Length > 0;
        var queue = core.Queues.Workflow(request.Namespace, request.TaskQueue.Name);
        var until = Environment.TickCount64 + (long)call.Patience(Limits.LongPoll).TotalMilliseconds;
        while (true)
        {
            var patience = TimeSpan.FromMilliseconds(Math.Max(0, until - Environment.TickCount64));
            if (await queue.TakeAsync(request.Identity, patience, call.Ct) is not { } offer)
                return new PollWorkflowTaskQueueResponse();
            if (call.Ct.IsCancellationRequested)
            {
                queue.Offer(offer, first: true);
                return new PollWorkflowTaskQueueResponse();
            }
            var reply = core.Slots.Use(offer.Namespace, offer.WorkflowId, slot => Take(slot, offer, request.Identity, isSticky));
            if (reply is not null)
            {
                reply.BacklogCountHint = queue.BacklogCount;
                return reply;
            }
        }
    }

    /// <summary>Null when the offer does not stand any more.</summary>
    private PollWorkflowTaskQueueResponse? Take(Slot slot, QueuedTask offer, string identity, bool isSticky)
    {
        if (core.Load(slot, offer.RunKey) is not { } run)
            return null;
        if (offer.Query is { } query)
            return query.Answer.IsCompleted ? null : run.DeliverQuery(query, isSticky);
        if (!run.IsTask(offer))
            return null;
        var task = run.StartTask(identity, Guid.NewGuid().ToString());
        var reply = run.Deliver(task, newPartOnly: isSticky);
        // Not awaited: if the start is lost in a crash the task is scheduled again, and the answer's commit comes after this one.
        _ = run.Save();
        return reply;
    }

    private async ValueTask<RespondWorkflowTaskCompletedResponse> CompletedAsync(RespondWorkflowTaskCompletedRequest request, Call call)
    {
        core.DemandWritable();
        var token = Token(request.TaskToken);
        var answer = core.Slots.Use(token.Namespace, token.WorkflowId, slot =>
        {
            var run = Find(slot, token);
            return run.CompleteTask(request, run.DemandTask(token));
        });
        await answer.Saved;
        var reply = new RespondWorkflowTaskCompletedResponse { WorkflowTask = answer.NextTask, ResetHistoryEventId = answer.ResetEventId };
        reply.ActivityTasks.AddRange(answer.Activities);
        return reply;
    }

    private async ValueTask<RespondWorkflowTaskFailedResponse> FailedAsync(RespondWorkflowTaskFailedRequest request, Call call)
    {
        core.DemandWritable();
        var token = Token(request.TaskToken);
        await core.Slots.Use(token.Namespace, token.WorkflowId, slot =>
        {
            var run = Find(slot, token);
            run.DemandTask(token);
            run.FailTask(request.Cause, request.Failure ?? new Failure(), request.Identity);
            return run.Save();
        });
        return new RespondWorkflowTaskFailedResponse();
    }

    private async ValueTask<ResetStickyTaskQueueResponse> ResetStickyAsync(ResetStickyTaskQueueRequest request, Call call)
    {
        core.Namespaces.Get(request.Namespace);
        Demands.Execution(request.Execution);
        await core.Slots.Use(request.Namespace, request.Execution.WorkflowId, slot =>
        {
            var run = core.Find(slot, request.Execution.RunId);
            if (!run.IsOpen)
                throw Faults.AlreadyCompleted();
            run.State.StickyQueue = "";
            return run.Save();
        });
        return new ResetStickyTaskQueueResponse();
    }

    private ValueTask<ShutdownWorkerResponse> ShutdownAsync(ShutdownWorkerRequest request, Call call)
    {
        core.Namespaces.Get(request.Namespace);
        if (request.StickyTaskQueue.Length > 0)
            core.Queues.Workflow(request.Namespace, request.StickyTaskQueue).Abandon();
        return ValueTask.FromResult(new ShutdownWorkerResponse());
    }

    private Run Find(Slot slot, TaskToken token) =>
        core.Load(slot, token.RunKey) is { } run && run.State.RunId == token.RunId ? run : throw Faults.WorkflowNotFound(token.WorkflowId);

    /// <summary>Throws INVALID_ARGUMENT when it is none of this service's.</summary>
    public static TaskToken Token(ByteString bytes)
    {
        if (bytes.IsEmpty)
            throw Faults.Invalid("Task token not set on request.");
        try
        {
            var token = TaskToken.Parser.ParseFrom(bytes);
            return token.Namespace.Length > 0 && token.WorkflowId.Length > 0 ? token : throw Faults.Invalid("Invalid TaskToken.");
        }
        catch (InvalidProtocolBufferException)
        {
            throw Faults.Invalid("Error deserializing task token.");
        }
    }
}
