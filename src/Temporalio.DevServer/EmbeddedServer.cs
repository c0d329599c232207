using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Temporalio.Testing;

namespace Temporalio.DevServer;

/// <summary>Gives WorkflowEnvironment its service: announced when this assembly is loaded.</summary>
internal sealed class EmbeddedServer : IEmbeddedService
{
    private readonly DevServer server;

    private EmbeddedServer(DevServer server) => this.server = server;

    public string TargetHost => server.TargetHost;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Temporalio cannot refer to this assembly; loading it is the announcement.")]
    internal static void Announce() => EmbeddedServices.Start = StartAsync;

    private static async Task<IEmbeddedService> StartAsync(EmbeddedOptions options) => new EmbeddedServer(await DevServer.StartAsync(
        new DevServerOptions
        {
            DatabasePath = options.DatabasePath,
            Port = options.OpensPort ? 0 : null,
            Namespaces = [options.Namespace],
            TimeSkipping = options.SkipsTime,
            SearchAttributes = options.SearchAttributes,
            LoggerFactory = options.LoggerFactory,
        },
        CancellationToken.None));
}
