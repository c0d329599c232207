using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporalio.Conformance;

[Workflow("child")]
public sealed class Child
{
    [WorkflowRun]
    public Task<string> RunAsync(object value) => Task.FromResult($"child of {Workflow.Info.Parent?.WorkflowId}: {value}");
}

[Workflow("parent")]
public sealed class Parent
{
    [WorkflowRun]
    public Task<string> RunAsync(object value) => Workflow.ExecuteChildWorkflowAsync((Child c) => c.RunAsync(value));
}

[Workflow("manyChildren")]
public sealed class ManyChildren
{
    [WorkflowRun]
    public async Task<int> RunAsync(int count)
    {
        // Ids of their own: those that are made up at random differ between languages.
        var all = await Workflow.WhenAllAsync(Enumerable.Range(0, count).Select(i => Workflow.ExecuteChildWorkflowAsync(
            (Child c) => c.RunAsync(i), new() { Id = $"{Workflow.Info.WorkflowId}-{i}" })).ToList());
        return all.Length;
    }
}

[Workflow("signalsOther")]
public sealed class SignalsOther
{
    [WorkflowRun]
    public async Task<string> RunAsync(string workflowId, string name, object value)
    {
        try
        {
            await Workflow.GetExternalWorkflowHandle(workflowId).SignalAsync(name, [value]);
            return "signalled";
        }
        catch (FailureException failure)
        {
            return $"{failure.GetType().Name}: {failure.Message}";
        }
    }
}

[Workflow("cancelsOther")]
public sealed class CancelsOther
{
    [WorkflowRun]
    public async Task<string> RunAsync(string workflowId)
    {
        try
        {
            await Workflow.GetExternalWorkflowHandle(workflowId).CancelAsync();
            return "asked";
        }
        catch (FailureException failure)
        {
            return $"{failure.GetType().Name}: {failure.Message}";
        }
    }
}
