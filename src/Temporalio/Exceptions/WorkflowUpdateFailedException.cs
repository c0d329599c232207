namespace Temporalio.Exceptions;

/// <summary>An update that was rejected or failed; the inner exception says why.</summary>
public class WorkflowUpdateFailedException : TemporalException
{
    public WorkflowUpdateFailedException(Exception? inner)
        : base("Workflow update failed", inner)
    {
    }
}
