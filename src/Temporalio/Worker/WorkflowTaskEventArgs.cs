using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>A workflow task of one run.</summary>
public abstract class WorkflowTaskEventArgs : EventArgs
{
    internal WorkflowTaskEventArgs(WorkflowInfo workflowInfo, WorkflowDefinition workflowDefinition)
    {
        WorkflowInfo = workflowInfo;
        WorkflowDefinition = workflowDefinition;
    }

    public WorkflowInfo WorkflowInfo { get; }

    public WorkflowDefinition WorkflowDefinition { get; }
}

/// <summary>A workflow task is about to run.</summary>
public class WorkflowTaskStartingEventArgs : WorkflowTaskEventArgs
{
    internal WorkflowTaskStartingEventArgs(WorkflowInfo workflowInfo, WorkflowDefinition workflowDefinition)
        : base(workflowInfo, workflowDefinition)
    {
    }
}

/// <summary>A workflow task has run.</summary>
public class WorkflowTaskCompletedEventArgs : WorkflowTaskEventArgs
{
    internal WorkflowTaskCompletedEventArgs(WorkflowInfo workflowInfo, WorkflowDefinition workflowDefinition, Exception? taskFailureException)
        : base(workflowInfo, workflowDefinition) => TaskFailureException = taskFailureException;

    /// <summary>Null when the task did not fail. A failed workflow is no failed task.</summary>
    public Exception? TaskFailureException { get; }
}
