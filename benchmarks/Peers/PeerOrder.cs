using Temporalio.Activities;
using Temporalio.Workflows;

namespace AgenticRecovery.Benchmarks.Peers;

/// <summary>Three activities in a row, the last one after a signal. tests/conformance/peers has the same for the TypeScript SDK.</summary>
[Workflow]
public sealed class PeerOrder
{
    private static readonly ActivityOptions options = new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) };
    private bool isTold;

    [WorkflowRun]
    public async Task<string> RunAsync(string order)
    {
        var first = await Workflow.ExecuteActivityAsync(() => PeerSteps.Echo(order), options);
        var second = await Workflow.ExecuteActivityAsync(() => PeerSteps.Echo(first), options);
        await Workflow.WaitConditionAsync(() => isTold);
        return await Workflow.ExecuteActivityAsync(() => PeerSteps.Echo(second), options);
    }

    [WorkflowSignal("go")]
    public Task GoAsync()
    {
        isTold = true;
        return Task.CompletedTask;
    }
}

/// <summary>Steps that cost nothing themselves.</summary>
public static class PeerSteps
{
    [Activity]
    public static string Echo(string text) => text;
}

/// <summary>One activity after another; returns how long each took as the workflow saw it, in microseconds.</summary>
[Workflow]
public sealed class PeerRoundTrips
{
    [WorkflowRun]
    public async Task<long[]> RunAsync(int count)
    {
        var tookUs = new long[count];
        for (var i = 0; i < count; i++)
        {
            // Not replayed here, so the machine's own clock may be looked at.
            var from = System.Diagnostics.Stopwatch.GetTimestamp();
            await Workflow.ExecuteActivityAsync(() => PeerSteps.Echo("x"), new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) });
            tookUs[i] = (long)System.Diagnostics.Stopwatch.GetElapsedTime(from).TotalMicroseconds;
        }

        return tookUs;
    }
}

/// <summary>Waits for ever; answers whether it got that far.</summary>
[Workflow]
public sealed class PeerWait
{
    private bool isWaiting;

    [WorkflowRun]
    public async Task RunAsync(string order)
    {
        isWaiting = order.Length > 0;
        await Workflow.WaitConditionAsync(() => false);
    }

    [WorkflowQuery]
    public bool IsWaiting() => isWaiting;
}
