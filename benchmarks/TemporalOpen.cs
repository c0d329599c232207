using System.Diagnostics;
using Temporalio.Api.Common.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.DevServer;

namespace AgenticRecovery.Benchmarks;

/// <summary>Many open workflows: how long a restart takes and what they cost in memory and on disk.</summary>
internal static class TemporalOpen
{
    public static async Task<int> RunAsync(LoadOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("temporal-open-");
        var path = Path.Combine(folder.FullName, "open.db");
        try
        {
            var watch = Stopwatch.StartNew();
            await using (var server = await DevServer.StartAsync(new DevServerOptions { DatabasePath = path }, CancellationToken.None))
                await StartAllAsync(await TemporalConnection.ConnectAsync(new TemporalConnectionOptions(server.TargetHost)), options);
            Console.WriteLine($"{options.Workflows} started in {watch.Elapsed.TotalSeconds:F1} s; database {new FileInfo(path).Length / 1024.0 / 1024:F0} MB");
            watch.Restart();
            await using var again = await DevServer.StartAsync(new DevServerOptions { DatabasePath = path }, CancellationToken.None);
            Console.WriteLine($"restart {watch.Elapsed.TotalSeconds:F1} s; managed {GC.GetTotalMemory(forceFullCollection: true) / 1024.0 / 1024:F0} MB, "
                + $"working set {Process.GetCurrentProcess().WorkingSet64 / 1024.0 / 1024:F0} MB");
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task StartAllAsync(TemporalConnection connection, LoadOptions options)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, options.InFlight).Select(async _ =>
        {
            int i;
            while ((i = Interlocked.Increment(ref next)) < options.Workflows)
            {
                await connection.WorkflowService.StartWorkflowExecutionAsync(new StartWorkflowExecutionRequest
                {
                    Namespace = "default",
                    WorkflowId = $"open-{i}",
                    WorkflowType = new WorkflowType { Name = "Waits" },
                    TaskQueue = new TaskQueue { Name = "nobody" },
                    RequestId = $"open-{i}",
                    Input = HandWorker.Text("an order"),
                    WorkflowRunTimeout = new() { Seconds = 3600 },
                });
            }
        }));
    }
}
