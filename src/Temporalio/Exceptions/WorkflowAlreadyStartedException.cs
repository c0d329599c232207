namespace Temporalio.Exceptions;

/// <summary>The service refused to start a workflow because its id is taken.</summary>
public class WorkflowAlreadyStartedException : FailureException
{
    [Obsolete("Use the constructor that takes a workflow type")]
    public WorkflowAlreadyStartedException(string message, string workflowId, string runId)
        : this(message, workflowId, "<unknown>", runId)
    {
    }

    public WorkflowAlreadyStartedException(string message, string workflowId, string workflowType, string runId)
        : base(message)
    {
        WorkflowId = workflowId;
        WorkflowType = workflowType;
        RunId = runId;
    }

    /// <summary>The run that holds the id; "&lt;unknown&gt;" for a child workflow.</summary>
    public string RunId { get; }

    public string WorkflowId { get; }

    /// <summary>The type that was asked for, which may differ from that of the running workflow.</summary>
    public string WorkflowType { get; }
}
