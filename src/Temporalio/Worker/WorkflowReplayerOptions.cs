using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Converters;
using Temporalio.Runtime;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>How histories are replayed.</summary>
public class WorkflowReplayerOptions : ICloneable
{
    public WorkflowReplayerOptions()
    {
    }

    public event EventHandler<WorkflowTaskStartingEventArgs>? WorkflowTaskStarting;

    public event EventHandler<WorkflowTaskCompletedEventArgs>? WorkflowTaskCompleted;

    public IList<WorkflowDefinition> Workflows { get; private set; } = new List<WorkflowDefinition>();

    public string Namespace { get; set; } = "ReplayNamespace";

    public string TaskQueue { get; set; } = "ReplayTaskQueue";

    public DataConverter DataConverter { get; set; } = DataConverter.Default;

    public IReadOnlyCollection<IWorkerInterceptor>? Interceptors { get; set; }

    public IReadOnlyCollection<ITemporalWorkerPlugin>? Plugins { get; set; }

    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    public IReadOnlyCollection<Type>? WorkflowFailureExceptionTypes { get; set; }

    public string? BuildId { get; set; }

    public string? Identity { get; set; }

    public TemporalRuntime? Runtime { get; set; }

    public bool DebugMode { get; set; } = DebugSettings.IsDebugging;

    /// <summary>No effect: this library has no tracing listener.</summary>
    public bool DisableWorkflowTracingEventListener { get; set; }

    public WorkflowReplayerOptions AddWorkflow<T>() => AddWorkflow(typeof(T));

    public WorkflowReplayerOptions AddWorkflow(Type type) => AddWorkflow(WorkflowDefinition.Create(type));

    public WorkflowReplayerOptions AddWorkflow(WorkflowDefinition definition)
    {
        Workflows.Add(definition);
        return this;
    }

    public virtual object Clone()
    {
        var copy = (WorkflowReplayerOptions)MemberwiseClone();
        copy.Workflows = new List<WorkflowDefinition>(Workflows);
        return copy;
    }

    internal WorkflowTaskEvents Events() => new(this, WorkflowTaskStarting, WorkflowTaskCompleted);
}
