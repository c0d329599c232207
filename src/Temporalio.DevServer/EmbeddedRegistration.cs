using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Temporalio.Testing;

namespace Temporalio.DevServer;

/// <summary>Announces this service to the test environments of the SDK as soon as the assembly is loaded.</summary>
internal static class EmbeddedRegistration
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "The SDK cannot refer to this assembly, so the assembly announces itself.")]
    internal static void Announce() => EmbeddedServices.Start = StartAsync;

    private static async Task<IEmbeddedService> StartAsync(EmbeddedOptions options) => new Embedded(await DevServer.StartAsync(
        new()
        {
            DatabasePath = options.DatabasePath,
            Port = options.OpensPort ? 0 : null,
            Namespaces = [options.Namespace],
            SearchAttributes = options.SearchAttributes,
            TimeSkipping = options.SkipsTime,
            LoggerFactory = options.LoggerFactory,
        },
        CancellationToken.None));

    private sealed class Embedded(DevServer server) : IEmbeddedService
    {
        public string TargetHost => server.TargetHost;

        public ValueTask DisposeAsync() => server.DisposeAsync();
    }
}
