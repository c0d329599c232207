using Google.Protobuf;
using Temporalio.Exceptions;

namespace Temporalio.Client.Wire;

/// <summary>Calls a service of this process directly: no socket, no serialisation.</summary>
internal sealed class InProcessChannel(InProcessHandler handler) : IRpcChannel
{
    public InProcessHandler Handler => handler;

    public ValueTask<IMessage> CallAsync(RpcCall call, CancellationToken ct) => call.Timeout is { } timeout
        ? CallWithDeadlineAsync(call, timeout, ct)
        : handler(call.FullMethod, call.Request, call.Metadata, ct);

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
            throw new RpcException(RpcException.StatusCode.DeadlineExceeded, "Timeout expired", e);
        }
    }
}
