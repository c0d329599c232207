using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Store;

namespace Temporalio.DevServer.Rpc;

/// <summary>Signal, cancel, terminate, delete.</summary>
internal sealed class ControlCalls(Core core)
{
    public void AddTo(Router router)
    {
        router.Add<SignalWorkflowExecutionRequest, SignalWorkflowExecutionResponse>(Paths.Workflow("SignalWorkflowExecution"), SignalAsync);
        router.Add<RequestCancelWorkflowExecutionRequest, RequestCancelWorkflowExecutionResponse>(Paths.Workflow("RequestCancelWorkflowExecution"), CancelAsync);
        router.Add<TerminateWorkflowExecutionRequest, TerminateWorkflowExecutionResponse>(Paths.Workflow("TerminateWorkflowExecution"), TerminateAsync);
        router.Add<DeleteWorkflowExecutionRequest, DeleteWorkflowExecutionResponse>(Paths.Workflow("DeleteWorkflowExecution"), DeleteAsync);
    }

    private async ValueTask<SignalWorkflowExecutionResponse> SignalAsync(SignalWorkflowExecutionRequest request, Call call)
    {
        core.DemandWritable();
        core.Namespaces.Get(request.Namespace);
        Demands.Execution(request.WorkflowExecution);
        Demands.Named(request.SignalName, "SignalName");
        Demands.Size(request.Input, "Blob data size exceeds limit.", Limits.BlobBytes);
        await core.Slots.Use(request.Namespace, request.WorkflowExecution.WorkflowId, slot =>
        {
            var run = Open(slot, request.WorkflowExecution.RunId, "");
            var isNew = run.Signal(new WorkflowExecutionSignaledEventAttributes
            {
                SignalName = request.SignalName,
                Input = request.Input,
                Identity = request.Identity,
                Header = request.Header,
                RequestId = request.RequestId,
            }, request.Links);
            return isNew ? run.Save() : run.LastCommit;
        });
        return new SignalWorkflowExecutionResponse();
    }

    private async ValueTask<RequestCancelWorkflowExecutionResponse> CancelAsync(RequestCancelWorkflowExecutionRequest request, Call call)
    {
        core.DemandWritable();
        core.Namespaces.Get(request.Namespace);
        Demands.Execution(request.WorkflowExecution);
        await core.Slots.Use(request.Namespace, request.WorkflowExecution.WorkflowId, slot =>
        {
            var run = Open(slot, request.WorkflowExecution.RunId, request.FirstExecutionRunId);
            // As the service does: a second request to cancel is accepted and changes nothing.
            if (run.State.CancelRequested)
                return run.LastCommit;
            run.RequestCancel(request.Reason, request.Identity, request.RequestId, null, 0);
            return run.Save();
        });
        return new RequestCancelWorkflowExecutionResponse();
    }

    private async ValueTask<TerminateWorkflowExecutionResponse> TerminateAsync(TerminateWorkflowExecutionRequest request, Call call)
    {
        core.DemandWritable();
        core.Namespaces.Get(request.Namespace);
        Demands.Execution(request.WorkflowExecution);
        await core.Slots.Use(request.Namespace, request.WorkflowExecution.WorkflowId, slot =>
        {
            var run = Open(slot, request.WorkflowExecution.RunId, request.FirstExecutionRunId);
            run.Terminate(request.Reason, request.Details, request.Identity, request.Links);
            return run.Save();
        });
        return new TerminateWorkflowExecutionResponse();
    }

    private async ValueTask<DeleteWorkflowExecutionResponse> DeleteAsync(DeleteWorkflowExecutionRequest request, Call call)
    {
        core.DemandWritable();
        core.Namespaces.Get(request.Namespace);
        Demands.Execution(request.WorkflowExecution);
        await core.Slots.Use(request.Namespace, request.WorkflowExecution.WorkflowId, slot =>
        {
            var run = core.Find(slot, request.WorkflowExecution.RunId);
            if (run.IsOpen)
            {
                run.Terminate("Delete workflow execution", null, "history-service");
                run.Save();
            }
            return core.Delete(slot, run.State.RunKey);
        });
        return new DeleteWorkflowExecutionResponse();
    }

    /// <summary>The open run meant; throws NOT_FOUND.</summary>
    private Run Open(Slot slot, string runId, string firstRunId)
    {
        var run = core.Find(slot, runId);
        if (firstRunId.Length > 0 && run.State.FirstRunId != firstRunId)
            throw Faults.NotFound("workflow not found for ID: " + slot.WorkflowId);
        return run.IsOpen ? run : throw Faults.AlreadyCompleted();
    }
}
