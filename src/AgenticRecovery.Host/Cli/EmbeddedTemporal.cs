using Microsoft.Extensions.Logging;
#if !TEMPORAL_OFFICIAL
using Temporalio.DevServer;
#endif

namespace AgenticRecovery.Host.Cli;

/// <summary>How the embedded Temporal service is started.</summary>
/// <param name="Database">SQLite file, made when absent; null keeps everything in memory.</param>
internal sealed record EmbeddedTemporalOptions(string? Database)
{
    /// <summary>Loopback port: null opens none, 0 takes a free one.</summary>
    public int? Port { get; init; }

    public IReadOnlyList<string> Namespaces { get; init; } = ["default"];

    /// <summary>True when every worker lives in this process and dies with it.</summary>
    public bool WorkersDieWithIt { get; init; }

    public ILoggerFactory? Logs { get; init; }
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>
/// The Temporal service inside this program. A program built on the official Temporal packages has none and needs the
/// address of a service: the embedded one is built on this repository's library, and both cannot be in one process.
/// </summary>
internal sealed class EmbeddedTemporal : IAsyncDisposable
{
#if TEMPORAL_OFFICIAL
    private EmbeddedTemporal()
    {
    }

    public string TargetHost => throw new InvalidOperationException("There is no embedded service in this build.");

    public static Task<EmbeddedTemporal> StartAsync(EmbeddedTemporalOptions options, CancellationToken ct) => throw new BadInputException(
        $"--temporal: this program is built on the official Temporal packages and has no embedded service (asked for {options.Database ?? "one in memory"}); name a service: --temporal HOST:PORT");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
#else
    private readonly DevServer _server;

    private EmbeddedTemporal(DevServer server) => _server = server;

    public string TargetHost => _server.TargetHost;

    /// <exception cref="IOException">The database cannot be used, or the port is taken.</exception>
    public static async Task<EmbeddedTemporal> StartAsync(EmbeddedTemporalOptions options, CancellationToken ct)
    {
        var own = new DevServerOptions
        {
            DatabasePath = options.Database,
            Port = options.Port,
            Namespaces = options.Namespaces,
            WorkersDieWithIt = options.WorkersDieWithIt,
            Clock = options.Clock,
        };
        return new EmbeddedTemporal(await DevServer.StartAsync(options.Logs is { } logs ? own with { LoggerFactory = logs } : own, ct));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
#endif
}
