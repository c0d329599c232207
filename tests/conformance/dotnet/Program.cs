using Temporalio.Client;
using Temporalio.Conformance;
using Temporalio.Worker;

// worker ADDRESS QUEUE: our worker, for the official client; says "ready", ends with its standard input.
// client ADDRESS QUEUE: our client, for the official worker on that queue; one TAP line for each check.
switch (args)
{
    case ["worker", var address, var queue]:
        var options = new TemporalWorkerOptions(queue) { WorkflowStackTrace = WorkflowStackTrace.Normal }.AddAllActivities(new Activities());
        foreach (var type in Workflows.All)
            options.AddWorkflow(type);
        using (var worker = new TemporalWorker(await TemporalClient.ConnectAsync(new(address)), options))
        {
            Console.WriteLine("ready");
            return await worker.ExecuteAsync(async () =>
            {
                // Console.In would block, and the official worker polls only once this function has given its thread back.
                await new StreamReader(Console.OpenStandardInput()).ReadToEndAsync();
                return 0;
            });
        }
    case ["client", var address, var queue]:
        return await new ClientChecks(await TemporalClient.ConnectAsync(new(address)), queue).RunAsync();
    default:
        Console.Error.WriteLine("worker|client ADDRESS QUEUE");
        return 2;
}
