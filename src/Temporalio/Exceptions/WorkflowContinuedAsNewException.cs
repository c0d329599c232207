namespace Temporalio.Exceptions;

/// <summary>The awaited run continued as another one and the caller did not want to follow it.</summary>
public class WorkflowContinuedAsNewException : TemporalException
{
    public WorkflowContinuedAsNewException(string newRunId)
        : base("Workflow continued as new") => NewRunId = newRunId;

    public string NewRunId { get; }
}
