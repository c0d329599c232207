using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Testing;
using Temporalio.Tests.Worker;
using Temporalio.Worker;

namespace Temporalio.Tests.Client;

/// <summary>
/// A service, a worker for <see cref="CaseWorkflow"/> and clients by two names of the service's address. The embedded service is
/// reached within the process by the first name and over HTTP/2 by the second; one at TEMPORAL_ADDRESS by both over HTTP/2.
/// </summary>
public sealed class ClientOnService : IAsyncLifetime
{
    public const string TaskQueue = "cases";

    private readonly CancellationTokenSource stopping = new();
    private WorkflowEnvironment? local;
    private Task running = Task.CompletedTask;
    private TemporalWorker worker = null!;

    public TemporalClient InProcess { get; private set; } = null!;

    public TemporalClient OverHttp { get; private set; } = null!;

    public TemporalClient Client(bool overHttp) => overHttp ? OverHttp : InProcess;

    public static WorkflowOptions Options(string id) => new(id, TaskQueue);

    public async Task InitializeAsync()
    {
        // A service that outlives the tests knows the ids of the last run: each run has a namespace of its own.
        var space = $"tests-{Guid.NewGuid():N}";
        var address = await AddressAsync();
        InProcess = await TemporalClient.ConnectAsync(new(address) { Namespace = space });
        OverHttp = await TemporalClient.ConnectAsync(new(OtherName(address)) { Namespace = space });
        await InProcess.WorkflowService.RegisterNamespaceAsync(
            new() { Namespace = space, WorkflowExecutionRetentionPeriod = Duration.FromTimeSpan(TimeSpan.FromDays(1)) });
        await InProcess.OperatorService.AddSearchAttributesAsync(
            new() { Namespace = space, SearchAttributes = { ["Stage"] = IndexedValueType.Keyword } });
        worker = new(InProcess, new TemporalWorkerOptions(TaskQueue).AddWorkflow<CaseWorkflow>());
        running = worker.ExecuteAsync(stopping.Token);
    }

    public async Task DisposeAsync()
    {
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        worker.Dispose();
        if (local is not null)
            await local.DisposeAsync();
        stopping.Dispose();
    }

    private async Task<string> AddressAsync()
    {
        if (ServiceFixture.OutsideAddress is { Length: > 0 } outside)
            return outside;
        local = await WorkflowEnvironment.StartLocalAsync(new() { TargetHost = "127.0.0.1:0" });
        return local.Client.Connection.Options.TargetHost!;
    }

    private static string OtherName(string address) => address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
}
