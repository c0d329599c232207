using Google.Protobuf;
using Temporalio.Api.OperatorService.V1;

namespace Temporalio.Client;

/// <summary>Raw calls of temporal.api.operatorservice.v1.OperatorService.</summary>
public abstract class OperatorService : RpcService
{
    internal const string FullName = "temporal.api.operatorservice.v1.OperatorService";

    public Task<AddSearchAttributesResponse> AddSearchAttributesAsync(AddSearchAttributesRequest req, RpcOptions? options = null) =>
        InvokeRpcAsync("AddSearchAttributes", req, AddSearchAttributesResponse.Parser, options);

    public Task<DeleteNamespaceResponse> DeleteNamespaceAsync(DeleteNamespaceRequest req, RpcOptions? options = null) =>
        InvokeRpcAsync("DeleteNamespace", req, DeleteNamespaceResponse.Parser, options);

    public Task<ListSearchAttributesResponse> ListSearchAttributesAsync(ListSearchAttributesRequest req, RpcOptions? options = null) =>
        InvokeRpcAsync("ListSearchAttributes", req, ListSearchAttributesResponse.Parser, options);

    public Task<RemoveSearchAttributesResponse> RemoveSearchAttributesAsync(RemoveSearchAttributesRequest req, RpcOptions? options = null) =>
        InvokeRpcAsync("RemoveSearchAttributes", req, RemoveSearchAttributesResponse.Parser, options);

    /// <summary>The calls over a connection.</summary>
    public class Core : OperatorService
    {
        private readonly TemporalConnection connection;

        public Core(TemporalConnection connection) => this.connection = connection;

        protected override Task<T> InvokeRpcAsync<T>(
            string rpc, IMessage req, MessageParser<T> resp, RpcOptions? options = null) =>
            connection.InvokeRpcAsync(FullName, rpc, req, resp, options);
    }
}
