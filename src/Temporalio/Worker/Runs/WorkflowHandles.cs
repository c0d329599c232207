using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>A started child, as its parent holds it.</summary>
internal sealed class ChildHandle<TWorkflow, TResult>(WorkflowInstance workflow, ChildWorkflowOperation child, string id, string runId)
    : ChildWorkflowHandle<TWorkflow, TResult>
{
    public override string Id => id;

    public override string FirstExecutionRunId => runId;

    public override Task<TOther> GetResultAsync<TOther>() => workflow.ChildResultAsync<TOther>(child);

    public override Task SignalAsync(string signal, IReadOnlyCollection<object?> args, ChildWorkflowSignalOptions? options = null) =>
        workflow.Outbound.SignalChildWorkflowAsync(new(id, signal, args, options, null));
}

/// <summary>Some other workflow, as a workflow holds it.</summary>
internal sealed class ExternalHandle<TWorkflow>(WorkflowInstance workflow, string id, string? runId) : ExternalWorkflowHandle<TWorkflow>
{
    public override string Id => id;

    public override string? RunId => runId;

    public override Task SignalAsync(string signal, IReadOnlyCollection<object?> args, ExternalWorkflowSignalOptions? options = null) =>
        workflow.Outbound.SignalExternalWorkflowAsync(new(id, runId, signal, args, options, null));

    public override Task CancelAsync() => workflow.Outbound.CancelExternalWorkflowAsync(new(id, runId));
}
