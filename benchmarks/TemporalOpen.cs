using System.Diagnostics;
using AgenticRecovery.Host.Cli;
using Spectre.Console;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;

namespace AgenticRecovery.Benchmarks;

/// <param name="FirstPerSecond">Workflows started a second in the first tenth after the warm-up; <paramref name="LastPerSecond"/> in the last.</param>
/// <param name="Share">Last over first.</param>
/// <param name="ServiceMb">Resident memory of the service's process with all of them open, and again after its restart.</param>
/// <param name="DiskBytes">Database and log, for each open workflow.</param>
/// <param name="RestartSeconds">From the start of the process to its first answer.</param>
internal sealed record OpenReport(
    int Workflows, double Seconds, double FirstPerSecond, double LastPerSecond, double Share, long ServiceMb, long DiskBytes, double RestartSeconds, long RestartedMb);

/// <summary>Many open workflows, half waiting on a timer and half on a signal, on a service in a process of its own.</summary>
internal static class TemporalOpen
{
    private const string queue = "waits";
    private const int tenths = 10;

    /// <summary>Started before the first tenth is measured: the first thousand pay for the compilation of the service's code.</summary>
    private const int warm = 1_000;

    public static async Task<int> RunAsync(LoadOptions options)
    {
        var people = Output.People(isJson: true);
        var folder = Directory.CreateTempSubdirectory("temporal-open-");
        var path = Path.Combine(folder.FullName, "open.db");
        try
        {
            var watch = Stopwatch.StartNew();
            var (first, address) = TemporalServe.Start(path, fullSync: true);
            var perSecond = await FillAsync(address, options, rate => people.MarkupLineInterpolated($"{rate:0} started a second"));
            var seconds = watch.Elapsed.TotalSeconds;
            var memory = Resident(first);
            first.Kill();
            await first.WaitForExitAsync();
            var disk = folder.EnumerateFiles().Sum(f => f.Length);

            watch.Restart();
            var (again, addressAgain) = TemporalServe.Start(path, fullSync: true);
            var connection = await TemporalConnection.ConnectAsync(new TemporalConnectionOptions(addressAgain));
            var count = (await connection.WorkflowService.CountWorkflowExecutionsAsync(new() { Namespace = "default", Query = "ExecutionStatus = 'Running'" })).Count;
            var restart = watch.Elapsed.TotalSeconds;
            if (count != warm + options.Workflows)
                throw new InvalidOperationException($"{warm + options.Workflows} were acknowledged, after a kill and a restart {count} are open.");
            Output.Document(new OpenReport(
                options.Workflows, seconds, perSecond[0], perSecond[^1], perSecond[^1] / perSecond[0], memory, disk / count, restart, Resident(again)));
            again.StandardInput.Close();
            await again.WaitForExitAsync();
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Starts all, waits until each was brought to its wait; the rate of each tenth.</summary>
    private static async Task<List<double>> FillAsync(string address, LoadOptions options, Action<double> progress)
    {
        var connection = await TemporalConnection.ConnectAsync(new TemporalConnectionOptions(address));
        using var stop = new CancellationTokenSource();
        var waiters = new HandWaiters(connection.WorkflowService, queue);
        var working = waiters.RunAsync(pollers: 16, stop.Token);
        await BringAsync(0, warm);
        var rates = new List<double>();
        for (var tenth = 0; tenth < tenths; tenth++)
        {
            var (from, to) = (warm + (options.Workflows * tenth / tenths), warm + (options.Workflows * (tenth + 1) / tenths));
            var watch = Stopwatch.StartNew();
            await BringAsync(from, to);
            rates.Add((to - from) / watch.Elapsed.TotalSeconds);
            progress(rates[^1]);
        }

        await stop.CancelAsync();
        await working;
        return rates;

        async Task BringAsync(int from, int to)
        {
            await StartAsync(connection.WorkflowService, from, to, options.InFlight);
            while (waiters.Answered < to)
                await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }

    private static async Task StartAsync(WorkflowService service, int from, int to, int inFlight)
    {
        var next = from - 1;
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(async _ =>
        {
            int i;
            while ((i = Interlocked.Increment(ref next)) < to)
            {
                await service.StartWorkflowExecutionAsync(new StartWorkflowExecutionRequest
                {
                    Namespace = "default",
                    WorkflowId = $"open-{i}",
                    WorkflowType = new() { Name = "Waits" },
                    TaskQueue = new() { Name = queue },
                    RequestId = $"open-{i}",
                    Input = HandWorker.Text("an order"),
                });
            }
        }));
    }

    private static long Resident(Process process)
    {
        process.Refresh();
        return process.WorkingSet64 >> 20;
    }
}
