using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>The last interceptor: turns calls of a client into calls of the service.</summary>
internal sealed partial class ServiceCalls : ClientOutboundInterceptor
{
    private readonly TemporalClient client;

    public ServiceCalls(TemporalClient client) => this.client = client;

    private string Namespace => client.Options.Namespace;

    private string Identity => client.Connection.Options.Identity ?? string.Empty;

    private WorkflowService Service => client.WorkflowService;

    private static RpcOptions Retrying(RpcOptions? options) => TemporalClient.DefaultRetryOptions(options);

    private static Duration? ToProto(TimeSpan? span) => span is { } some ? Duration.FromTimeSpan(some) : null;

    private static Api.Common.V1.WorkflowExecution ExecutionOf(string id, string? runId) =>
        new() { WorkflowId = id, RunId = runId ?? string.Empty };

    private static byte[]? TokenOrNull(ByteString token) => token.IsEmpty ? null : token.ToByteArray();

    private static ByteString ToProto(byte[]? token) => token is null ? ByteString.Empty : ByteString.CopyFrom(token);

    /// <summary>The first detail of that kind a fault carries; null without one.</summary>
    private static T? DetailOf<T>(RpcException fault)
        where T : class, IMessage<T>, new()
    {
        foreach (var detail in fault.GrpcStatus.Value?.Details ?? [])
        {
            if (detail.TryUnpack<T>(out var found))
            {
                return found;
            }
        }
        return null;
    }

    /// <summary>Null without arguments.</summary>
    private static async Task<Payloads?> ToPayloadsAsync(DataConverter converter, IReadOnlyCollection<object?>? args) =>
        args is { Count: > 0 } ? new() { Payloads_ = { await converter.ToPayloadsAsync(args) } } : null;

    /// <summary>Headers hold payloads already; only the codec is applied, to each on its own.</summary>
    private static async Task<Header?> ToHeaderAsync(DataConverter converter, IDictionary<string, Payload>? headers)
    {
        if (headers is not { Count: > 0 })
        {
            return null;
        }
        var header = new Header();
        foreach (var (name, payload) in headers)
        {
            header.Fields.Add(name, converter.PayloadCodec is { } codec ? await codec.EncodeSingleAsync(payload) : payload);
        }
        return header;
    }

    private static async Task<Memo?> ToMemoAsync(DataConverter converter, IReadOnlyDictionary<string, object>? values)
    {
        if (values is not { Count: > 0 })
        {
            return null;
        }
        var memo = new Memo();
        foreach (var (name, value) in values)
        {
            if (value is null)
            {
                throw new ArgumentException($"Memo value of {name} is null");
            }
            memo.Fields.Add(name, await converter.ToPayloadAsync(value));
        }
        return memo;
    }

    private static async Task<Api.Sdk.V1.UserMetadata?> ToUserMetadataAsync(
        DataConverter converter, string? summary, string? details) =>
        summary is null && details is null
            ? null
            : new()
            {
                Summary = summary is null ? null : await converter.ToPayloadAsync(summary),
                Details = details is null ? null : await converter.ToPayloadAsync(details),
            };

    private DataConverter ConverterFor(string workflowId) =>
        client.Options.DataConverter.WithSerializationContext(new ISerializationContext.Workflow(Namespace, workflowId));
}
