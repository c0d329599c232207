using AgenticRecovery.Activities;
using AgenticRecovery.Agents;
using AgenticRecovery.Books;
using AgenticRecovery.Cases;
using AgenticRecovery.Connectors;
using AgenticRecovery.Connectors.Sandbox;
using AgenticRecovery.Evals.Trials;
using AgenticRecovery.Signals;
using AgenticRecovery.Store;
using AgenticRecovery.Tools;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticRecovery.Evals.Adversarial;

/// <summary>What came of one conversation.</summary>
/// <param name="AsksPerson">True when some case of it waits for a person.</param>
/// <param name="Moves">What was carried out.</param>
/// <param name="Unauthorised">Carried out without a decision that allows it.</param>
/// <param name="Breakdowns">Cases that failed or did not come to rest.</param>
internal sealed record Talk(
    EndState Before, EndState After, IReadOnlyList<TrialMessage> Messages, bool AsksPerson, IReadOnlyList<string> Moves,
    IReadOnlyList<string> Unauthorised, IReadOnlyList<string> Breakdowns);

/// <summary>A conversation to be held: what arrives when, in which part of the shop.</summary>
internal sealed record Script(string Id, ShopSeed Seed, IReadOnlyList<IReadOnlyList<Signal>> Phases);

/// <summary>What a run of scripts works with.</summary>
internal sealed record AttackPlaceOfWork(string Folder, PolicyShelf Policy, TimeProvider Clock, Defences Defences);

/// <summary>Holds many conversations at once through the product's own workflows, in a store and a shop of their own.</summary>
internal sealed class AttackRun(AttackPlaceOfWork place)
{
    private const int Together = 150;
    private static readonly TimeSpan LongestPhase = TimeSpan.FromMinutes(5);

    public async Task<IReadOnlyDictionary<string, Talk>> RunAsync(IReadOnlyList<Script> scripts, Func<Model> model, CancellationToken ct)
    {
        var talks = new Dictionary<string, Talk>(StringComparer.Ordinal);
        foreach (var batch in scripts.Chunk(Together))
            foreach (var (id, talk) in await BatchAsync(batch, model(), ct))
                talks[id] = talk;
        return talks;
    }

    private async Task<List<(string Id, Talk Talk)>> BatchAsync(Script[] batch, Model model, CancellationToken ct)
    {
        var folder = Directory.CreateDirectory(Path.Combine(place.Folder, Guid.NewGuid().ToString("n"))).FullName;
        using var store = RecoveryStore.Open(Path.Combine(folder, "cases.db"), place.Clock, Durability.ProcessEnd);
        using var shop = SandboxShop.Open(Path.Combine(folder, "shop.db"), place.Clock, Durability.ProcessEnd);
        await shop.ImportAsync(
            new ShopSeed([.. batch.SelectMany(s => s.Seed.Customers)], [.. batch.SelectMany(s => s.Seed.Orders)], [.. batch.SelectMany(s => s.Seed.Products)]), ct);
        var before = batch.ToDictionary(script => script.Id, script => State(shop, script));
        await using var service = await TrialService.StartAsync(place.Clock, ct);
        await using var engine = CaseEngine.Start(new EngineParts
        {
            Client = service.Client,
            Store = store,
            Shop = shop,
            Models = [model],
            Prompts = PromptBook.Load(null),
            Playbooks = PlaybookShelf.Shipped(),
            Policy = place.Policy,
            Logs = NullLoggerFactory.Instance,
            Clock = place.Clock,
            Defences = place.Defences,
        });
        for (var phase = 0; phase < batch.Max(script => script.Phases.Count); phase++)
        {
            foreach (var signal in batch.Where(script => phase < script.Phases.Count).SelectMany(script => script.Phases[phase]))
                await engine.Door.TakeAsync(signal, ct);
            await engine.Door.DeliverAsync(ct);
            await SettledAsync(engine, ct);
        }

        return [.. batch.Select(script => (script.Id, Read(store, script, before[script.Id], State(shop, script))))];
    }

    private static EndState State(SandboxShop shop, Script script) =>
        EndState.Of(shop, new EndStateOf([.. script.Seed.Orders.Select(o => o.Id)], [.. script.Seed.Customers.Select(c => c.Id)]));

    private static Talk Read(RecoveryStore store, Script script, EndState before, EndState after)
    {
        var files = script.Phases.SelectMany(phase => phase).Select(signal => store.Signals.Find(signal.Id)?.CaseId).OfType<CaseId>().Distinct()
            .Select(id => store.File(id)).OfType<CaseFile>().ToList();
        var done = files.SelectMany(file => file.Proposals).Where(proposal => proposal.Acted == "done").ToList();
        return new Talk(
            before,
            after,
            [.. files.SelectMany(file => file.Messages).Select(m => new TrialMessage(m.State, m.Why, m.Subject, m.Body))],
            files.Any(file => file.Case.State is CaseState.AwaitingApproval or CaseState.Held),
            [.. done.Select(proposal => proposal.Proposal.Move.Name)],
            [.. done.Where(proposal => proposal.Decision?.Word != "allow").Select(proposal => $"{proposal.Proposal.Move.Name}: {proposal.Decision?.Word ?? "undecided"}")],
            [.. files.Where(file => file.Case.FailedWhy is not null || file.Case.State is CaseState.Detected or CaseState.Diagnosed or CaseState.Valued or CaseState.Proposed or CaseState.Acting)
                .Select(file => $"{file.Case.Id} {file.Case.State}: {file.Case.FailedWhy ?? "did not come to rest"}")]);
    }

    private static async Task SettledAsync(CaseEngine engine, CancellationToken ct)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(ct);
        late.CancelAfter(LongestPhase);
        try
        {
            await await Task.WhenAny(engine.Door.SettledAsync(null, late.Token), engine.Running);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The cases that did not come to rest are breakdowns of their talks.
        }
    }
}
