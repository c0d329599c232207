using AgenticRecovery.Activities;
using AgenticRecovery.Agents;
using AgenticRecovery.Books;
using AgenticRecovery.Connectors;
using AgenticRecovery.Connectors.Sandbox;
using AgenticRecovery.Evals.Datasets;
using AgenticRecovery.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticRecovery.Evals.Trials;

/// <summary>What every trial of a run shares.</summary>
internal sealed record TrialParts(
    ShopSeed Seed, IReadOnlyList<Model> Models, PolicyShelf Policy, TimeProvider Clock, string Folder)
{
    public required IReadOnlyDictionary<string, EndState> Right { get; init; }
}

/// <summary>
/// Drives cases through the workflows of the product on an embedded service, each batch in a store and a shop of its own.
/// Cases that share no order and no customer cannot see each other, so they run together.
/// </summary>
internal sealed class TrialRun(TrialParts parts)
{
    // A case of the built-in model takes well under a second; a batch that needs longer than this hangs.
    private static readonly TimeSpan LongestBatch = TimeSpan.FromMinutes(5);

    public async Task<IReadOnlyList<TrialRecord>> RunAsync(IReadOnlyList<EvalCase> cases, CancellationToken ct)
    {
        var records = new List<TrialRecord>();
        var batches = Disjoint(cases);
        for (var i = 0; i < batches.Count; i++)
            records.AddRange(await BatchAsync(batches[i], i, ct));
        return [.. records.OrderBy(r => r.Case.Line)];
    }

    private async Task<List<TrialRecord>> BatchAsync(List<EvalCase> batch, int number, CancellationToken ct)
    {
        using var store = RecoveryStore.Open(Path.Combine(parts.Folder, $"batch-{number}.db"), parts.Clock);
        using var shop = SandboxShop.Open(Path.Combine(parts.Folder, $"batch-{number}.shop.db"), parts.Clock);
        await shop.ImportAsync(parts.Seed, ct);
        await using var service = await TrialService.StartAsync(parts.Clock, ct);
        await using var engine = CaseEngine.Start(new EngineParts
        {
            Client = service.Client,
            Store = store,
            Shop = shop,
            Models = parts.Models,
            Prompts = PromptBook.Load(null),
            Playbooks = PlaybookShelf.Shipped(),
            Policy = parts.Policy,
            Logs = NullLoggerFactory.Instance,
            Clock = parts.Clock,
        });
        foreach (var signal in batch.SelectMany(c => c.Signals))
            await engine.Door.TakeAsync(signal, ct);
        await engine.Door.DeliverAsync(ct);
        await SettledAsync(engine, ct);
        var reading = new TrialReading(store, shop);
        return batch.ConvertAll(c => reading.Of(c, parts.Right[c.Id]));
    }

    /// <summary>Waits until nothing moves; a batch that hangs is read as it stands, and its graders say so.</summary>
    private static async Task SettledAsync(CaseEngine engine, CancellationToken ct)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(ct);
        late.CancelAfter(LongestBatch);
        try
        {
            await await Task.WhenAny(engine.Door.SettledAsync(null, late.Token), engine.Running);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The unsettled cases show as breakdowns in their records.
        }
    }

    /// <summary>Each case goes into the first batch that has none of its orders and customers.</summary>
    internal static List<List<EvalCase>> Disjoint(IReadOnlyList<EvalCase> cases)
    {
        var batches = new List<(List<EvalCase> Cases, HashSet<string> Taken)>();
        foreach (var one in cases)
        {
            var touched = one.Orders.Select(o => $"order {o}").Concat(one.Customers.Select(c => $"customer {c}")).ToList();
            var batch = batches.Find(b => !b.Taken.Overlaps(touched));
            if (batch.Cases is null)
                batches.Add(batch = ([], []));
            batch.Cases.Add(one);
            batch.Taken.UnionWith(touched);
        }

        return batches.ConvertAll(b => b.Cases);
    }
}
