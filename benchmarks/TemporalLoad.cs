using System.Diagnostics;
using Temporalio.Client;
using Temporalio.DevServer;

namespace AgenticRecovery.Benchmarks;

/// <summary>Workflows of three activities and a signal, so many in flight; prints throughput, latency and allocation.</summary>
internal static class TemporalLoad
{
    private const string taskQueue = "load";

    public static async Task<int> RunAsync(LoadOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("temporal-load-");
        var path = Path.Combine(folder.FullName, "load.db");
        DevServer? server = null;
        Process? child = null;
        try
        {
            string target;
            if (options.Transport == "loopback")
            {
                (child, target) = TemporalServe.Start(path, options.FullSync);
            }
            else
            {
                server = await DevServer.StartAsync(new DevServerOptions
                {
                    DatabasePath = options.Transport == "memory" ? null : path,
                    FullSync = options.FullSync,
                }, CancellationToken.None);
                target = server.TargetHost;
            }
            var connection = await TemporalConnection.ConnectAsync(new TemporalConnectionOptions(target));
            await DriveAsync(connection, options);
            return 0;
        }
        finally
        {
            if (server is not null)
                await server.DisposeAsync();
            child?.StandardInput.Close();
            child?.WaitForExit();
            folder.Delete(recursive: true);
        }
    }

    private static async Task DriveAsync(ITemporalConnection connection, LoadOptions options)
    {
        using var stop = new CancellationTokenSource();
        var worker = new HandWorker(connection, taskQueue).RunAsync(pollers: 8, stop.Token);
        var driver = new LoadDriver(connection.WorkflowService, "Three", taskQueue);
        await driver.BatchAsync("warm", Math.Min(200, options.Workflows), options.InFlight);
        var allocatedBefore = GC.GetTotalAllocatedBytes();
        var cpuBefore = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        var latencies = await driver.BatchAsync("load", options.Workflows, options.InFlight);
        watch.Stop();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime - cpuBefore;
        var allocated = GC.GetTotalAllocatedBytes() - allocatedBefore;
        Console.WriteLine($"{options.Transport}, {(options.FullSync ? "full sync" : "no sync")}: {options.Workflows} workflows, {options.InFlight} in flight, {Environment.ProcessorCount} cores");
        Console.WriteLine($"{options.Workflows / watch.Elapsed.TotalSeconds:F0} workflows/s; latency p50 {latencies[latencies.Length / 2]:F1} ms, p95 {latencies[latencies.Length * 95 / 100]:F1} ms");
        Console.WriteLine($"{cpu.TotalMilliseconds / options.Workflows:F2} ms CPU and {allocated / 1024.0 / options.Workflows:F0} KB allocated per workflow in this process");
        await stop.CancelAsync();
        await worker;
    }
}
