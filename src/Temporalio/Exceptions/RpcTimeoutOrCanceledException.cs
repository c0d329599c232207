namespace Temporalio.Exceptions;

/// <summary>A call that gave up waiting. What it asked for may still happen.</summary>
public class RpcTimeoutOrCanceledException : TemporalException
{
    public RpcTimeoutOrCanceledException(string message, Exception? inner)
        : base(message, inner)
    {
    }
}
