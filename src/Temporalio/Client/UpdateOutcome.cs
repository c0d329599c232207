using Temporalio.Api.Enums.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>Waiting for updates and reading how they ended.</summary>
internal static class UpdateOutcome
{
    public static async Task<Outcome> PollAsync(WorkflowUpdateHandle handle, RpcOptions? rpcOptions)
    {
        var client = handle.Client;
        var request = new PollWorkflowExecutionUpdateRequest
        {
            Namespace = client.Options.Namespace,
            UpdateRef = new()
            {
                WorkflowExecution = new() { WorkflowId = handle.WorkflowId, RunId = handle.WorkflowRunId ?? string.Empty },
                UpdateId = handle.Id,
            },
            Identity = client.Connection.Options.Identity,
            WaitPolicy = new() { LifecycleStage = UpdateWorkflowExecutionLifecycleStage.Completed },
        };
        while (true)
        {
            var reply = await GivingUpAsync(() => client.WorkflowService.PollWorkflowExecutionUpdateAsync(request, rpcOptions));
            if (reply.Outcome is { } outcome)
            {
                return outcome;
            }
        }
    }

    public static async Task<TResult> ToResultAsync<TResult>(WorkflowUpdateHandle handle, Outcome outcome)
    {
        var client = handle.Client;
        var converter = client.Options.DataConverter.WithSerializationContext(
            new ISerializationContext.Workflow(client.Options.Namespace, handle.WorkflowId));
        switch (outcome.ValueCase)
        {
            case Outcome.ValueOneofCase.Failure:
                throw new WorkflowUpdateFailedException(await converter.ToExceptionAsync(outcome.Failure));
            case Outcome.ValueOneofCase.Success when typeof(TResult) != typeof(ValueTuple) && outcome.Success.Payloads_.Count > 0:
                return await converter.ToSingleValueAsync<TResult>(outcome.Success.Payloads_);
            default:
                return default!;
        }
    }

    /// <summary>A call whose time-out or cancellation says nothing about the update itself.</summary>
    public static async Task<T> GivingUpAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (OperationCanceledException e)
        {
            throw new WorkflowUpdateRpcTimeoutOrCanceledException(e);
        }
        catch (RpcException e) when (e.Code is RpcException.StatusCode.DeadlineExceeded or RpcException.StatusCode.Cancelled)
        {
            throw new WorkflowUpdateRpcTimeoutOrCanceledException(e);
        }
    }
}
