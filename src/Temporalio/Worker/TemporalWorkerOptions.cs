using Microsoft.Extensions.Logging;
using Temporalio.Activities;
using Temporalio.Worker.Interceptors;
using Temporalio.Worker.Tuning;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>How a worker runs. Unset maxima are 100 each; tuner and maxima exclude each other.</summary>
public class TemporalWorkerOptions : ICloneable
{
    public TemporalWorkerOptions()
    {
    }

    public TemporalWorkerOptions(string taskQueue) => TaskQueue = taskQueue;

    /// <summary>Raised on the worker's thread before and after each workflow task; must return quickly.</summary>
    public event EventHandler<WorkflowTaskStartingEventArgs>? WorkflowTaskStarting;

    public event EventHandler<WorkflowTaskCompletedEventArgs>? WorkflowTaskCompleted;

    public string? TaskQueue { get; set; }

    public IList<ActivityDefinition> Activities { get; private set; } = new List<ActivityDefinition>();

    public IList<WorkflowDefinition> Workflows { get; private set; } = new List<WorkflowDefinition>();

    public IReadOnlyCollection<IWorkerInterceptor>? Interceptors { get; set; }

    public IReadOnlyCollection<ITemporalWorkerPlugin>? Plugins { get; set; }

    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Null is the module version id of the entry assembly.</summary>
    [Obsolete("Use DeploymentOptions")]
    public string? BuildId { get; set; }

    [Obsolete("Use DeploymentOptions")]
    public bool UseWorkerVersioning { get; set; }

    public WorkerDeploymentOptions? DeploymentOptions { get; set; }

    public string? Identity { get; set; }

    /// <summary>Runs kept in memory between their tasks; 0 replays from the start each time.</summary>
    public int MaxCachedWorkflows { get; set; } = 10000;

    public int? MaxConcurrentWorkflowTasks { get; set; }

    public int? MaxConcurrentActivities { get; set; }

    public int? MaxConcurrentLocalActivities { get; set; }

    public WorkerTuner? Tuner { get; set; }

    public int MaxConcurrentWorkflowTaskPolls { get; set; } = 5;

    public int MaxConcurrentActivityTaskPolls { get; set; } = 5;

    /// <summary>The share of polls that ask the normal task queue instead of the sticky one.</summary>
    public float NonStickyToStickyPollRatio { get; set; } = 0.2f;

    public PollerBehavior? WorkflowTaskPollerBehavior { get; set; }

    public PollerBehavior? ActivityTaskPollerBehavior { get; set; }

    /// <summary>True: activities are not polled for.</summary>
    public bool LocalActivityWorkerOnly { get; set; }

    public TimeSpan StickyQueueScheduleToStartTimeout { get; set; } = TimeSpan.FromSeconds(10);

    public TimeSpan MaxHeartbeatThrottleInterval { get; set; } = TimeSpan.FromSeconds(60);

    public TimeSpan DefaultHeartbeatThrottleInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Activities per second of this worker.</summary>
    public double? MaxActivitiesPerSecond { get; set; }

    /// <summary>Activities per second of the task queue, kept by the service.</summary>
    public double? MaxTaskQueueActivitiesPerSecond { get; set; }

    /// <summary>How long activities may go on after shutdown before they are cancelled.</summary>
    public TimeSpan GracefulShutdownTimeout { get; set; } = TimeSpan.Zero;

    public TaskFactory ActivityTaskFactory { get; set; } = new(TaskScheduler.Default);

    public bool DisableEagerActivityExecution { get; set; }

    public int MaxEagerActivityReservationsPerWorkflowTask { get; set; } = 3;

    public bool DisablePayloadErrorLimit { get; set; }

    /// <summary>No effect: this library finds code that leaves the workflow's scheduler without a tracing listener.</summary>
    public bool DisableWorkflowTracingEventListener { get; set; }

    /// <summary>True turns deadlock detection off.</summary>
    public bool DebugMode { get; set; } = DebugSettings.IsDebugging;

    public IReadOnlyCollection<Type>? WorkflowFailureExceptionTypes { get; set; }

    public WorkflowStackTrace WorkflowStackTrace { get; set; } = WorkflowStackTrace.None;

    public Func<PatchActivationInput, bool>? PatchActivationCallback { get; set; }

    public TemporalWorkerOptions AddActivity(Delegate del) => AddActivity(ActivityDefinition.Create(del));

    public TemporalWorkerOptions AddActivity(ActivityDefinition definition)
    {
        Activities.Add(definition);
        return this;
    }

    public TemporalWorkerOptions AddAllActivities<T>(T? instance) => AddAllActivities(typeof(T), instance);

    public TemporalWorkerOptions AddAllActivities(Type type, object? instance)
    {
        foreach (var definition in ActivityDefinition.CreateAll(type, instance))
            Activities.Add(definition);
        return this;
    }

    public TemporalWorkerOptions AddWorkflow<T>() => AddWorkflow(typeof(T));

    public TemporalWorkerOptions AddWorkflow(Type type) => AddWorkflow(WorkflowDefinition.Create(type));

    public TemporalWorkerOptions AddWorkflow(WorkflowDefinition definition)
    {
        Workflows.Add(definition);
        return this;
    }

    /// <summary>The lists are copied too.</summary>
    public virtual object Clone()
    {
        var copy = (TemporalWorkerOptions)MemberwiseClone();
        copy.Activities = new List<ActivityDefinition>(Activities);
        copy.Workflows = new List<WorkflowDefinition>(Workflows);
        if (DeploymentOptions is not null)
            copy.DeploymentOptions = (WorkerDeploymentOptions)DeploymentOptions.Clone();
        return copy;
    }

    internal WorkflowTaskEvents Events() => new(this, WorkflowTaskStarting, WorkflowTaskCompleted);
}
