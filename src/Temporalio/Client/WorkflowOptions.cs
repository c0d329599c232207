using System.Linq.Expressions;
using Temporalio.Api.Enums.V1;
using Temporalio.Common;
using Temporalio.Workflows;

namespace Temporalio.Client;

/// <summary>How a workflow is started. Id and task queue are required.</summary>
public class WorkflowOptions : ICloneable
{
    public WorkflowOptions()
    {
    }

    public WorkflowOptions(string id, string taskQueue)
    {
        Id = id;
        TaskQueue = taskQueue;
    }

    public string? CronSchedule { get; set; }

    /// <summary>Limit over all runs.</summary>
    public TimeSpan? ExecutionTimeout { get; set; }

    public string? Id { get; set; }

    /// <summary>What happens when a workflow with this id is running.</summary>
    public WorkflowIdConflictPolicy IdConflictPolicy { get; set; }

    /// <summary>What happens when a workflow with this id has closed.</summary>
    public WorkflowIdReusePolicy IdReusePolicy { get; set; } = WorkflowIdReusePolicy.AllowDuplicate;

    /// <summary>Values may not be null.</summary>
    public IReadOnlyDictionary<string, object>? Memo { get; set; }

    public Priority? Priority { get; set; }

    /// <summary>A wish only: this client always lets the service hand out the first task.</summary>
    public bool RequestEagerStart { get; set; }

    public RetryPolicy? RetryPolicy { get; set; }

    public RpcOptions? Rpc { get; set; }

    /// <summary>Limit of one run.</summary>
    public TimeSpan? RunTimeout { get; set; }

    public TimeSpan? StartDelay { get; set; }

    /// <summary>Sent with the start, or to the running workflow.</summary>
    public string? StartSignal { get; set; }

    public IReadOnlyCollection<object?>? StartSignalArgs { get; set; }

    public string? StaticDetails { get; set; }

    public string? StaticSummary { get; set; }

    public string? TaskQueue { get; set; }

    /// <summary>Limit of one workflow task.</summary>
    public TimeSpan? TaskTimeout { get; set; }

    public SearchAttributeCollection? TypedSearchAttributes { get; set; }

    public VersioningOverride? VersioningOverride { get; set; }

    public virtual object Clone()
    {
        var copy = (WorkflowOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }

    public void SignalWithStart<TWorkflow>(Expression<Func<TWorkflow, Task>> signalCall)
    {
        var (method, args) = CallExpression.Read(signalCall);
        SignalWithStart(WorkflowSignalDefinition.NameForCall(method), args);
    }

    public void SignalWithStart(string signal, IReadOnlyCollection<object?> args)
    {
        StartSignal = signal;
        StartSignalArgs = args;
    }
}
