using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace AgenticRecovery.Benchmarks.Faults;

/// <summary>What an order went through, in its own words.</summary>
/// <param name="Steps">The token each repeatable step returned.</param>
/// <param name="Once">The token of the step that may be tried once; "unknown" when its worker was killed over it.</param>
/// <param name="Heard">Signals and updates in the order they came.</param>
public sealed record OrderEnd(IReadOnlyList<string> Steps, string Once, string Parcel, IReadOnlyList<string> Heard);

/// <summary>A bit of everything: repeatable steps, a step that must not be repeated, a timer, a child, signals, an update.</summary>
[Workflow]
public sealed class FaultedOrder
{
    public const int StepCount = 3;
    public const int SignalCount = 3;

    private readonly List<string> heard = [];

    [WorkflowRun]
    public async Task<OrderEnd> RunAsync(string order)
    {
        var steps = new List<string>();
        for (var step = 0; step < StepCount; step++)
        {
            var number = step;
            steps.Add(await Workflow.ExecuteActivityAsync((FaultSteps s) => s.Often(order, number), Options(attempts: 0)));
        }

        var once = await OnceAsync(order);
        await Workflow.DelayAsync(TimeSpan.FromMilliseconds(50));
        var parcel = await Workflow.ExecuteChildWorkflowAsync((FaultedParcel p) => p.RunAsync(order), new ChildWorkflowOptions { Id = order + "-parcel" });
        await Workflow.WaitConditionAsync(() => heard.Count == SignalCount + 1 && Workflow.AllHandlersFinished);
        return new OrderEnd(steps, once, parcel, heard);
    }

    [WorkflowSignal]
    public Task HearAsync(string word)
    {
        heard.Add(word);
        return Task.CompletedTask;
    }

    [WorkflowUpdate]
    public Task<int> CountAsync(string word)
    {
        heard.Add(word);
        return Task.FromResult(heard.Count);
    }

    private static async Task<string> OnceAsync(string order)
    {
        try
        {
            return await Workflow.ExecuteActivityAsync((FaultSteps s) => s.Once(order), Options(attempts: 1));
        }
        catch (ActivityFailureException e) when (e.InnerException is TimeoutFailureException)
        {
            return "unknown";
        }
    }

    /// <summary>Short time-outs, so that what died with a worker is noticed within a kill or two.</summary>
    private static ActivityOptions Options(int attempts) => new()
    {
        StartToCloseTimeout = TimeSpan.FromSeconds(3),
        RetryPolicy = new() { InitialInterval = TimeSpan.FromMilliseconds(50), MaximumInterval = TimeSpan.FromMilliseconds(500), MaximumAttempts = attempts },
    };
}

/// <summary>The child of an order.</summary>
[Workflow]
public sealed class FaultedParcel
{
    [WorkflowRun]
    public Task<string> RunAsync(string order) => Workflow.ExecuteActivityAsync(
        (FaultSteps s) => s.Often(order, FaultedOrder.StepCount), new ActivityOptions { StartToCloseTimeout = TimeSpan.FromSeconds(3) });
}
