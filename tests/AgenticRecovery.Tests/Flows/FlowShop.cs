using AgenticRecovery.Activities;
using AgenticRecovery.Agents;
using AgenticRecovery.Approvals;
using AgenticRecovery.Books;
using AgenticRecovery.Cases;
using AgenticRecovery.Connectors.Sandbox;
using AgenticRecovery.Host.Samples;
using AgenticRecovery.Queues;
using AgenticRecovery.Signals;
using AgenticRecovery.Store;
using AgenticRecovery.Tests.Store;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.DevServer;

namespace AgenticRecovery.Tests.Flows;

/// <summary>The shipped sample shop with a running engine and an in-memory Temporal service of its own.</summary>
internal sealed class FlowShop : IAsyncDisposable
{
    private readonly TempFolder folder;
    private readonly DevServer server;

    private FlowShop(TempFolder folder, DevServer server) => (this.folder, this.server) = (folder, server);

    public required RecoveryStore Store { get; init; }
    public required SandboxShop Shop { get; init; }
    public required CaseEngine Engine { get; init; }
    public required ITemporalClient Client { get; init; }
    public required IReadOnlyList<Signal> Queue { get; init; }
    public CaseDoor Door => Engine.Door;

    /// <param name="model">Takes the part of the recovery agent; triage and writing stay with the embedded model.</param>
    /// <param name="moment">The clock of shop, store and service; the system's when null.</param>
    public static async Task<FlowShop> OpenAsync(IChatClient? model = null, TimeProvider? moment = null, string policy = "default")
    {
        var folder = new TempFolder();
        var clock = moment ?? TimeProvider.System;
        var server = await DevServer.StartAsync(new DevServerOptions { DatabasePath = null, Port = null, Clock = clock }, default);
        var store = RecoveryStore.Open(folder["r.db"], clock);
        var shop = SandboxShop.Open(folder["r.shop.db"], clock);
        var now = clock.GetUtcNow();
        using (var stream = ShippedSamples.Shop())
            await shop.ImportAsync(SampleShop.Load(stream, now), default);
        using var queue = ShippedSamples.Queue();
        var entries = await SampleQueue.LoadAsync(queue, "queue.jsonl", now, clock, default);
        var client = await TemporalClient.ConnectAsync(new TemporalClientConnectOptions(server.TargetHost));
        var engine = CaseEngine.Start(new EngineParts
        {
            Client = client,
            Store = store,
            Shop = shop,
            Models = [model is null ? new Model(PlaybookModel.Name, new PlaybookModel(), ModelPrice.Free) : new Model("test", model, ModelPrice.Free)],
            Prompts = PromptBook.Load(null),
            Playbooks = PlaybookShelf.Shipped(),
            Policy = PolicyShelf.Open(policy),
            Logs = NullLoggerFactory.Instance,
            Clock = clock,
        });
        return new FlowShop(folder, server)
        {
            Store = store,
            Shop = shop,
            Engine = engine,
            Client = client,
            Queue = [.. entries.Select(e => e.Received).OfType<Received.Accepted>().Select(a => a.Signal)],
        };
    }

    /// <summary>Tells the engine everything the sample queue says of one order, and waits until the case waits or is closed.</summary>
    public async Task<CaseId> HappenAsync(string order)
    {
        CaseId? id = null;
        foreach (var signal in Queue.Where(s => s.Order?.Value == order))
            id = (await Door.TakeAsync(signal, default)).CaseId;
        await SettleAsync();
        return id ?? throw new InvalidOperationException($"The sample queue says nothing of {order}.");
    }

    public async Task<Joined> HappenAsync(Signal signal)
    {
        var joined = await Door.TakeAsync(signal, default);
        await SettleAsync();
        return joined;
    }

    public async Task SettleAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await Door.DeliverAsync(limit.Token);
        await Door.SettledAsync(null, limit.Token);
    }

    /// <summary>Waits until something holds that no state of a case says; throws after half a minute.</summary>
    public static async Task UntilAsync(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!holds())
            await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);
    }

    /// <summary>Waits until the workflow of a case has nothing in hand, so that its timer is set and a leap of the clock meets it.</summary>
    public async Task RestAsync(CaseId id)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var asked = new DescribeWorkflowExecutionRequest { Namespace = Client.Options.Namespace, Execution = new Temporalio.Api.Common.V1.WorkflowExecution { WorkflowId = id.Value } };
        while (true)
        {
            var now = await Client.WorkflowService.DescribeWorkflowExecutionAsync(asked);
            if (now.PendingWorkflowTask is null && now.PendingActivities.Count == 0)
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);
        }
    }

    public ApprovalRecord Waiting(CaseId id) => Store.Approvals.OfCase(id).Single(a => a.IsWaiting);

    /// <summary>Gives a verdict and waits for what it sets going.</summary>
    public async Task<VerdictAnswer> SayAsync(Verdict verdict)
    {
        var answer = await Door.GiveVerdictAsync(verdict, default);
        if (answer.IsTaken)
            await SettleAsync();
        return answer;
    }

    public async Task<Order> OrderAsync(string id) => (await Shop.FindOrderAsync(new OrderId(id), default))!;

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        await server.DisposeAsync();
        Shop.Dispose();
        Store.Dispose();
        folder.Dispose();
    }
}
