using System.Linq.Expressions;
using Temporalio.Api.Common.V1;
using Temporalio.Workflows;

namespace Temporalio.Client;

/// <summary>The start half of an update that starts its workflow.</summary>
public abstract class WithStartWorkflowOperation : ICloneable
{
    private protected WithStartWorkflowOperation(string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options)
    {
        Workflow = workflow;
        Args = args;
        Options = options;
    }

    public IReadOnlyCollection<object?> Args { get; set; }

    public IDictionary<string, Payload>? Headers { get; set; }

    public WorkflowOptions Options { get; set; }

    public string Workflow { get; set; }

    public static WithStartWorkflowOperation<WorkflowHandle<TWorkflow>> Create<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, WorkflowOptions options)
    {
        var (method, args) = CallExpression.Read(workflowRunCall);
        return new(WorkflowDefinition.NameForCall(method), args, options, static (client, id, runId, firstRunId) =>
            new WorkflowHandle<TWorkflow>(client, id, ResultRunId: runId, FirstExecutionRunId: firstRunId));
    }

    public static WithStartWorkflowOperation<WorkflowHandle<TWorkflow, TResult>> Create<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, WorkflowOptions options)
    {
        var (method, args) = CallExpression.Read(workflowRunCall);
        return new(WorkflowDefinition.NameForCall(method), args, options, static (client, id, runId, firstRunId) =>
            new WorkflowHandle<TWorkflow, TResult>(client, id, ResultRunId: runId, FirstExecutionRunId: firstRunId));
    }

    public static WithStartWorkflowOperation<WorkflowHandle> Create(
        string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options) =>
        new(workflow, args, options, static (client, id, runId, firstRunId) =>
            new WorkflowHandle(client, id, ResultRunId: runId, FirstExecutionRunId: firstRunId));

    /// <summary>An unused copy with a handle of its own.</summary>
    public abstract object Clone();

    internal abstract void SetStarted(ITemporalClient client, string workflowId, string runId, string? firstExecutionRunId);

    internal abstract void SetFailed(Exception exception);
}

/// <summary>The start half of an update that starts its workflow, with the handle it leads to.</summary>
public sealed class WithStartWorkflowOperation<THandle> : WithStartWorkflowOperation
    where THandle : WorkflowHandle
{
    private readonly TaskCompletionSource<THandle> started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<ITemporalClient, string, string, string?, THandle> toHandle;

    internal WithStartWorkflowOperation(
        string workflow,
        IReadOnlyCollection<object?> args,
        WorkflowOptions options,
        Func<ITemporalClient, string, string, string?, THandle> toHandle)
        : base(workflow, args, options) => this.toHandle = toHandle;

    public override object Clone() => new WithStartWorkflowOperation<THandle>(
        Workflow, Args, (WorkflowOptions)Options.Clone(), toHandle)
    { Headers = Headers };

    /// <summary>Ready when the start is known to have happened; fails when it is known not to have.</summary>
    public Task<THandle> GetHandleAsync() => started.Task;

    internal override void SetStarted(ITemporalClient client, string workflowId, string runId, string? firstExecutionRunId) =>
        started.TrySetResult(toHandle(client, workflowId, runId, firstExecutionRunId));

    internal override void SetFailed(Exception exception)
    {
        started.TrySetException(exception);
        // The caller of the update sees the fault too, so nobody needs to look at this task.
        _ = started.Task.Exception;
    }
}
