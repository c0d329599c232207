using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.TestService.V1;

namespace Temporalio.Client;

/// <summary>Raw calls of temporal.api.testservice.v1.TestService.</summary>
public abstract class TestService : RpcService
{
    internal const string FullName = "temporal.api.testservice.v1.TestService";

    public Task<GetCurrentTimeResponse> GetCurrentTimeAsync(Empty req, RpcOptions? options = null) =>
        InvokeRpcAsync("GetCurrentTime", req, GetCurrentTimeResponse.Parser, options);

    public Task<LockTimeSkippingResponse> LockTimeSkippingAsync(LockTimeSkippingRequest req, RpcOptions? options = null) =>
        InvokeRpcAsync("LockTimeSkipping", req, LockTimeSkippingResponse.Parser, options);

    public Task<SleepResponse> SleepAsync(SleepRequest req, RpcOptions? options = null) =>
        InvokeRpcAsync("Sleep", req, SleepResponse.Parser, options);

    public Task<SleepResponse> SleepUntilAsync(SleepUntilRequest req, RpcOptions? options = null) =>
        InvokeRpcAsync("SleepUntil", req, SleepResponse.Parser, options);

    public Task<UnlockTimeSkippingResponse> UnlockTimeSkippingAsync(UnlockTimeSkippingRequest req, RpcOptions? options = null) =>
        InvokeRpcAsync("UnlockTimeSkipping", req, UnlockTimeSkippingResponse.Parser, options);

    public Task<SleepResponse> UnlockTimeSkippingWithSleepAsync(SleepRequest req, RpcOptions? options = null) =>
        InvokeRpcAsync("UnlockTimeSkippingWithSleep", req, SleepResponse.Parser, options);

    /// <summary>The calls over a connection.</summary>
    public class Core : TestService
    {
        private readonly TemporalConnection connection;

        public Core(TemporalConnection connection) => this.connection = connection;

        protected override Task<T> InvokeRpcAsync<T>(
            string rpc, IMessage req, MessageParser<T> resp, RpcOptions? options = null) =>
            connection.InvokeRpcAsync(FullName, rpc, req, resp, options);
    }
}
