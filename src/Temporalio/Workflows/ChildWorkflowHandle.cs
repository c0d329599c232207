using System.Linq.Expressions;

namespace Temporalio.Workflows;

/// <summary>A child workflow that has started.</summary>
public abstract class ChildWorkflowHandle
{
    protected ChildWorkflowHandle()
    {
    }

    public abstract string Id { get; }

    public abstract string FirstExecutionRunId { get; }

    /// <exception cref="Temporalio.Exceptions.ChildWorkflowFailureException">When the child does not complete.</exception>
    public Task GetResultAsync() => GetResultAsync<ValueTuple>();

    public abstract Task<TResult> GetResultAsync<TResult>();

    public Task SignalAsync<TWorkflow>(Expression<Func<TWorkflow, Task>> signalCall, ChildWorkflowSignalOptions? options = null)
    {
        var (method, args) = CallExpression.Read(signalCall);
        return SignalAsync(WorkflowSignalDefinition.NameForCall(method), args, options);
    }

    public abstract Task SignalAsync(string signal, IReadOnlyCollection<object?> args, ChildWorkflowSignalOptions? options = null);
}

/// <summary>A child workflow of a known type.</summary>
public abstract class ChildWorkflowHandle<TWorkflow> : ChildWorkflowHandle
{
    protected ChildWorkflowHandle()
    {
    }

    public Task SignalAsync(Expression<Func<TWorkflow, Task>> signalCall, ChildWorkflowSignalOptions? options = null) =>
        SignalAsync<TWorkflow>(signalCall, options);
}

/// <summary>A child workflow of a known type and result.</summary>
public abstract class ChildWorkflowHandle<TWorkflow, TResult> : ChildWorkflowHandle<TWorkflow>
{
    protected ChildWorkflowHandle()
    {
    }

    public new Task<TResult> GetResultAsync() => GetResultAsync<TResult>();
}
