using Temporalio.Activities;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

public sealed class Arithmetic
{
    public int FailuresBeforeSuccess { get; set; }

    public int Calls { get; private set; }

    [Activity]
    public int Double(int number) => number * 2;

    [Activity]
    public async Task<string> GreetAsync(string name)
    {
        await Task.Yield();
        return $"Hello, {name}!";
    }

    [Activity]
    public int Flaky(int number)
    {
        Calls++;
        return Calls <= FailuresBeforeSuccess ? throw new InvalidOperationException($"try {Calls}") : number;
    }

    [Activity]
    public void Refuse() => throw new ApplicationFailureException("refused", errorType: "Refused", nonRetryable: true);
}

[Workflow]
public class ThreeSteps
{
    [WorkflowRun]
    public async Task<int> RunAsync(int start)
    {
        var options = new ActivityOptions { StartToCloseTimeout = TimeSpan.FromSeconds(10) };
        var number = start;
        for (var i = 0; i < 3; i++)
            number = await Workflow.ExecuteActivityAsync((Arithmetic a) => a.Double(number), options);
        return number;
    }
}

[Workflow]
public class Greeting
{
    [WorkflowRun]
    public Task<string> RunAsync(string name) => Workflow.ExecuteActivityAsync(
        (Arithmetic a) => a.GreetAsync(name), new() { ScheduleToCloseTimeout = TimeSpan.FromSeconds(10) });
}

[Workflow]
public class Retried
{
    [WorkflowRun]
    public Task<int> RunAsync(int number) => Workflow.ExecuteActivityAsync((Arithmetic a) => a.Flaky(number), new()
    {
        StartToCloseTimeout = TimeSpan.FromSeconds(10),
        RetryPolicy = new() { InitialInterval = TimeSpan.FromMilliseconds(10) },
    });
}

[Workflow]
public class Refused
{
    [WorkflowRun]
    public Task RunAsync() => Workflow.ExecuteActivityAsync((Arithmetic a) => a.Refuse(), new() { StartToCloseTimeout = TimeSpan.FromSeconds(10) });
}

[Workflow]
public class Sleeper
{
    [WorkflowRun]
    public async Task<bool> RunAsync(TimeSpan delay)
    {
        var before = Workflow.UtcNow;
        await Workflow.DelayAsync(delay);
        return Workflow.UtcNow - before >= delay;
    }
}

[Workflow]
public class Counter
{
    private int count;
    private bool isDone;

    [WorkflowQuery]
    public int Count => count;

    [WorkflowQuery]
    public int CountPlus(int more) => count + more;

    [WorkflowRun]
    public async Task<int> RunAsync(int start)
    {
        count += start;
        await Workflow.WaitConditionAsync(() => isDone && Workflow.AllHandlersFinished);
        return count;
    }

    [WorkflowSignal]
    public Task AddAsync(int number)
    {
        count += number;
        return Task.CompletedTask;
    }

    [WorkflowSignal]
    public Task FinishAsync()
    {
        isDone = true;
        return Task.CompletedTask;
    }

    [WorkflowUpdate]
    public async Task<int> AddSlowlyAsync(int number)
    {
        var doubled = await Workflow.ExecuteActivityAsync((Arithmetic a) => a.Double(number), new() { StartToCloseTimeout = TimeSpan.FromSeconds(10) });
        count += doubled;
        return count;
    }

    [WorkflowUpdate]
    public Task<int> AddNowAsync(int number)
    {
        count += number;
        return Task.FromResult(count);
    }

    [WorkflowUpdateValidator(nameof(AddNowAsync))]
    public void ValidateAddNow(int number)
    {
        if (number < 0)
            throw new ArgumentException("must not be negative");
    }

    [WorkflowUpdate]
    public Task FailAsync() => throw new ApplicationFailureException("no such luck");
}
