using System.Diagnostics;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
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
        await BatchAsync(connection, "warm", options with { Workflows = Math.Min(200, options.Workflows) });
        var allocatedBefore = GC.GetTotalAllocatedBytes();
        var cpuBefore = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        var latencies = await BatchAsync(connection, "load", options);
        watch.Stop();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime - cpuBefore;
        var allocated = GC.GetTotalAllocatedBytes() - allocatedBefore;
        Array.Sort(latencies);
        Console.WriteLine($"{options.Transport}, {(options.FullSync ? "full sync" : "no sync")}: {options.Workflows} workflows, {options.InFlight} in flight, {Environment.ProcessorCount} cores");
        Console.WriteLine($"{options.Workflows / watch.Elapsed.TotalSeconds:F0} workflows/s; latency p50 {latencies[latencies.Length / 2]:F1} ms, p95 {latencies[latencies.Length * 95 / 100]:F1} ms");
        Console.WriteLine($"{cpu.TotalMilliseconds / options.Workflows:F2} ms CPU and {allocated / 1024.0 / options.Workflows:F0} KB allocated per workflow in this process");
        await stop.CancelAsync();
        await worker;
    }

    private static async Task<double[]> BatchAsync(ITemporalConnection connection, string name, LoadOptions options)
    {
        var latencies = new double[options.Workflows];
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, options.InFlight).Select(async _ =>
        {
            int i;
            while ((i = Interlocked.Increment(ref next)) < options.Workflows)
            {
                var watch = Stopwatch.GetTimestamp();
                await OneAsync(connection.WorkflowService, $"{name}-{i}");
                latencies[i] = Stopwatch.GetElapsedTime(watch).TotalMilliseconds;
            }
        }));
        return latencies;
    }

    private static async Task OneAsync(WorkflowService service, string id)
    {
        var started = await service.StartWorkflowExecutionAsync(new StartWorkflowExecutionRequest
        {
            Namespace = "default",
            WorkflowId = id,
            WorkflowType = new WorkflowType { Name = "Three" },
            TaskQueue = new TaskQueue { Name = taskQueue },
            RequestId = id,
            Input = HandWorker.Text("an order"),
            Identity = "load",
        });
        var execution = new Temporalio.Api.Common.V1.WorkflowExecution { WorkflowId = id, RunId = started.RunId };
        await service.SignalWorkflowExecutionAsync(new SignalWorkflowExecutionRequest
        {
            Namespace = "default",
            WorkflowExecution = execution,
            SignalName = "go",
            RequestId = id,
            Identity = "load",
        });
        var token = Google.Protobuf.ByteString.Empty;
        while (true)
        {
            var page = await service.GetWorkflowExecutionHistoryAsync(new GetWorkflowExecutionHistoryRequest
            {
                Namespace = "default",
                Execution = execution,
                WaitNewEvent = true,
                HistoryEventFilterType = HistoryEventFilterType.CloseEvent,
                NextPageToken = token,
            });
            if (page.History.Events.Count > 0)
                return;
            token = page.NextPageToken;
        }
    }
}
