using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Stage = Temporalio.Api.Enums.V1.UpdateWorkflowExecutionLifecycleStage;

namespace Temporalio.DevServer.Rpc;

/// <summary>ExecuteMultiOperation, which is update-with-start: both happen or neither.</summary>
internal sealed class MultiCalls(Core core, StartCalls starts, UpdateCalls updates)
{
    public void AddTo(Router router) =>
        router.Add<ExecuteMultiOperationRequest, ExecuteMultiOperationResponse>(Paths.Workflow("ExecuteMultiOperation"), ExecuteAsync);

    private async ValueTask<ExecuteMultiOperationResponse> ExecuteAsync(ExecuteMultiOperationRequest request, Call call)
    {
        core.DemandWritable();
        core.Namespaces.Get(request.Namespace);
        if (request.Operations is not [{ StartWorkflow: { } start }, { UpdateWorkflow: { } update }])
            throw Faults.Invalid("Operations have to be exactly [Start, Update].");
        Check(start, update);
        RunStart plan;
        try
        {
            plan = starts.Plan(start);
        }
        catch (RpcFault fault)
        {
            throw Together(fault, null);
        }
        var sent = UpdateCalls.Check(update.Request);
        Begun begun;
        try
        {
            begun = core.Slots.Use(request.Namespace, start.WorkflowId, slot => Begin(slot, start, plan, sent));
        }
        catch (RpcFault fault) when (fault.Code == RpcCode.AlreadyExists)
        {
            throw Together(fault, null);
        }
        catch (RpcFault fault)
        {
            throw Together(null, fault);
        }
        await begun.Saved;
        var wanted = update.WaitPolicy?.LifecycleStage is Stage.Completed ? Stage.Completed : Stage.Accepted;
        UpdateWorkflowExecutionResponse? outcome;
        do
        {
            outcome = await updates.WaitAsync(begun.Ticket, begun.Run, wanted, call) ?? throw Together(null, Faults.AlreadyCompleted());
        }
        while (outcome.Stage < wanted && !begun.Ticket.AtLeastAccepted.IsCompleted && call.DeadlineAt is { } until && until > TimeProvider.System.GetUtcNow().AddSeconds(2));
        return new ExecuteMultiOperationResponse
        {
            Responses =
            {
                new ExecuteMultiOperationResponse.Types.Response { StartWorkflow = begun.Reply },
                new ExecuteMultiOperationResponse.Types.Response { UpdateWorkflow = outcome },
            },
        };
    }

    private static void Check(StartWorkflowExecutionRequest start, UpdateWorkflowExecutionRequest update)
    {
        if (start.CronSchedule.Length > 0)
            throw Together(Faults.Invalid("CronSchedule is not allowed."), null);
        if (start.RequestEagerExecution)
            throw Together(Faults.Invalid("RequestEagerExecution is not supported."), null);
        if (start.WorkflowStartDelay is not null)
            throw Together(Faults.Invalid("WorkflowStartDelay is not supported."), null);
        if (update.WorkflowExecution?.WorkflowId != start.WorkflowId)
            throw Together(null, Faults.Invalid("WorkflowId is not consistent with previous operation(s)"));
        if (update.WorkflowExecution.RunId.Length > 0)
            throw Together(null, Faults.Invalid("RunId is not allowed."));
    }

    private Begun Begin(Slot slot, StartWorkflowExecutionRequest start, RunStart plan, Api.Update.V1.Request sent)
    {
        // An update that is known already is answered, even when its workflow has ended.
        if (core.Current(slot) is { } last && last.FindUpdate(sent.Meta.UpdateId) is { } known)
            return new Begun(last, known, Reply(last, isNew: false), last.LastCommit);
        var reuse = start.WorkflowIdReusePolicy == WorkflowIdReusePolicy.Unspecified ? WorkflowIdReusePolicy.AllowDuplicate : start.WorkflowIdReusePolicy;
        var outcome = core.Start(slot, plan, reuse, start.WorkflowIdConflictPolicy, out var replaced);
        var run = outcome.Run;
        if (!run.IsOpen)
            throw Faults.AlreadyCompleted();
        var ticket = run.Admit(sent);
        return new Begun(run, ticket, Reply(run, outcome.IsNew), run.SaveTogether(replaced));
    }

    private static StartWorkflowExecutionResponse Reply(Run run, bool isNew) => new()
    {
        RunId = run.State.RunId,
        FirstExecutionRunId = run.State.FirstRunId,
        Started = isNew,
        Status = run.State.Status,
    };

    /// <summary>The fault of one operation; the other was not carried out for it.</summary>
    private static RpcFault Together(RpcFault? start, RpcFault? update)
    {
        var detail = new MultiOperationExecutionFailure();
        detail.Statuses.Add(Status(start));
        detail.Statuses.Add(Status(update));
        return new RpcFault((start ?? update)!.Code, "Update-with-Start could not be executed.", detail);
    }

    private static MultiOperationExecutionFailure.Types.OperationStatus Status(RpcFault? fault)
    {
        if (fault is null)
        {
            return new MultiOperationExecutionFailure.Types.OperationStatus
            {
                Code = (int)RpcCode.Aborted,
                Message = "Operation was aborted.",
                Details = { Any.Pack(new MultiOperationExecutionAborted()) },
            };
        }
        var status = new MultiOperationExecutionFailure.Types.OperationStatus { Code = (int)fault.Code, Message = fault.Message };
        if (fault.Detail is { } detail)
            status.Details.Add(Any.Pack(detail));
        return status;
    }

    private sealed record Begun(Run Run, UpdateTicket Ticket, StartWorkflowExecutionResponse Reply, Task Saved);
}
