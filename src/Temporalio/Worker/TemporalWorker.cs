using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Worker.Interceptors;

namespace Temporalio.Worker;

/// <summary>Polls one task queue and runs its workflows and activities. Runs once.</summary>
public class TemporalWorker : IDisposable
{
    private readonly WorkerEngine engine;
    private int isStarted;

    /// <exception cref="ArgumentException">Without a task queue, without workflows and activities, or for duplicate names.</exception>
    public TemporalWorker(IWorkerClient client, TemporalWorkerOptions options)
    {
        Client = client;
        Options = (TemporalWorkerOptions)options.Clone();
        Plugins = [.. PluginsOf(client), .. Options.Plugins ?? []];
        foreach (var plugin in Plugins)
            plugin.ConfigureWorker(Options);
        WorkerOptionRules.Check(Options);
        var temporal = client as ITemporalClient
            ?? throw new ArgumentException("The client of a worker must be a Temporal client", nameof(client));
        if (!temporal.Connection.IsConnected)
            throw new InvalidOperationException("Cannot use a lazy client that is not connected");
        engine = WorkerEngine.Create(temporal, Options, InterceptorsOf(client, Options));
    }

    /// <summary>The client the worker was made with.</summary>
    public IWorkerClient Client { get; set; }

    /// <summary>A copy of the options given.</summary>
    public TemporalWorkerOptions Options { get; }

    private IReadOnlyList<ITemporalWorkerPlugin> Plugins { get; }

    /// <summary>Runs until the token is cancelled, lets activities end, and then throws the cancellation.</summary>
    public Task ExecuteAsync(CancellationToken stoppingToken) => RunAsync<ValueTuple>(null, stoppingToken);

    /// <summary>Runs until the task completes.</summary>
    public Task ExecuteAsync(Func<Task> untilComplete, CancellationToken stoppingToken = default) => RunAsync<ValueTuple>(
        async () =>
        {
            await untilComplete();
            return default;
        },
        stoppingToken);

    public Task<TResult> ExecuteAsync<TResult>(Func<Task<TResult>> untilComplete, CancellationToken stoppingToken = default) =>
        RunAsync(untilComplete, stoppingToken);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }

    private static IEnumerable<ITemporalWorkerPlugin> PluginsOf(IWorkerClient client) =>
        client.Options.Plugins?.OfType<ITemporalWorkerPlugin>() ?? [];

    private static IReadOnlyList<IWorkerInterceptor> InterceptorsOf(IWorkerClient client, TemporalWorkerOptions options) =>
        [.. client.Options.Interceptors?.OfType<IWorkerInterceptor>() ?? [], .. options.Interceptors ?? []];

    private Task<TResult> RunAsync<TResult>(Func<Task<TResult>>? untilComplete, CancellationToken stoppingToken)
    {
        if (Interlocked.Exchange(ref isStarted, 1) != 0)
            throw new InvalidOperationException("Already started");
        Func<TemporalWorker, CancellationToken, Task<TResult>> run = (_, token) => engine.RunAsync(untilComplete, token);
        foreach (var plugin in Plugins.Reverse())
        {
            var inner = run;
            run = (worker, token) => plugin.RunWorkerAsync(worker, inner, token);
        }
        return run(this, stoppingToken);
    }
}
