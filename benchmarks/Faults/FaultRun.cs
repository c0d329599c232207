using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Temporalio.Client;

namespace AgenticRecovery.Benchmarks.Faults;

/// <summary>
/// A service and workers, each a process, killed at seeded moments under load. In the end every acknowledged thing must be
/// there exactly once.
/// </summary>
public static class FaultRun
{
    /// <param name="progress">Told the number of kills so far and who was killed.</param>
    public static async Task<FaultReport> RunAsync(FaultPlan plan, string folder, Action<int, string> progress, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var port = FreePort();
        var address = $"127.0.0.1:{port}";
        using var service = new FaultProcess("service", "temporal-serve", Path.Combine(folder, "faults.db"), "--port", port.ToString(CultureInfo.InvariantCulture));
        await service.StartAsync(ct);
        var workers = Enumerable.Range(1, plan.Workers).Select(i => new FaultProcess($"worker {i}", "temporal-fault-worker", address, folder)).ToList();
        try
        {
            foreach (var worker in workers)
                await worker.StartAsync(ct);
            var client = await TemporalClient.ConnectAsync(new TemporalClientConnectOptions(address));
            using var enough = new CancellationTokenSource();
            var lanes = Enumerable.Range(0, plan.Open).Select(i => new FaultLane(client, i)).ToList();
            var running = Task.WhenAll(lanes.Select(lane => Task.Run(() => lane.RunAsync(enough.Token, ct), ct)));
            await Task.WhenAny(running, KillAsync(plan, [service, .. workers], progress, ct)).Unwrap();
            await enough.CancelAsync();
            await running;

            var ended = lanes.SelectMany(l => l.Ended).ToList();
            var ledger = FaultSteps.Read(folder).ToLookup(l => (l.Order, l.Step), l => l.Token);
            var faults = await FaultCheck.RunAsync(client, ended, ledger, ct);
            return new FaultReport(
                service.Kills, workers.Sum(w => w.Kills), ended.Count, ended.Count(e => e.End.Once == "unknown"),
                ledger.Sum(g => g.Count() - 1), watch.Elapsed.TotalSeconds, ended.Max(e => e.Took).TotalSeconds, faults);
        }
        finally
        {
            workers.ForEach(w => w.Dispose());
        }
    }

    private static async Task KillAsync(FaultPlan plan, IReadOnlyList<FaultProcess> processes, Action<int, string> progress, CancellationToken ct)
    {
        var random = new Random(plan.Seed);
        for (var kills = 1; kills <= plan.Kills; kills++)
        {
            await Task.Delay(random.Next(100, plan.LongestPauseMs), ct);
            // Every other time the service, else one of the workers.
            var victim = random.Next(2) == 0 ? processes[0] : processes[1 + random.Next(processes.Count - 1)];
            await victim.KillAsync(ct);
            progress(kills, victim.Name);
            await victim.StartAsync(ct);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
