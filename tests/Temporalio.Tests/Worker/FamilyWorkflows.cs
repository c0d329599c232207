using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

[Workflow]
public class Parent
{
    [WorkflowRun]
    public async Task<int> RunAsync(int number)
    {
        var child = await Workflow.StartChildWorkflowAsync((Counter c) => c.RunAsync(number));
        await child.SignalAsync(c => c.AddAsync(10));
        await child.SignalAsync(c => c.FinishAsync());
        return await child.GetResultAsync();
    }
}

[Workflow]
public class ParentOfFailing
{
    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        try
        {
            await Workflow.ExecuteChildWorkflowAsync((FailsWith c) => c.RunAsync("child broke"));
            return "completed";
        }
        catch (ChildWorkflowFailureException e)
        {
            return e.InnerException!.Message;
        }
    }
}

[Workflow]
public class FailsWith
{
    [WorkflowRun]
    public Task RunAsync(string message) => throw new ApplicationFailureException(message);
}

[Workflow]
public class Signaller
{
    [WorkflowRun]
    public async Task RunAsync(string otherId)
    {
        var other = Workflow.GetExternalWorkflowHandle<Counter>(otherId);
        await other.SignalAsync(c => c.AddAsync(5));
        await other.SignalAsync(c => c.FinishAsync());
    }
}

[Workflow]
public class Canceller
{
    [WorkflowRun]
    public Task RunAsync(string otherId) => Workflow.GetExternalWorkflowHandle(otherId).CancelAsync();
}

[Workflow]
public class CountsDown
{
    [WorkflowRun]
    public async Task<string> RunAsync(int left, string trail)
    {
        await Workflow.DelayAsync(1);
        if (left > 0)
            throw Workflow.CreateContinueAsNewException((CountsDown w) => w.RunAsync(left - 1, trail + left));
        return trail + "0";
    }
}

[Workflow]
public class WaitsForCancel
{
    private bool isCleanedUp;

    [WorkflowQuery]
    public bool IsCleanedUp => isCleanedUp;

    [WorkflowRun]
    public async Task RunAsync()
    {
        try
        {
            await Workflow.DelayAsync(TimeSpan.FromHours(1));
        }
        catch (TaskCanceledException)
        {
            await Workflow.DelayAsync(TimeSpan.FromMilliseconds(1), CancellationToken.None);
            isCleanedUp = true;
            throw;
        }
    }
}

[Workflow]
public class WaitsWithLimit
{
    [WorkflowRun]
    public async Task<(bool First, bool Second)> RunAsync()
    {
        var first = await Workflow.WaitConditionAsync(() => false, TimeSpan.FromMilliseconds(20));
        var second = await Workflow.WaitConditionAsync(() => true, TimeSpan.FromHours(1));
        return (first, second);
    }
}

[Workflow]
public class Drawing
{
    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        var before = Workflow.NewGuid();
        var number = Workflow.Random.Next(1000);
        await Workflow.DelayAsync(1);
        return $"{before} {number} {Workflow.NewGuid()}";
    }
}
