using Google.Protobuf;
using Temporalio.Exceptions;

namespace Temporalio.Client.Wire;

/// <summary>Calls a service of this process directly: no socket, no serialisation.</summary>
internal sealed class InProcessChannel(InProcessHandler handler) : IRpcChannel
{
    public InProcessHandler Handler => handler;

    public async ValueTask<IMessage> CallAsync(RpcCall call, CancellationToken ct)
    {
        try
        {
            return call.Timeout is { } timeout
                ? await CallWithDeadlineAsync(call, timeout, ct)
                : await handler(call.FullMethod, call.Request, call.Metadata, ct);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new RpcException(RpcException.StatusCode.Unavailable, "Service gave the call up", e);
        }
        catch (Exception e) when (e is not (RpcException or OperationCanceledException))
        {
            // Over a socket a fault of the service would come as this code too.
            throw new RpcException(RpcException.StatusCode.Unknown, e.Message, e);
        }
    }

    private async ValueTask<IMessage> CallWithDeadlineAsync(RpcCall call, TimeSpan timeout, CancellationToken ct)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(timeout);
        try
        {
            return await handler(call.FullMethod, call.Request, call.Metadata, deadline.Token);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested && deadline.IsCancellationRequested)
        {
            throw new RpcException(RpcException.StatusCode.Cancelled, "Timeout expired", e);
        }
    }
}
