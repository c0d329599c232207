using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;

namespace Temporalio.DevServer.Rpc;

/// <summary>ResetWorkflowExecution.</summary>
internal sealed class ResetCalls(Core core)
{
    public void AddTo(Router router) =>
        router.Add<ResetWorkflowExecutionRequest, ResetWorkflowExecutionResponse>(Paths.Workflow("ResetWorkflowExecution"), ResetAsync);

    private async ValueTask<ResetWorkflowExecutionResponse> ResetAsync(ResetWorkflowExecutionRequest request, Call call)
    {
        core.DemandWritable();
        core.Namespaces.Get(request.Namespace);
        Demands.Execution(request.WorkflowExecution);
        var (runId, saved) = core.Slots.Use(request.Namespace, request.WorkflowExecution.WorkflowId, slot =>
        {
            var from = core.Find(slot, request.WorkflowExecution.RunId);
            var last = core.Current(slot)!;
            if (request.RequestId.Length > 0 && last.State.StartRequestId == request.RequestId)
                return (last.State.RunId, last.LastCommit);
            var requestId = request.RequestId.Length > 0 ? request.RequestId : Guid.NewGuid().ToString();
            var run = Run.Reset(from, request.WorkflowTaskFinishEventId, request.Reason, requestId, request.Identity, Replay(request));
            from.MarkReset(run.State.RunId);
            if (!last.IsOpen)
                return (run.State.RunId, ReferenceEquals(from, last) || !from.IsOpen ? run.SaveTogether(null) : run.SaveTogether(from));
            last.Terminate(request.Reason, null, request.Identity);
            return (run.State.RunId, run.SaveTogether(last));
        });
        await saved;
        return new ResetWorkflowExecutionResponse { RunId = runId };
    }

    private static ResetReplay Replay(ResetWorkflowExecutionRequest request)
    {
#pragma warning disable CS0612 // Clients of before 1.24 still choose by the type instead of by exclusions.
        var none = request.ResetReapplyType == ResetReapplyType.None;
        var signalsOnly = request.ResetReapplyType == ResetReapplyType.Signal;
        var refused = request.ResetReapplyExcludeTypes;
        return new ResetReplay(
            !none && !refused.Contains(ResetReapplyExcludeType.Signal),
            !none && !signalsOnly && !refused.Contains(ResetReapplyExcludeType.Update),
            !none && !signalsOnly && !refused.Contains(ResetReapplyExcludeType.CancelRequest));
#pragma warning restore CS0612
    }
}
