using System.Diagnostics;
using System.Globalization;
using AgenticRecovery.Host.Cli;
using Temporalio.Client;
using Temporalio.Worker;

namespace AgenticRecovery.Benchmarks.Peers;

/// <param name="CachedBytes">Managed memory of a worker for each workflow in its cache, one that waits for a signal.</param>
/// <param name="Events">Of the history that is replayed: activities one after another.</param>
/// <param name="EventsPerSecond">Replayed on one core, the median of ten.</param>
internal sealed record WorkerReport(int Cached, long CachedBytes, int Events, double EventsPerSecond);

/// <summary>What a worker costs: memory for each cached workflow, and how fast it replays.</summary>
internal static class WorkerCommand
{
    public static async Task<int> RunAsync(IReadOnlyList<string> words)
    {
        var cached = words is ["--cached", var number] ? int.Parse(number, CultureInfo.InvariantCulture) : 2_000;
        var folder = Directory.CreateTempSubdirectory("temporal-worker-");
        var (service, address) = TemporalServe.Start(Path.Combine(folder.FullName, "worker.db"), fullSync: false);
        try
        {
            var client = await TemporalClient.ConnectAsync(new TemporalClientConnectOptions(address));
            using var worker = PeerWorker.Make(client, cached);
            using var stop = new CancellationTokenSource();
            var running = worker.ExecuteAsync(stop.Token);
            await StartAsync(client, "warm", 50);
            var before = GC.GetTotalMemory(forceFullCollection: true);
            await StartAsync(client, "cached", cached - 50);
            var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (cached - 50);
            var (events, perSecond) = await ReplayAsync(client);
            Output.Document(new WorkerReport(cached, bytes, events, perSecond));
            await stop.CancelAsync();
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return 0;
        }
        finally
        {
            service.StandardInput.Close();
            await service.WaitForExitAsync();
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Starts so many and waits until the worker has brought each to its wait: a query is answered then.</summary>
    private static Task StartAsync(TemporalClient client, string name, int count) => Parallel.ForEachAsync(
        Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, ct) =>
        {
            var handle = await client.StartWorkflowAsync((PeerWait w) => w.RunAsync("an order"), new WorkflowOptions($"{name}-{i}", PeerWorker.Queue));
            await handle.QueryAsync(w => w.IsWaiting());
        });

    private static async Task<(int Events, double PerSecond)> ReplayAsync(TemporalClient client)
    {
        var handle = await client.StartWorkflowAsync((PeerRoundTrips w) => w.RunAsync(500), new WorkflowOptions("replayed", PeerWorker.Queue));
        await handle.GetResultAsync();
        var history = await handle.FetchHistoryAsync();
        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<PeerRoundTrips>());
        var rates = new List<double>();
        for (var i = 0; i < 12; i++)
        {
            var watch = Stopwatch.StartNew();
            await replayer.ReplayWorkflowAsync(history);
            // The first two pay for compiling.
            if (i >= 2)
                rates.Add(history.Events.Count / watch.Elapsed.TotalSeconds);
        }

        return (history.Events.Count, rates.Order().ElementAt(rates.Count / 2));
    }
}
