using Temporalio.Activities;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

/// <summary>An activity that says when it runs, and ends when the test lets it.</summary>
public sealed class Gate
{
    public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Activity]
    public Task PassAsync()
    {
        Reached.TrySetResult();
        return Open.Task;
    }
}

[Workflow]
public class AtTheGate
{
    [WorkflowRun]
    public Task RunAsync() => Workflow.ExecuteActivityAsync((Gate g) => g.PassAsync(), new() { StartToCloseTimeout = TimeSpan.FromSeconds(60) });
}
