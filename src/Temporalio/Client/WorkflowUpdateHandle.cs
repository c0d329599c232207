using Temporalio.Api.Update.V1;

namespace Temporalio.Client;

/// <summary>An update by its id.</summary>
public record WorkflowUpdateHandle(ITemporalClient Client, string Id, string WorkflowId, string? WorkflowRunId = null)
{
    /// <summary>The outcome when it came back with the start.</summary>
    internal Outcome? KnownOutcome { get; init; }

    /// <summary>Waits for the result; throws <see cref="Exceptions.WorkflowUpdateFailedException"/> if there is none.</summary>
    public Task GetResultAsync(RpcOptions? rpcOptions = null) => GetResultAsync<ValueTuple>(rpcOptions);

    /// <summary>
    /// As above; default when the update returned nothing. Throws
    /// <see cref="Exceptions.WorkflowUpdateRpcTimeoutOrCanceledException"/> when waiting was given up.
    /// </summary>
    public virtual async Task<TResult> GetResultAsync<TResult>(RpcOptions? rpcOptions = null)
    {
        var outcome = KnownOutcome ?? await UpdateOutcome.PollAsync(this, rpcOptions);
        return await UpdateOutcome.ToResultAsync<TResult>(this, outcome);
    }
}

/// <summary>An update with a known result by its id.</summary>
public record WorkflowUpdateHandle<TResult>(ITemporalClient Client, string Id, string WorkflowId, string? WorkflowRunId = null)
    : WorkflowUpdateHandle(Client, Id, WorkflowId, WorkflowRunId)
{
    public new Task<TResult> GetResultAsync(RpcOptions? rpcOptions = null) => GetResultAsync<TResult>(rpcOptions);
}
