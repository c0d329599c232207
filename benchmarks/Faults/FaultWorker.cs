using Temporalio.Client;
using Temporalio.Worker;

namespace AgenticRecovery.Benchmarks.Faults;

/// <summary>A worker process: says "ready", works until it is killed or its standard input ends.</summary>
internal static class FaultWorker
{
    public const string Queue = "faults";

    public static async Task<int> RunAsync(string address, string folder)
    {
        var client = TemporalClient.CreateLazy(new TemporalClientConnectOptions(address));
        await UntilConnectedAsync(client);
        using var steps = new FaultSteps(folder);
        var options = new TemporalWorkerOptions(Queue) { StickyQueueScheduleToStartTimeout = TimeSpan.FromSeconds(2) };
        options.AddWorkflow<FaultedOrder>().AddWorkflow<FaultedParcel>().AddAllActivities(steps);
        using var worker = new TemporalWorker(client, options);
        Console.WriteLine("ready");
        return await worker.ExecuteAsync(async () =>
        {
            await Console.In.ReadToEndAsync();
            return 0;
        });
    }

    /// <summary>The service may just be dead; it comes back.</summary>
    private static async Task UntilConnectedAsync(TemporalClient client)
    {
        while (true)
        {
            try
            {
                await client.Connection.ConnectAsync();
                return;
            }
            catch (Exception e) when (e is Temporalio.Exceptions.RpcException or InvalidOperationException or HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200));
            }
        }
    }
}
