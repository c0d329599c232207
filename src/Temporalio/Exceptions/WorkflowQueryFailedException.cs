namespace Temporalio.Exceptions;

/// <summary>A query that the workflow answered with an error.</summary>
public class WorkflowQueryFailedException : TemporalException
{
    public WorkflowQueryFailedException(string message)
        : base(message)
    {
    }
}
