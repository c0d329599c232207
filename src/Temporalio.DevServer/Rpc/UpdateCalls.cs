using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Stage = Temporalio.Api.Enums.V1.UpdateWorkflowExecutionLifecycleStage;

namespace Temporalio.DevServer.Rpc;

/// <summary>Updates: send one and wait for its stage, or wait for one sent before.</summary>
internal sealed class UpdateCalls(Core core)
{
    public void AddTo(Router router)
    {
        router.Add<UpdateWorkflowExecutionRequest, UpdateWorkflowExecutionResponse>(Paths.Workflow("UpdateWorkflowExecution"), UpdateAsync);
        router.Add<PollWorkflowExecutionUpdateRequest, PollWorkflowExecutionUpdateResponse>(Paths.Workflow("PollWorkflowExecutionUpdate"), PollAsync);
    }

    public async ValueTask<UpdateWorkflowExecutionResponse> UpdateAsync(UpdateWorkflowExecutionRequest request, Call call)
    {
        core.DemandWritable();
        core.Namespaces.Get(request.Namespace);
        Demands.Execution(request.WorkflowExecution);
        var wanted = request.WaitPolicy?.LifecycleStage ?? Stage.Unspecified;
        if (wanted == Stage.Admitted)
            throw new RpcFault(RpcCode.Unimplemented, "Waiting for stage UPDATE_WORKFLOW_EXECUTION_LIFECYCLE_STAGE_ADMITTED is not supported.");
        var sent = Check(request.Request);
        while (true)
        {
            var (ticket, run) = core.Slots.Use(request.Namespace, request.WorkflowExecution.WorkflowId, slot => Admit(slot, request, sent));
            var reply = await WaitAsync(ticket, run, wanted == Stage.Unspecified ? Stage.Accepted : wanted, call);
            if (reply is not null)
                return reply;
            if (request.WorkflowExecution.RunId.Length > 0)
                throw Faults.AlreadyCompleted();
        }
    }

    /// <summary>An update that may start its workflow: the run is locked already by the caller.</summary>
    public static Request Check(Request? request)
    {
        if (request?.Input is not { Name.Length: > 0 })
            throw Faults.Invalid("UpdateName is not set on request.");
        Demands.Size(request.Input.Args, "Blob data size exceeds limit.", Limits.BlobBytes);
        if (request.Meta is { UpdateId.Length: > Limits.IdLength })
            throw Faults.Invalid("UpdateID length exceeds limit.");
        if (request.Meta is { UpdateId.Length: > 0 })
            return request;
        var named = request.Clone();
        named.Meta ??= new Meta();
        named.Meta.UpdateId = Guid.NewGuid().ToString();
        return named;
    }

    private (UpdateTicket Ticket, Run Run) Admit(Slot slot, UpdateWorkflowExecutionRequest request, Request sent)
    {
        var run = core.Find(slot, request.WorkflowExecution.RunId);
        if (request.FirstExecutionRunId.Length > 0 && run.State.FirstRunId != request.FirstExecutionRunId)
            throw Faults.WorkflowNotFound(slot.WorkflowId);
        if (run.FindUpdate(sent.Meta.UpdateId) is { } known)
            return (known, run);
        if (!run.IsOpen)
            throw Faults.AlreadyCompleted();
        var ticket = run.Admit(sent);
        run.Save();
        return (ticket, run);
    }

    /// <summary>Null when the run ended first and a successor may take the update.</summary>
    public async Task<UpdateWorkflowExecutionResponse?> WaitAsync(UpdateTicket ticket, Run run, Stage wanted, Call call)
    {
        var awaited = wanted == Stage.Completed ? ticket.Completed : ticket.AtLeastAccepted;
        await Task.WhenAny(awaited, Task.Delay(call.Patience(Limits.UpdateWait), call.Ct));
        call.Ct.ThrowIfCancellationRequested();
        if (ticket.IsAborted is { } hasSuccessor)
            return hasSuccessor ? null : throw Faults.AlreadyCompleted();
        await core.Slots.Use(run.State.Namespace, run.State.WorkflowId, _ => run.LastCommit);
        return new UpdateWorkflowExecutionResponse
        {
            UpdateRef = new UpdateRef { WorkflowExecution = run.Execution, UpdateId = ticket.Id },
            Stage = ticket.Stage,
            Outcome = ticket.Outcome,
        };
    }

    private async ValueTask<PollWorkflowExecutionUpdateResponse> PollAsync(PollWorkflowExecutionUpdateRequest request, Call call)
    {
        core.Namespaces.Get(request.Namespace);
        if (request.UpdateRef is not { } reference)
            throw Faults.Invalid("UpdateRef is not set on request.");
        Demands.Execution(reference.WorkflowExecution);
        var (ticket, run) = core.Slots.Use(request.Namespace, reference.WorkflowExecution.WorkflowId, slot =>
        {
            var found = core.Find(slot, reference.WorkflowExecution.RunId);
            return (found.FindUpdate(reference.UpdateId) ?? throw Faults.NotFound($"update \"{reference.UpdateId}\" not found"), found);
        });
        var wanted = request.WaitPolicy?.LifecycleStage ?? Stage.Unspecified;
        if (wanted == Stage.Unspecified)
            return new PollWorkflowExecutionUpdateResponse { Outcome = ticket.Outcome, Stage = ticket.Stage, UpdateRef = Reference(run, ticket) };
        var reply = await WaitAsync(ticket, run, wanted, call) ?? throw Faults.AlreadyCompleted();
        return new PollWorkflowExecutionUpdateResponse { Outcome = reply.Outcome, Stage = reply.Stage, UpdateRef = reply.UpdateRef };
    }

    private static UpdateRef Reference(Run run, UpdateTicket ticket) => new() { WorkflowExecution = run.Execution, UpdateId = ticket.Id };
}
