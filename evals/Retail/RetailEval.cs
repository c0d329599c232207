using System.Diagnostics;
using System.Text.Json.Nodes;
using AgenticRecovery.Activities;
using AgenticRecovery.Agents;
using AgenticRecovery.Connectors.Retail;
using AgenticRecovery.Evals.Trials;

namespace AgenticRecovery.Evals.Retail;

/// <summary>What a run of written retail requests is told.</summary>
public sealed record RetailChoices
{
    /// <summary>The shop: JSON with orders, products and users.</summary>
    public required string Shop { get; init; }

    /// <summary>Reference for requests that have none of their own; null for none.</summary>
    public string? Tasks { get; init; }
    public required string Requests { get; init; }
    public int Repeats { get; init; } = 1;

    /// <summary>A policy book, or the name of a shipped one.</summary>
    public string Policy { get; init; } = "retail";
    public required IReadOnlyList<Model> Models { get; init; }
}

/// <summary>Runs written requests on the retail shop and grades the end states.</summary>
public static class RetailEval
{
    /// <summary>A Wednesday at ten in the shop's own time, so that the hour of a run changes nothing.</summary>
    internal static readonly DateTimeOffset StartAt = new(2026, 1, 14, 15, 0, 0, TimeSpan.Zero);

    /// <exception cref="EvalInputException">A fault of a file; nothing was run.</exception>
    public static async Task<RetailReport> RunAsync(RetailChoices choices, IProgress<(int Done, int All)>? progress, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var requests = RetailRequestFile.Read(choices.Requests, choices.Tasks);
        var seed = ReadShop(choices.Shop);
        var policy = EvalRun.Policy(choices.Policy);
        var work = Enumerable.Range(1, choices.Repeats).SelectMany(repeat => requests.Select(request => (request, repeat))).ToList();
        var trials = new RetailTrial[work.Count];
        var (next, done) = (-1, 0);
        var folder = Directory.CreateTempSubdirectory("recovery-retail-").FullName;
        try
        {
            // One lane a processor; each has a shop of its own that is fresh before every request.
            await Task.WhenAll(Enumerable.Range(0, Math.Min(Environment.ProcessorCount, work.Count)).Select(LaneAsync));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return RetailReport.Of(trials, (string.Join(", ", choices.Models.Select(m => m.Name)), policy.Current.Hash, Math.Round(watch.Elapsed.TotalSeconds, 1)));

        async Task LaneAsync(int number)
        {
            var clock = new EvalClock(StartAt);
            using var shop = RetailShop.Open(Path.Combine(folder, $"lane-{number}.shop.db"), RetailSemantics.Tau2, clock);
            await shop.ImportAsync((JsonObject)seed.DeepClone(), ct);
            var lane = new RetailLane(shop, choices.Models, policy, clock, folder);
            for (var i = Interlocked.Increment(ref next); i < work.Count; i = Interlocked.Increment(ref next))
            {
                trials[i] = await lane.RunAsync(work[i].request, work[i].repeat, ct);
                progress?.Report((Interlocked.Increment(ref done), work.Count));
            }
        }
    }

    internal static JsonObject ReadShop(string file)
    {
        var shop = RetailSource.Json(file) as JsonObject ?? throw new EvalInputException(file, "expected an object with orders, products and users");
        foreach (var kind in (string[])["orders", "products", "users"])
            if (shop[kind] is not JsonObject)
                throw new EvalInputException(file, $"{kind}: expected an object of {kind} by id, it is missing");
        return shop;
    }
}
