namespace Temporalio.Exceptions;

/// <summary>The workflow code does not fit the recorded history.</summary>
public class WorkflowNondeterminismException : InvalidWorkflowOperationException
{
    internal WorkflowNondeterminismException(string message)
        : base(message)
    {
    }
}
