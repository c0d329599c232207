using Google.Protobuf;

namespace Temporalio.Client.Wire;

/// <summary>A way to a service: HTTP/2 or within the process.</summary>
internal interface IRpcChannel
{
    /// <summary>
    /// Throws <see cref="Temporalio.Exceptions.RpcException"/> for every fault of service and network, and
    /// <see cref="OperationCanceledException"/> only for <paramref name="ct"/>.
    /// </summary>
    ValueTask<IMessage> CallAsync(RpcCall call, CancellationToken ct);
}
