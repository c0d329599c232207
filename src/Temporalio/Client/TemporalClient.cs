using Temporalio.Client.Interceptors;
using Temporalio.Converters;

namespace Temporalio.Client;

/// <summary>Starts workflows and talks to them, over one connection and in one namespace. Safe for use from many threads.</summary>
public partial class TemporalClient : ITemporalClient
{
    /// <summary>Clones the options, lets plugins change the clone and sets the interceptors up.</summary>
    public TemporalClient(ITemporalConnection connection, TemporalClientOptions options)
    {
        Connection = connection;
        Options = (TemporalClientOptions)options.Clone();
        foreach (var plugin in Options.Plugins ?? [])
        {
            plugin.ConfigureClient(Options);
        }
        Options.DataConverter = TransferTypePayloadConverter.Wrap(Options.DataConverter);
        OutboundInterceptor = new ServiceCalls(this);
        foreach (var interceptor in (Options.Interceptors ?? []).Reverse())
        {
            OutboundInterceptor = interceptor.InterceptClient(OutboundInterceptor);
        }
    }

    public IBridgeClientProvider BridgeClientProvider => Connection;

    public ITemporalConnection Connection { get; }

    public OperatorService OperatorService => Connection.OperatorService;

    public TemporalClientOptions Options { get; }

    public ClientOutboundInterceptor OutboundInterceptor { get; }

    public WorkflowService WorkflowService => Connection.WorkflowService;

    protected internal static RpcOptions RetryRpcOptions { get; } = new() { Retry = true };

    /// <summary>
    /// Throws <see cref="ArgumentException"/> for options that cannot work and <see cref="InvalidOperationException"/>
    /// when the service cannot be reached or refuses.
    /// </summary>
    public static async Task<TemporalClient> ConnectAsync(TemporalClientConnectOptions options)
    {
        Func<TemporalClientConnectOptions, Task<TemporalConnection>> connect = TemporalConnection.ConnectAsync;
        foreach (var plugin in (options.Plugins ?? []).Reverse())
        {
            var next = connect;
            connect = wanted => plugin.ConnectAsync(wanted, next);
        }
        return new(await connect(options), options.ToClientOptions());
    }

    /// <summary>Connects on the first call instead. Such a client cannot be used by a worker before that.</summary>
    public static TemporalClient CreateLazy(TemporalClientConnectOptions options) =>
        new(TemporalConnection.CreateLazy(options), options.ToClientOptions());

    /// <summary>The options, with faults tried again unless the caller says otherwise.</summary>
    protected internal static RpcOptions DefaultRetryOptions(RpcOptions? origOptions)
    {
        if (origOptions is null)
        {
            return RetryRpcOptions;
        }
        if (origOptions.Retry is not null)
        {
            return origOptions;
        }
        var copy = (RpcOptions)origOptions.Clone();
        copy.Retry = true;
        return copy;
    }
}
