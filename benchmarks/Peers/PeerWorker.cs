using Temporalio.Client;
using Temporalio.Worker;

namespace AgenticRecovery.Benchmarks.Peers;

/// <summary>Our worker with its usual tuning: in this process, or as a process that says "ready" and ends with its standard input.</summary>
internal static class PeerWorker
{
    public const string Queue = "peers";

    /// <param name="cached">Most workflows in memory; null for the usual number.</param>
    public static TemporalWorker Make(ITemporalClient client, int? cached = null)
    {
        var options = new TemporalWorkerOptions(Queue);
        if (cached is { } most)
            options.MaxCachedWorkflows = most;
        options.AddWorkflow<PeerOrder>().AddWorkflow<PeerRoundTrips>().AddWorkflow<PeerWait>().AddAllActivities(typeof(PeerSteps), null);
        return new TemporalWorker(client, options);
    }

    public static async Task<int> RunAsync(string address)
    {
        using var worker = Make(await TemporalClient.ConnectAsync(new TemporalClientConnectOptions(address)));
        Console.WriteLine("ready");
        return await worker.ExecuteAsync(async () =>
        {
            // Console.In would block, and the official worker polls only once this function has given its thread back.
            await new StreamReader(Console.OpenStandardInput()).ReadToEndAsync();
            return 0;
        });
    }
}
