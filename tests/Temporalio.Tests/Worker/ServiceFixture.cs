using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Client;
using Temporalio.Testing;
using Temporalio.Worker;

namespace Temporalio.Tests.Worker;

/// <summary>
/// One Temporal service for all worker tests: the embedded one in this process, or the one at TEMPORAL_ADDRESS.
/// </summary>
public sealed class ServiceFixture : IAsyncLifetime
{
    private WorkflowEnvironment? environment;

    public ITemporalClient Client => environment!.Client;

    public static string? OutsideAddress => Environment.GetEnvironmentVariable("TEMPORAL_ADDRESS");

    public async Task InitializeAsync() => environment = OutsideAddress is { Length: > 0 } address
        ? new WorkflowEnvironment(await TemporalClient.ConnectAsync(new(address)))
        : await WorkflowEnvironment.StartLocalAsync(new() { LoggerFactory = Logs });

    public async Task DisposeAsync()
    {
        if (environment is not null)
            await environment.DisposeAsync();
    }

    /// <summary>Set TEMPORAL_TEST_LOG to see what workers say.</summary>
    public static ILoggerFactory Logs { get; } = Environment.GetEnvironmentVariable("TEMPORAL_TEST_LOG") is { Length: > 0 }
        ? LoggerFactory.Create(b => b.AddSimpleConsole(o => o.IncludeScopes = false).SetMinimumLevel(LogLevel.Debug))
        : NullLoggerFactory.Instance;

    /// <summary>A worker on a queue of its own, so that tests do not take each other's tasks.</summary>
    public TemporalWorker NewWorker(Action<TemporalWorkerOptions> configure, string? queue = null)
    {
        var options = new TemporalWorkerOptions(queue ?? $"queue-{Guid.NewGuid():N}");
        configure(options);
        return new(Client, options);
    }

    /// <summary>Runs the worker while the body runs, and no longer than 30 s.</summary>
    public async Task WithWorkerAsync(Action<TemporalWorkerOptions> configure, Func<TemporalWorker, Task> body)
    {
        using var worker = NewWorker(configure);
        await RunAsync(worker, () => body(worker));
    }

    public static async Task RunAsync(TemporalWorker worker, Func<Task> body)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await worker.ExecuteAsync(() => body().WaitAsync(limit.Token), CancellationToken.None);
    }

    public static WorkflowOptions On(TemporalWorker worker) => new(id: $"wf-{Guid.NewGuid():N}", taskQueue: worker.Options.TaskQueue!);
}

[CollectionDefinition(Name)]
public sealed class ServiceCollection : ICollectionFixture<ServiceFixture>
{
    public const string Name = "temporal service";
}
