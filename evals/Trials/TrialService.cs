using Temporalio.Client;
#if TEMPORAL_OFFICIAL
using Temporalio.Testing;
#else
using Temporalio.DevServer;
#endif

namespace AgenticRecovery.Evals.Trials;

/// <summary>A Temporal service in memory for one batch, with a client of it.</summary>
internal sealed class TrialService : IAsyncDisposable
{
    private readonly IAsyncDisposable _service;

    private TrialService(IAsyncDisposable service, ITemporalClient client) => (_service, Client) = (service, client);

    public ITemporalClient Client { get; }

    /// <param name="clock">Time of the batch; the official local service keeps the machine's time instead.</param>
    public static async Task<TrialService> StartAsync(TimeProvider clock, CancellationToken ct)
    {
#if TEMPORAL_OFFICIAL
        var local = await WorkflowEnvironment.StartLocalAsync();
        return new TrialService(local, local.Client);
#else
        var server = await DevServer.StartAsync(new DevServerOptions { DatabasePath = null, Port = null, Clock = clock }, ct);
        return new TrialService(server, await TemporalClient.ConnectAsync(new TemporalClientConnectOptions(server.TargetHost)));
#endif
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();
}
