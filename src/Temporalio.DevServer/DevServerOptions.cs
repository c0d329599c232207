using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Api.Enums.V1;

namespace Temporalio.DevServer;

/// <summary>How an embedded Temporal service is started.</summary>
public sealed record DevServerOptions
{
    /// <summary>SQLite file, created when absent; null keeps everything in memory.</summary>
    public string? DatabasePath { get; init; }

    /// <summary>Loopback port for gRPC: null opens none (in-process clients only), 0 takes any free one.</summary>
    public int? Port { get; init; }

    /// <summary>Namespaces that exist from the start; the first is <see cref="DevServer.Namespace"/>.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = ["default"];

    /// <summary>Custom search attributes of every namespace in <see cref="Namespaces"/>.</summary>
    public IReadOnlyDictionary<string, IndexedValueType> SearchAttributes { get; init; } = new Dictionary<string, IndexedValueType>();

    /// <summary>Serves the test service and jumps over idle time while unlocked.</summary>
    public bool TimeSkipping { get; init; }

    /// <summary>
    /// True when every worker lives in this process: what a worker had in hand when the process died is tried again at
    /// the next start, instead of after its time-out.
    /// </summary>
    public bool WorkersDieWithIt { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>True waits for the disk at every commit (survives power loss); false survives the death of the process only.</summary>
    public bool FullSync { get; init; } = true;

    /// <summary>How long closed runs are kept; null keeps them for ever.</summary>
    public TimeSpan? Retention { get; init; }

    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;
}
