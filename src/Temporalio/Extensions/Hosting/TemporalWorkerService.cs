using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Temporalio.Client;
using Temporalio.Worker;

namespace Temporalio.Extensions.Hosting;

/// <summary>Runs a worker as long as the host runs.</summary>
public class TemporalWorkerService : BackgroundService
{
    private readonly TemporalWorkerOptions workerOptions;
    private readonly TemporalClientConnectOptions? clientOptions;
    private readonly ITemporalClient? existingClient;
    private readonly TemporalWorkerClientUpdater? updater;

    /// <summary>Throws <see cref="ArgumentException"/> without client options.</summary>
    public TemporalWorkerService(TemporalWorkerServiceOptions options)
        : this(
            options.ClientOptions ?? throw new ArgumentException("Client options are required", nameof(options)),
            options) => updater = options.WorkerClientUpdater;

    public TemporalWorkerService(ITemporalClient client, TemporalWorkerOptions workerOptions)
    {
        existingClient = client;
        this.workerOptions = workerOptions;
    }

    public TemporalWorkerService(TemporalClientConnectOptions clientOptions, TemporalWorkerOptions workerOptions)
    {
        this.clientOptions = clientOptions;
        this.workerOptions = workerOptions;
    }

    /// <summary>Throws <see cref="InvalidOperationException"/> when there is neither a client nor options for one.</summary>
    public TemporalWorkerService(
        TemporalWorkerServiceIdentifier serviceId,
        IOptionsMonitor<TemporalWorkerServiceOptions> optionsMonitor,
        ITemporalClient? existingClient = null,
        ILoggerFactory? loggerFactory = null)
    {
        var options = (TemporalWorkerServiceOptions)optionsMonitor.Get(serviceId.OptionsName).Clone();
        options.LoggerFactory ??= loggerFactory;
        clientOptions = options.ClientOptions;
        if (clientOptions is null)
        {
            this.existingClient = existingClient
                ?? throw new InvalidOperationException("Cannot start a worker without a client and without client options");
        }
        else if (loggerFactory is not null && clientOptions.LoggerFactory == NullLoggerFactory.Instance)
        {
            clientOptions.LoggerFactory = loggerFactory;
        }
        workerOptions = options;
        updater = options.WorkerClientUpdater;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var client = existingClient ?? await TemporalClient.ConnectAsync(clientOptions!);
        // The client of the service provider is a lazy one, which a worker refuses.
        await client.Connection.ConnectAsync();
        using var worker = new TemporalWorker(client, workerOptions);
        void Update(IWorkerClient next) => worker.Client = next;
        updater?.Subscribe(Update);
        try
        {
            await worker.ExecuteAsync(stoppingToken);
        }
        finally
        {
            updater?.Unsubscribe(Update);
        }
    }
}
