using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Store;

namespace Temporalio.DevServer.Rpc;

/// <summary>What workers call for activity tasks, by token or by id.</summary>
internal sealed class ActivityCalls(Core core)
{
    public void AddTo(Router router)
    {
        router.Add<PollActivityTaskQueueRequest, PollActivityTaskQueueResponse>(Paths.Workflow("PollActivityTaskQueue"), PollAsync);
        router.Add<RespondActivityTaskCompletedRequest, RespondActivityTaskCompletedResponse>(Paths.Workflow("RespondActivityTaskCompleted"), async (r, _) =>
        {
            await EndAsync(TaskCalls.Token(r.TaskToken), (run, activity) => run.CompleteActivity(activity, r.Result, r.Identity));
            return new RespondActivityTaskCompletedResponse();
        });
        router.Add<RespondActivityTaskFailedRequest, RespondActivityTaskFailedResponse>(Paths.Workflow("RespondActivityTaskFailed"), async (r, _) =>
        {
            await EndAsync(TaskCalls.Token(r.TaskToken), (run, activity) => run.FailActivity(activity, r.Failure ?? new Failure(), r.Identity, r.LastHeartbeatDetails));
            return new RespondActivityTaskFailedResponse();
        });
        router.Add<RespondActivityTaskCanceledRequest, RespondActivityTaskCanceledResponse>(Paths.Workflow("RespondActivityTaskCanceled"), async (r, _) =>
        {
            await EndAsync(TaskCalls.Token(r.TaskToken), (run, activity) => run.CancelActivity(activity, r.Details, r.Identity));
            return new RespondActivityTaskCanceledResponse();
        });
        router.Add<RecordActivityTaskHeartbeatRequest, RecordActivityTaskHeartbeatResponse>(Paths.Workflow("RecordActivityTaskHeartbeat"), async (r, _) =>
            new RecordActivityTaskHeartbeatResponse { CancelRequested = await HeartbeatAsync(TaskCalls.Token(r.TaskToken), r.Details) });
        AddById(router);
    }

    private void AddById(Router router)
    {
        router.Add<RespondActivityTaskCompletedByIdRequest, RespondActivityTaskCompletedByIdResponse>(Paths.Workflow("RespondActivityTaskCompletedById"), async (r, _) =>
        {
            await EndAsync(ById(r.Namespace, r.WorkflowId, r.RunId, r.ActivityId), (run, activity) => run.CompleteActivity(activity, r.Result, r.Identity));
            return new RespondActivityTaskCompletedByIdResponse();
        });
        router.Add<RespondActivityTaskFailedByIdRequest, RespondActivityTaskFailedByIdResponse>(Paths.Workflow("RespondActivityTaskFailedById"), async (r, _) =>
        {
            await EndAsync(ById(r.Namespace, r.WorkflowId, r.RunId, r.ActivityId),
                (run, activity) => run.FailActivity(activity, r.Failure ?? new Failure(), r.Identity, r.LastHeartbeatDetails));
            return new RespondActivityTaskFailedByIdResponse();
        });
        router.Add<RespondActivityTaskCanceledByIdRequest, RespondActivityTaskCanceledByIdResponse>(Paths.Workflow("RespondActivityTaskCanceledById"), async (r, _) =>
        {
            await EndAsync(ById(r.Namespace, r.WorkflowId, r.RunId, r.ActivityId), (run, activity) => run.CancelActivity(activity, r.Details, r.Identity));
            return new RespondActivityTaskCanceledByIdResponse();
        });
        router.Add<RecordActivityTaskHeartbeatByIdRequest, RecordActivityTaskHeartbeatByIdResponse>(Paths.Workflow("RecordActivityTaskHeartbeatById"), async (r, _) =>
            new RecordActivityTaskHeartbeatByIdResponse
            {
                CancelRequested = await HeartbeatAsync(ById(r.Namespace, r.WorkflowId, r.RunId, r.ActivityId), r.Details),
            });
    }

    private async ValueTask<PollActivityTaskQueueResponse> PollAsync(PollActivityTaskQueueRequest request, Call call)
    {
        core.Namespaces.Get(request.Namespace);
        Demands.Named(request.TaskQueue?.Name, "TaskQueue");
        var queue = core.Queues.Activity(request.Namespace, request.TaskQueue!.Name);
        var until = Environment.TickCount64 + (long)call.Patience(Limits.LongPoll).TotalMilliseconds;
        while (true)
        {
            var patience = TimeSpan.FromMilliseconds(Math.Max(0, until - Environment.TickCount64));
            if (await queue.TakeAsync(request.Identity, patience, call.Ct) is not { } offer)
                return new PollActivityTaskQueueResponse();
            if (call.Ct.IsCancellationRequested)
            {
                queue.Offer(offer, first: true);
                return new PollActivityTaskQueueResponse();
            }
            var (reply, saved) = core.Slots.Use(offer.Namespace, offer.WorkflowId, slot =>
            {
                if (core.Load(slot, offer.RunKey) is not { } run || !run.IsActivity(offer))
                    return ((PollActivityTaskQueueResponse?)null, Task.CompletedTask);
                return (run.StartActivity(offer.ScheduledId, request.Identity, Guid.NewGuid().ToString()), run.Save());
            });
            // Awaited: an activity with one attempt must not be handed out again after a crash.
            await saved;
            if (reply is not null)
                return reply;
        }
    }

    private async Task EndAsync(TaskToken token, Action<Run, PendingActivity> end)
    {
        core.DemandWritable();
        core.Namespaces.Get(token.Namespace);
        await core.Slots.Use(token.Namespace, token.WorkflowId, slot =>
        {
            var run = Find(slot, token);
            end(run, run.DemandActivity(token));
            return run.Save();
        });
    }

    private async Task<bool> HeartbeatAsync(TaskToken token, Api.Common.V1.Payloads? details)
    {
        core.DemandWritable();
        core.Namespaces.Get(token.Namespace);
        var (cancel, saved) = core.Slots.Use(token.Namespace, token.WorkflowId, slot =>
        {
            var run = Find(slot, token);
            return (run.Heartbeat(run.DemandActivity(token), details), run.Save());
        });
        await saved;
        return cancel;
    }

    private Run Find(Slot slot, TaskToken token)
    {
        if (token.RunKey == 0)
            return core.Find(slot, token.RunId);
        return core.Load(slot, token.RunKey) is { } run && run.State.RunId == token.RunId ? run : throw Faults.WorkflowNotFound(token.WorkflowId);
    }

    private static TaskToken ById(string ns, string workflowId, string runId, string activityId)
    {
        Demands.WorkflowId(workflowId);
        Demands.Named(activityId, "ActivityID");
        return new TaskToken { Namespace = ns, WorkflowId = workflowId, RunId = runId, ActivityId = activityId };
    }
}
