using Google.Protobuf;

namespace Temporalio.Client;

/// <summary>Raw calls of one gRPC service.</summary>
public abstract class RpcService
{
    /// <param name="rpc">Name of the method alone, e.g. "StartWorkflowExecution".</param>
    protected abstract Task<T> InvokeRpcAsync<T>(string rpc, IMessage req, MessageParser<T> resp, RpcOptions? options = null)
        where T : IMessage<T>;
}
