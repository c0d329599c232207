using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Worker;

namespace Temporalio.Tests.Client;

/// <summary>An embedded service, a worker for <see cref="CaseWorkflow"/> and clients within the process and over HTTP/2.</summary>
public sealed class ClientOnService : IAsyncLifetime
{
    public const string TaskQueue = "cases";

    private readonly CancellationTokenSource stopping = new();
    private DevServer.DevServer service = null!;
    private Task running = Task.CompletedTask;
    private TemporalWorker worker = null!;

    public TemporalClient InProcess { get; private set; } = null!;

    public TemporalClient OverHttp { get; private set; } = null!;

    public TemporalClient Client(bool overHttp) => overHttp ? OverHttp : InProcess;

    public static WorkflowOptions Options(string id) => new(id, TaskQueue);

    public async Task InitializeAsync()
    {
        service = await DevServer.DevServer.StartAsync(
            new()
            {
                Port = 0,
                FullSync = false,
                SearchAttributes = new Dictionary<string, IndexedValueType> { ["Stage"] = IndexedValueType.Keyword },
            },
            CancellationToken.None);
        InProcess = await TemporalClient.ConnectAsync(new(service.TargetHost));
        // By another name of the same address the client does not know that the service is near.
        OverHttp = await TemporalClient.ConnectAsync(new($"localhost:{service.Port}"));
        worker = new(InProcess, new TemporalWorkerOptions(TaskQueue).AddWorkflow<CaseWorkflow>());
        running = worker.ExecuteAsync(stopping.Token);
    }

    public async Task DisposeAsync()
    {
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        worker.Dispose();
        await service.DisposeAsync();
        stopping.Dispose();
    }
}
