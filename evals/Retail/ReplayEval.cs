using System.Diagnostics;
using System.Text.Json.Nodes;
using AgenticRecovery.Connectors.Retail;
using AgenticRecovery.Evals.Trials;

namespace AgenticRecovery.Evals.Retail;

/// <summary>Replays recordings on the retail shop: does our grader say what theirs said, and what would policy book and guard have done?</summary>
public static class ReplayEval
{
    /// <summary>Mutants are the same for the same seed.</summary>
    private const int Seed = 1;

    /// <param name="runs">Files or folders of recorded runs.</param>
    /// <exception cref="EvalInputException">A fault of a file; nothing was run.</exception>
    public static async Task<ReplayReport> RunAsync(RetailChoices choices, IReadOnlyList<string> runs, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var requests = RetailRequestFile.Read(choices.Requests, choices.Tasks);
        var recorded = RecordedRunFile.Read(runs);
        var policy = EvalRun.Policy(choices.Policy).Current;
        var seed = RetailEval.ReadShop(choices.Shop);
        var clock = new EvalClock(RetailEval.StartAt);
        var folder = Directory.CreateTempSubdirectory("recovery-replay-").FullName;
        try
        {
            using var tau = await OpenAsync("tau", RetailSemantics.Tau);
            using var tau2 = await OpenAsync("tau2", RetailSemantics.Tau2);
            using var still = await OpenAsync("seed", RetailSemantics.Tau2);
            var products = await still.ProductsAsync(ct);
            var judge = new RetailJudge(still, policy, products);
            var replay = new RetailReplay(tau, tau2, judge, requests.ToDictionary(r => r.Id), clock);
            var replayed = new List<ReplayedRun>();
            foreach (var run in recorded.Where(r => r.Steps.Count > 0))
                replayed.Add(await replay.RunAsync(run, ct));
            var mutants = new RetailMutants(Seed, products, await AllOrdersAsync(still, seed, ct));
            var judged = new List<(string Ticket, JudgedWrite Write)>();
            foreach (var request in requests)
                judged.AddRange((await replay.MutantsAsync(request, mutants, ct)).Select(m => (request.Id, m)));
            return Report(recorded, replayed, judged) with { PolicyHash = policy.Hash, Seconds = Math.Round(watch.Elapsed.TotalSeconds, 1) };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        async Task<RetailShop> OpenAsync(string name, RetailSemantics semantics)
        {
            var shop = RetailShop.Open(Path.Combine(folder, $"{name}.shop.db"), semantics, clock);
            await shop.ImportAsync((JsonObject)seed.DeepClone(), ct);
            return shop;
        }
    }

    private static ReplayReport Report(IReadOnlyList<RecordedRun> recorded, List<ReplayedRun> replayed, List<(string Ticket, JudgedWrite Write)> mutants)
    {
        var graded = replayed.Where(r => r is { Recorded: not null, Reached: not null }).ToList();
        var differing = graded.Where(r => r.Recorded != r.Reached).ToList();
        return new ReplayReport
        {
            Runs = graded.Count,
            AgreeWithRecordedVerdict = graded.Count - differing.Count,
            WithoutVerdict = replayed.Count - graded.Count,
            Empty = recorded.Count(r => r.Steps.Count == 0),
            Disagreements = [.. differing.Select(r => new Disagreement(r.File, r.Ticket, r.Recorded!.Value, r.Reached!.Value,
                "the recorded calls, run through the tools, do not lead to the state the recording judged"))],
            Guard = GuardReport.Of(replayed, mutants),
            PolicyHash = "",
            Seconds = 0,
            Writes = [.. replayed.SelectMany(r => r.Writes.Select(w => new RunWrite(r.File, r.Ticket, w)))],
            Mutants = [.. mutants.Select(m => m.Write)],
        };
    }

    private static async Task<List<Cases.Order>> AllOrdersAsync(RetailShop shop, JsonObject seed, CancellationToken ct)
    {
        var orders = new List<Cases.Order>();
        foreach (var (id, _) in seed["orders"]!.AsObject())
            orders.Add((await shop.FindOrderAsync(new Cases.OrderId(id), ct))!);
        return orders;
    }
}
