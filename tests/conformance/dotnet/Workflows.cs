using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Conformance;

/// <summary>
/// Workflows of tests/conformance/workflows once more, with the same names, steps and results: the official client must notice no
/// difference, and each side must be able to replay the histories of the other.
/// </summary>
internal static class Workflows
{
    public static readonly IReadOnlyList<Type> All =
    [
        typeof(Hello), typeof(ThreeInOrder), typeof(ManyAtOnce), typeof(Timers), typeof(TimerRace), typeof(LocalRetries), typeof(Patched),
        typeof(LongHistory), typeof(Throws), typeof(CleansUp), typeof(RefusesCancel), typeof(WaitsForever), typeof(CountsDown), typeof(Child),
        typeof(Parent), typeof(ManyChildren), typeof(SignalsOther), typeof(CancelsOther), typeof(Ledger), typeof(Counter), typeof(Early),
        typeof(Tags), typeof(TriedAgain), typeof(CancelsActivity),
    ];

    /// <summary>As the official workflows call their activities.</summary>
    public static ActivityOptions Quick => new()
    {
        StartToCloseTimeout = TimeSpan.FromSeconds(20),
        RetryPolicy = new() { InitialInterval = TimeSpan.FromMilliseconds(50), BackoffCoefficient = 1, MaximumAttempts = 5 },
    };

    public static TimeSpan Ms(int ms) => TimeSpan.FromMilliseconds(ms);
}

[Workflow("hello")]
public sealed class Hello
{
    [WorkflowRun]
    public Task<string> RunAsync(string name) => Workflow.ExecuteActivityAsync((Activities a) => a.Greet(name), Workflows.Quick);
}

[Workflow("threeInOrder")]
public sealed class ThreeInOrder
{
    [WorkflowRun]
    public async Task<List<string>> RunAsync()
    {
        var said = new List<string>();
        foreach (var name in new[] { "a", "b", "c" })
            said.Add(await Workflow.ExecuteActivityAsync((Activities a) => a.Greet(name), Workflows.Quick));
        return said;
    }
}

[Workflow("manyAtOnce")]
public sealed class ManyAtOnce
{
    [WorkflowRun]
    public async Task<int> RunAsync(int count)
    {
        var each = Enumerable.Range(0, count).Select(i => Workflow.ExecuteActivityAsync<int>("echo", [i], Workflows.Quick)).ToList();
        return (await Workflow.WhenAllAsync(each)).Sum();
    }
}

[Workflow("timers")]
public sealed class Timers
{
    [WorkflowRun]
    public async Task<List<int>> RunAsync(int first, int second = -1, int third = -1)
    {
        var ended = new List<int>();
        await Workflow.WhenAllAsync(new[] { first, second, third }.Where(ms => ms >= 0).Select(async ms =>
        {
            await Workflow.DelayAsync(Workflows.Ms(ms));
            ended.Add(ms);
        }));
        return ended;
    }
}

[Workflow("timerRace")]
public sealed class TimerRace
{
    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        using var stop = new CancellationTokenSource();
        var slow = Workflow.DelayAsync(TimeSpan.FromHours(1), stop.Token);
        await Workflow.DelayAsync(Workflows.Ms(50));
#pragma warning disable CA1849 // The workflow goes on in this very order.
        stop.Cancel();
#pragma warning restore CA1849
        try
        {
            await slow;
            return "slow";
        }
        catch (OperationCanceledException)
        {
            return "cancelled";
        }
    }
}

[Workflow("localRetries")]
public sealed class LocalRetries
{
    [WorkflowRun]
    public Task<int> RunAsync() => Workflow.ExecuteLocalActivityAsync((Activities a) => a.FailsUntil(3), new()
    {
        StartToCloseTimeout = TimeSpan.FromSeconds(5),
        RetryPolicy = new() { InitialInterval = Workflows.Ms(50), MaximumAttempts = 5 },
    });
}

[Workflow("patched")]
public sealed class Patched
{
    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        var path = Workflow.Patched("new-road") ? "new" : "old";
        await Workflow.ExecuteActivityAsync((Activities a) => a.Echo(path), Workflows.Quick);
        return path;
    }
}

[Workflow("longHistory")]
public sealed class LongHistory
{
    [WorkflowRun]
    public async Task<int> RunAsync(int steps)
    {
        for (var i = 0; i < steps; i++)
            await Workflow.DelayAsync(Workflows.Ms(1));
        return Workflow.CurrentHistoryLength;
    }
}

[Workflow("throws")]
public sealed class Throws
{
    [WorkflowRun]
    public Task RunAsync(string type, bool nonRetryable = true) =>
        throw new ApplicationFailureException("the run fails", type, nonRetryable, ["why", 3]);
}

[Workflow("triedAgain")]
public sealed class TriedAgain
{
    [WorkflowRun]
    public Task<int> RunAsync(int until)
    {
        var attempt = Workflow.Info.Attempt;
        return attempt < until ? throw new ApplicationFailureException($"run {attempt} fails", "Passing") : Task.FromResult(attempt);
    }
}

[Workflow("cleansUp")]
public sealed class CleansUp
{
    [WorkflowRun]
    public async Task RunAsync()
    {
        try
        {
            await Workflow.WaitConditionAsync(() => false);
        }
        catch (OperationCanceledException)
        {
            var options = Workflows.Quick;
            options.CancellationToken = CancellationToken.None;
            await Workflow.ExecuteActivityAsync((Activities a) => a.Echo("cleaned"), options);
            throw;
        }
    }
}

[Workflow("refusesCancel")]
public sealed class RefusesCancel
{
    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        try
        {
            await Workflow.WaitConditionAsync(() => false);
            return "never";
        }
        catch (OperationCanceledException)
        {
            return "went on";
        }
    }
}

[Workflow("waitsForever")]
public sealed class WaitsForever
{
    [WorkflowRun]
    public Task RunAsync() => Workflow.WaitConditionAsync(() => false);
}

[Workflow("countsDown")]
public sealed class CountsDown
{
    [WorkflowRun]
    public Task<int> RunAsync(int left, int runs = 1) => left > 0
        ? throw Workflow.CreateContinueAsNewException((CountsDown w) => w.RunAsync(left - 1, runs + 1))
        : Task.FromResult(runs);
}

[Workflow("tags")]
public sealed class Tags
{
    private static readonly SearchAttributeKey<string> Place = SearchAttributeKey.CreateKeyword("Place");
    private static readonly SearchAttributeKey<long> Level = SearchAttributeKey.CreateLong("Level");

    [WorkflowRun]
    public async Task<string> RunAsync(string place, long level)
    {
        Workflow.UpsertTypedSearchAttributes(Place.ValueSet(place));
        await Workflow.DelayAsync(Workflows.Ms(20));
        Workflow.UpsertTypedSearchAttributes(Level.ValueSet(level));
        await Workflow.WaitConditionAsync(() => false, Workflows.Ms(200));
        return Workflow.TypedSearchAttributes.Get(Place);
    }
}

[Workflow("cancelsActivity")]
public sealed class CancelsActivity
{
    [WorkflowRun]
    public async Task<string> RunAsync(string cancellationType)
    {
        using var stop = new CancellationTokenSource();
        var running = Workflow.ExecuteActivityAsync((Activities a) => a.UntilCancelledAsync(), new()
        {
            StartToCloseTimeout = TimeSpan.FromSeconds(30),
            HeartbeatTimeout = TimeSpan.FromSeconds(10),
            CancellationType = cancellationType == "TRY_CANCEL" ? ActivityCancellationType.TryCancel : ActivityCancellationType.WaitCancellationCompleted,
            RetryPolicy = new() { MaximumAttempts = 1 },
            CancellationToken = stop.Token,
        });
        await Workflow.DelayAsync(Workflows.Ms(300));
#pragma warning disable CA1849 // The workflow goes on in this very order.
        stop.Cancel();
#pragma warning restore CA1849
        try
        {
            return await running;
        }
        catch (ActivityFailureException failure)
        {
            return $"ActivityFailure/{(failure.InnerException is CanceledFailureException ? "true" : "false")}";
        }
    }
}
