using AgenticRecovery.Agents;
using AgenticRecovery.Books;
using AgenticRecovery.Cases;
using AgenticRecovery.Connectors;
using AgenticRecovery.Store;
using AgenticRecovery.Tools;
using AgenticRecovery.Workflows;
using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Worker;

namespace AgenticRecovery.Activities;

/// <summary>What the engine works with; the caller owns store, shop and client and disposes them after it.</summary>
public sealed record EngineParts
{
    public required ITemporalClient Client { get; init; }
    public required RecoveryStore Store { get; init; }
    public required IShop Shop { get; init; }
    public required IReadOnlyList<Model> Models { get; init; }
    public required PromptBook Prompts { get; init; }
    public required PlaybookShelf Playbooks { get; init; }
    public required PolicyShelf Policy { get; init; }
    public required ILoggerFactory Logs { get; init; }
    public TimeProvider Clock { get; init; } = TimeProvider.System;
    public DeskHours Calendar { get; init; } = DeskHours.Default;
    public string TaskQueue { get; init; } = "recovery";

    /// <summary>What the models of one case may use up.</summary>
    public CaseBudget Budget { get; init; } = CaseBudget.Default;
    internal Defences Defences { get; init; } = Defences.All;
}

/// <summary>A worker that drives cases, and the door to them.</summary>
public sealed class CaseEngine : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TemporalWorker _worker;
    private readonly Task _running;

    private CaseEngine(EngineParts parts, TemporalWorker worker)
    {
        Parts = parts;
        Door = new CaseDoor(parts.Store, parts.Client, parts.Clock, parts.TaskQueue);
        _worker = worker;
        _running = worker.ExecuteAsync(_stop.Token);
    }

    public EngineParts Parts { get; }
    public CaseDoor Door { get; }

    /// <summary>Ends with the fault when the worker cannot go on.</summary>
    public Task Running => _running;

    public static CaseEngine Start(EngineParts parts)
    {
        var options = new TemporalWorkerOptions(parts.TaskQueue)
        {
            LoggerFactory = parts.Logs,
            MaxConcurrentActivities = 64,
            MaxConcurrentWorkflowTasks = 64,
            // A waiting case costs memory for days and a replay of some milliseconds when it wakes (docs/figures.md).
            MaxCachedWorkflows = 250,
            Interceptors = [new FailureWall(parts.Store, parts.Clock)],
        };
        options.AddWorkflow<RecoveryCase>();
        foreach (var steps in Steps(parts))
            options.AddAllActivities(steps.GetType(), steps);
        return new CaseEngine(parts, new TemporalWorker(parts.Client, options));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }

        _worker.Dispose();
        _stop.Dispose();
    }

    /// <summary>The activities, one class per topic.</summary>
    private static IEnumerable<object> Steps(EngineParts parts)
    {
        var (store, shop, clock) = (parts.Store, parts.Shop, parts.Clock);
        var customers = new Customers(store.Database);
        var reader = new CaseReader(store, shop);
        var situations = new Situations(customers, shop, clock);
        var inputs = new RecoveryInputs(store, shop, parts.Playbooks, clock);
        var transcripts = new CaseTranscripts(store);
        var agent = new AgentTurn(parts.Models, parts.Prompts, clock, parts.Logs.CreateLogger<AgentTurn>());
        var requests = new Requests(store, shop, clock);
        var holds = new Holds(store, shop, clock);
        var decider = new Decider(store, shop, situations, new PolicySituations(store, customers, shop, clock) { Defences = parts.Defences }, parts.Playbooks, parts.Policy);
        var sources = ToolSources.Of(store, shop, situations, reader, parts.Playbooks);

        yield return new OpenSteps(store, shop, reader, new Identification(shop), clock);
        yield return new TriageSteps(store, reader, situations, agent, parts.Prompts, parts.Playbooks, parts.Calendar, clock) { Budget = parts.Budget };
        yield return new AgentSteps(store, shop, reader, inputs, transcripts, agent, parts.Prompts, parts.Playbooks, sources, clock) { Budget = parts.Budget };
        yield return new ProposalSteps(store, shop, reader, inputs, transcripts, decider, parts.Playbooks, clock) { Defences = parts.Defences };
        yield return new PeopleSteps(store, requests, holds, clock);
        yield return new ActSteps(store, shop, reader, requests, parts.Playbooks, clock);
        yield return new MessageSteps(store, shop, reader, agent, parts.Prompts, parts.Playbooks, new Outbox(store, shop, clock) { Defences = parts.Defences }, clock) { Budget = parts.Budget };
        yield return new CloseSteps(store, reader, parts.Playbooks, holds, clock);
    }
}
