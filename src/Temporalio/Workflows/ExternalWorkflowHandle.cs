using System.Linq.Expressions;

namespace Temporalio.Workflows;

/// <summary>Any other workflow, by id.</summary>
public abstract class ExternalWorkflowHandle
{
    protected ExternalWorkflowHandle()
    {
    }

    public abstract string Id { get; }

    /// <summary>Null means whatever run is current.</summary>
    public abstract string? RunId { get; }

    public Task SignalAsync<TWorkflow>(Expression<Func<TWorkflow, Task>> signalCall, ExternalWorkflowSignalOptions? options = null)
    {
        var (method, args) = CallExpression.Read(signalCall);
        return SignalAsync(WorkflowSignalDefinition.NameForCall(method), args, options);
    }

    public abstract Task SignalAsync(string signal, IReadOnlyCollection<object?> args, ExternalWorkflowSignalOptions? options = null);

    public abstract Task CancelAsync();
}

/// <summary>Any other workflow of a known type, by id.</summary>
public abstract class ExternalWorkflowHandle<TWorkflow> : ExternalWorkflowHandle
{
    protected ExternalWorkflowHandle()
    {
    }

    public Task SignalAsync(Expression<Func<TWorkflow, Task>> signalCall, ExternalWorkflowSignalOptions? options = null) =>
        SignalAsync<TWorkflow>(signalCall, options);
}
