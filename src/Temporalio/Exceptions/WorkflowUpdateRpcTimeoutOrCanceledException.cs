namespace Temporalio.Exceptions;

/// <summary>Waiting for an update was given up; the update itself goes on.</summary>
public class WorkflowUpdateRpcTimeoutOrCanceledException : RpcTimeoutOrCanceledException
{
    public WorkflowUpdateRpcTimeoutOrCanceledException(Exception? inner)
        : base("Timeout or cancellation waiting for update", inner)
    {
    }
}
