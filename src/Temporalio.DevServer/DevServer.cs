using Google.Protobuf;
using Temporalio.Client.Wire;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Rpc;
using Temporalio.DevServer.Store;
using Temporalio.DevServer.Time;
using Temporalio.Exceptions;

namespace Temporalio.DevServer;

/// <summary>
/// A Temporal service in this process, on SQLite. Clients in the same process reach it at <see cref="TargetHost"/> without a
/// socket; with a port it serves every Temporal SDK.
/// </summary>
public sealed class DevServer : IAsyncDisposable
{
    private static int count;

    private readonly Core core;
    private readonly GrpcEndpoint? endpoint;
    private readonly IDisposable registration;

    private DevServer(Core core, Frontend frontend, GrpcEndpoint? endpoint, string ns)
    {
        this.core = core;
        this.endpoint = endpoint;
        Frontend = frontend;
        Namespace = ns;
        TargetHost = endpoint is null ? $"embedded-{Interlocked.Increment(ref count)}:0" : $"127.0.0.1:{endpoint.Port}";
        registration = InProcessServices.Register(TargetHost, InvokeAsync);
    }

    /// <summary>What a client connects to: "127.0.0.1:PORT", or a made-up name that only this process knows.</summary>
    public string TargetHost { get; }

    /// <summary>The first of the namespaces it was started with.</summary>
    public string Namespace { get; }

    /// <summary>The port it listens on, null when it opened none.</summary>
    public int? Port => endpoint?.Port;

    internal Frontend Frontend { get; }

    internal Core Core => core;

    /// <summary>
    /// Opens the database, continues what it holds, and begins to answer. Throws <see cref="StoreFault"/> when the database
    /// cannot be used and <see cref="IOException"/> when the port is taken.
    /// </summary>
    public static async Task<DevServer> StartAsync(DevServerOptions options, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Namespaces.Count == 0)
            throw new ArgumentException("At least one namespace is needed.", nameof(options));
        var core = new Core(Database.Open(options.DatabasePath, options.FullSync), options);
        try
        {
            if (options.TimeSkipping)
                core.Skipper = new TimeSkipper(core.Clock, core.Alarms);
            await PrepareNamespacesAsync(core, options);
            var frontend = new Frontend(core);
            core.Recover();
            core.Scheduler.Load();
            var endpoint = options.Port is { } port ? await GrpcEndpoint.StartAsync(frontend, port, ct) : null;
            return new DevServer(core, frontend, endpoint, options.Namespaces[0]);
        }
        catch
        {
            core.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        registration.Dispose();
        if (endpoint is not null)
            await endpoint.DisposeAsync();
        core.Dispose();
    }

    private static async Task PrepareNamespacesAsync(Core core, DevServerOptions options)
    {
        core.Namespaces.Load();
        foreach (var name in options.Namespaces)
        {
            if (!core.Namespaces.Has(name))
                await core.Namespaces.Add(new Api.Namespace.V1.NamespaceInfo { Name = name }, options.Retention ?? TimeSpan.FromDays(1));
            var record = core.Namespaces.Get(name).Record.Clone();
            foreach (var (attribute, type) in options.SearchAttributes)
                record.SearchAttributes[attribute] = (int)type;
            await core.Namespaces.Save(record);
        }
        if (!core.Namespaces.Has("temporal-system"))
            await core.Namespaces.Add(new Api.Namespace.V1.NamespaceInfo { Name = "temporal-system" }, TimeSpan.FromDays(7));
    }

    private async ValueTask<IMessage> InvokeAsync(
        string fullMethod, IMessage request, IReadOnlyDictionary<string, string> metadata, CancellationToken ct)
    {
        try
        {
            return await Frontend.InvokeAsync(Frontend.Router.Find(fullMethod), request, new Call(metadata, null, ct));
        }
        catch (RpcFault fault)
        {
            throw new RpcException((RpcException.StatusCode)fault.Code, fault.Message, GrpcStatusText.Encode(fault));
        }
    }
}
