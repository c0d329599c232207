namespace Temporalio.Exceptions;

/// <summary>A workflow started a task outside its own scheduler.</summary>
public class InvalidWorkflowSchedulerException : InvalidWorkflowOperationException
{
    private readonly string? offendingStackTrace;

    internal InvalidWorkflowSchedulerException(string message, string? offendingStackTrace = null)
        : base(message) => this.offendingStackTrace = offendingStackTrace;

    /// <summary>Where the workflow left its scheduler, when known.</summary>
    public override string? StackTrace => offendingStackTrace ?? base.StackTrace;
}
