using System.Collections.Concurrent;
using System.Net;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Temporalio.Api.GrpcHealth.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Wire;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>
/// A connection to a Temporal service: HTTP/2, or direct when the service at that address lives in this process. It
/// reconnects by itself.
/// </summary>
public sealed class TemporalConnection : ITemporalConnection
{
    private readonly ConcurrentDictionary<(string Service, string Rpc), string> fullMethods = new();
    private readonly SemaphoreSlim connecting = new(1);
    private readonly Lock replacing = new();
    private readonly RpcRetry retry;
    private readonly ClientMetrics metrics;
    private readonly Lazy<HttpChannel> http;
    private volatile InProcessChannel? inProcess;
    private volatile CallMetadata metadata;
    private volatile bool isConnected;
    private string? apiKey;
    private IReadOnlyCollection<KeyValuePair<string, string>> rpcMetadata;
    private IReadOnlyCollection<KeyValuePair<string, byte[]>> rpcBinaryMetadata;

    private TemporalConnection(TemporalConnectionOptions options)
    {
        options.Identity ??= $"{Environment.ProcessId}@{Dns.GetHostName()}";
        Options = options;
        apiKey = options.ApiKey;
        rpcMetadata = options.RpcMetadata ?? [];
        rpcBinaryMetadata = options.RpcBinaryMetadata ?? [];
        metadata = new(apiKey, rpcMetadata, rpcBinaryMetadata);
        metrics = new((options.Runtime ?? Runtime.TemporalRuntime.Default).CoreMeter);
        retry = new(options.RpcRetry ?? new(), TimeProvider.System);
        http = new(() => new(Endpoint.Of(options), options));
        WorkflowService = new WorkflowService.Core(this);
        OperatorService = new OperatorService.Core(this);
        TestService = new TestService.Core(this);
    }

    public string? ApiKey
    {
        get => apiKey;
        set => Replace(() => apiKey = value);
    }

    public SafeHandle? BridgeClient => null;

    public bool IsConnected => isConnected;

    public OperatorService OperatorService { get; }

    public TemporalConnectionOptions Options { get; }

    public IReadOnlyCollection<KeyValuePair<string, byte[]>> RpcBinaryMetadata
    {
        get => rpcBinaryMetadata;
        set => Replace(() => rpcBinaryMetadata = value);
    }

    public IReadOnlyCollection<KeyValuePair<string, string>> RpcMetadata
    {
        get => rpcMetadata;
        set => Replace(() => rpcMetadata = value);
    }

    public TestService TestService { get; }

    public WorkflowService WorkflowService { get; }

    /// <summary>
    /// Throws <see cref="ArgumentException"/> for options that cannot work and
    /// <see cref="InvalidOperationException"/> when the service cannot be reached or refuses.
    /// </summary>
    public static async Task<TemporalConnection> ConnectAsync(TemporalConnectionOptions options)
    {
        var connection = new TemporalConnection(options);
        await connection.ConnectAsync();
        return connection;
    }

    /// <summary>Connects on the first call instead.</summary>
    public static TemporalConnection CreateLazy(TemporalConnectionOptions options) => new(options);

    public async Task<bool> CheckHealthAsync(RpcService? service = null, RpcOptions? options = null)
    {
        var name = service switch
        {
            null or Client.WorkflowService => Client.WorkflowService.FullName,
            Client.OperatorService => Client.OperatorService.FullName,
            Client.TestService => Client.TestService.FullName,
            _ => throw new ArgumentException($"Unknown service {service.GetType()}", nameof(service)),
        };
        var reply = await InvokeRpcAsync(
            "grpc.health.v1.Health", "Check", new HealthCheckRequest { Service = name }, HealthCheckResponse.Parser, options);
        return reply.Status == HealthCheckResponse.Types.ServingStatus.Serving;
    }

    public async Task ConnectAsync()
    {
        if (isConnected)
        {
            return;
        }
        await connecting.WaitAsync();
        try
        {
            if (!isConnected)
            {
                // Also a service in this process is reached only with options that can work.
                Endpoint.Of(Options);
                await GreetAsync();
                isConnected = true;
            }
        }
        finally
        {
            connecting.Release();
        }
    }

    internal async Task<T> InvokeRpcAsync<T>(
        string service, string rpc, IMessage request, MessageParser<T> parser, RpcOptions? options)
        where T : IMessage<T>
    {
        if (!isConnected)
        {
            await ConnectAsync();
        }
        var kind = LongPolls.KindOf(request);
        var ct = options?.CancellationToken ?? CancellationToken.None;
        Task<T> MeasuredAsync() => metrics.MeasureAsync(rpc, kind, request, () => AttemptAsync(service, rpc, request, parser, options, kind));
        return options?.Retry == true ? await retry.RunAsync(MeasuredAsync, kind, ct) : await MeasuredAsync();
    }

    private async Task<T> AttemptAsync<T>(
        string service, string rpc, IMessage request, MessageParser<T> parser, RpcOptions? options, CallKind kind)
        where T : IMessage<T>
    {
        var (channel, isInProcess) = CurrentChannel();
        var usualTimeout = kind == CallKind.Usual ? LongPolls.UsualTimeout : LongPolls.PollTimeout;
        var call = new RpcCall(
            fullMethods.GetOrAdd((service, rpc), static name => $"/{name.Service}/{name.Rpc}"),
            request,
            parser,
            metadata.For(request, options, withNamespace: !isInProcess),
            // Within the process nothing can get lost on the way, so only a limit the caller asks for is worth a timer.
            options?.Timeout ?? (isInProcess ? null : usualTimeout));
        return (T)await channel.CallAsync(call, options?.CancellationToken ?? CancellationToken.None);
    }

    /// <summary>Looked up for each call, because a service in this process may stop or start at any time.</summary>
    private (IRpcChannel Channel, bool IsInProcess) CurrentChannel()
    {
        if (!InProcessServices.TryGet(Options.TargetHost!, out var handler))
        {
            return (http.Value, false);
        }
        var known = inProcess;
        if (known is null || known.Handler != handler)
        {
            inProcess = known = new InProcessChannel(handler);
        }
        return (known, true);
    }

    private async Task GreetAsync()
    {
        try
        {
            await AttemptAsync(
                Client.WorkflowService.FullName,
                "GetSystemInfo",
                new GetSystemInfoRequest(),
                GetSystemInfoResponse.Parser,
                options: null,
                CallKind.Usual);
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.Unimplemented)
        {
            // Services older than this call are still services.
        }
        catch (RpcException e) when (e.InnerException is HttpRequestException or IOException)
        {
            throw new InvalidOperationException($"Connection failed: Server connection error: {e.Message}", e);
        }
        catch (RpcException e)
        {
            throw new InvalidOperationException($"Connection failed: `get_system_info` call error after connection: {e.Code}: {e.Message}", e);
        }
    }

    private void Replace(Action set)
    {
        if (!isConnected)
        {
            throw new InvalidOperationException("Cannot set this on a lazy connection before it is connected");
        }
        lock (replacing)
        {
            set();
            metadata = new(apiKey, rpcMetadata, rpcBinaryMetadata);
        }
    }
}
