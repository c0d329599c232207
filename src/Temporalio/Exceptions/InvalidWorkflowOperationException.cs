namespace Temporalio.Exceptions;

/// <summary>A workflow did what workflows may not do.</summary>
public class InvalidWorkflowOperationException : TemporalException
{
    internal InvalidWorkflowOperationException(string message)
        : base(message)
    {
    }
}
