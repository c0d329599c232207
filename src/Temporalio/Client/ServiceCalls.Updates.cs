using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <content>Updates.</content>
internal sealed partial class ServiceCalls
{
    public override async Task<WorkflowUpdateHandle<TResult>> StartWorkflowUpdateAsync<TResult>(StartWorkflowUpdateInput input)
    {
        RequireStage(input.Options.WaitForStage);
        var converter = ConverterFor(input.Id);
        var request = new UpdateWorkflowExecutionRequest
        {
            Namespace = Namespace,
            WorkflowExecution = ExecutionOf(input.Id, input.RunId),
            FirstExecutionRunId = input.FirstExecutionRunId ?? string.Empty,
            WaitPolicy = new() { LifecycleStage = (UpdateWorkflowExecutionLifecycleStage)input.Options.WaitForStage },
            Request = await UpdateAsync(converter, input.Update, input.Args, input.Options.Id, input.Headers),
        };
        UpdateWorkflowExecutionResponse reply;
        do
        {
            reply = await UpdateOutcome.GivingUpAsync(
                () => Service.UpdateWorkflowExecutionAsync(request, Retrying(input.Options.Rpc)));
        }
        while (!IsAccepted(reply));
        return await ToHandleAsync<TResult>(input.Id, request.Request.Meta.UpdateId, reply, input.Options.WaitForStage, input.Options.Rpc);
    }

    public override async Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateWithStartWorkflowAsync<TUpdateResult>(
        StartUpdateWithStartWorkflowInput input)
    {
        var operation = input.Options.StartWorkflowOperation
            ?? throw new ArgumentException("Start workflow operation is required");
        RequireStage(input.Options.WaitForStage);
        RequireStartable(operation.Options);
        try
        {
            return await UpdateWithStartAsync<TUpdateResult>(input, operation);
        }
        catch (Exception e)
        {
            operation.SetFailed(e);
            throw;
        }
    }

    private static void RequireStage(WorkflowUpdateStage stage)
    {
        if (stage is not (WorkflowUpdateStage.Accepted or WorkflowUpdateStage.Completed))
        {
            throw new ArgumentException("Updates can be awaited until accepted or completed only");
        }
    }

    private static void RequireStartable(WorkflowOptions options)
    {
        if (options.IdConflictPolicy == WorkflowIdConflictPolicy.Unspecified)
        {
            throw new ArgumentException("ID conflict policy is required for update with start");
        }
        if (options.StartSignal is not null || options.StartSignalArgs is not null)
        {
            throw new ArgumentException("Start signal cannot be set for update with start");
        }
        if (options.RequestEagerStart)
        {
            throw new ArgumentException("Eager start cannot be requested for update with start");
        }
        if (options.Rpc is not null)
        {
            throw new ArgumentException("RPC options of the start cannot be set for update with start");
        }
    }

    private static bool IsAccepted(UpdateWorkflowExecutionResponse reply) =>
        reply.Outcome is not null || reply.Stage >= UpdateWorkflowExecutionLifecycleStage.Accepted;

    private async Task<WorkflowUpdateHandle<TResult>> UpdateWithStartAsync<TResult>(
        StartUpdateWithStartWorkflowInput input, WithStartWorkflowOperation operation)
    {
        var start = await StartRequestAsync(operation.Workflow, operation.Args, operation.Options, operation.Headers);
        var update = new UpdateWorkflowExecutionRequest
        {
            Namespace = Namespace,
            WorkflowExecution = ExecutionOf(start.WorkflowId, null),
            WaitPolicy = new() { LifecycleStage = (UpdateWorkflowExecutionLifecycleStage)input.Options.WaitForStage },
            Request = await UpdateAsync(
                ConverterFor(start.WorkflowId), input.Update, input.Args, input.Options.Id, input.Headers),
        };
        var request = new ExecuteMultiOperationRequest
        {
            Namespace = Namespace,
            Operations =
            {
                new ExecuteMultiOperationRequest.Types.Operation { StartWorkflow = start },
                new ExecuteMultiOperationRequest.Types.Operation { UpdateWorkflow = update },
            },
        };
        UpdateWorkflowExecutionResponse updated;
        do
        {
            var reply = await UpdateOutcome.GivingUpAsync(() => ExecuteMultiAsync(request, input.Options.Rpc));
            var started = reply.Responses[0].StartWorkflow;
            updated = reply.Responses[1].UpdateWorkflow;
            operation.SetStarted(client, start.WorkflowId, started.RunId, started.Started ? FirstRunOf(started) : null);
        }
        while (!IsAccepted(updated));
        return await ToHandleAsync<TResult>(
            start.WorkflowId, update.Request.Meta.UpdateId, updated, input.Options.WaitForStage, input.Options.Rpc);
    }

    private async Task<ExecuteMultiOperationResponse> ExecuteMultiAsync(ExecuteMultiOperationRequest request, RpcOptions? rpc)
    {
        try
        {
            return await Service.ExecuteMultiOperationAsync(request, Retrying(rpc));
        }
        catch (RpcException e) when (DetailOf<MultiOperationExecutionFailure>(e) is not null)
        {
            var start = request.Operations[0].StartWorkflow;
            var cause = CauseOf(e, DetailOf<MultiOperationExecutionFailure>(e)!);
            throw AlreadyStarted(cause, start) ?? (Exception)cause;
        }
    }

    /// <summary>The fault of the operation that failed, not of the one given up because of it.</summary>
    private static RpcException CauseOf(RpcException fault, MultiOperationExecutionFailure failure)
    {
        var status = failure.Statuses.FirstOrDefault(s =>
            s.Code != 0 && !s.Details.Any(d => d.Is(MultiOperationExecutionAborted.Descriptor)));
        if (status is null)
        {
            return fault;
        }
        var raw = new Api.Common.V1.GrpcStatus { Code = status.Code, Message = status.Message, Details = { status.Details } };
        return new((RpcException.StatusCode)status.Code, status.Message, Google.Protobuf.MessageExtensions.ToByteArray(raw));
    }

    private async Task<Request> UpdateAsync(
        DataConverter converter,
        string update,
        IReadOnlyCollection<object?> args,
        string? id,
        IDictionary<string, Api.Common.V1.Payload>? headers) => new()
        {
            Meta = new() { UpdateId = id ?? Guid.NewGuid().ToString(), Identity = Identity },
            Input = new()
            {
                Name = update,
                Args = await ToPayloadsAsync(converter, args),
                Header = await ToHeaderAsync(converter, headers),
            },
        };

    private async Task<WorkflowUpdateHandle<TResult>> ToHandleAsync<TResult>(
        string workflowId, string updateId, UpdateWorkflowExecutionResponse reply, WorkflowUpdateStage stage, RpcOptions? rpc)
    {
        var runId = reply.UpdateRef?.WorkflowExecution?.RunId;
        var handle = new WorkflowUpdateHandle<TResult>(client, updateId, workflowId, string.IsNullOrEmpty(runId) ? null : runId)
        {
            KnownOutcome = reply.Outcome,
        };
        // The service may say accepted when it cannot hold the call open long enough.
        return stage == WorkflowUpdateStage.Completed && handle.KnownOutcome is null
            ? handle with { KnownOutcome = await UpdateOutcome.PollAsync(handle, rpc) }
            : handle;
    }
}
