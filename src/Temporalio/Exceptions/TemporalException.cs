namespace Temporalio.Exceptions;

/// <summary>Root of every exception this library defines.</summary>
public abstract class TemporalException : Exception
{
    protected TemporalException()
    {
    }

    protected TemporalException(string message)
        : base(message)
    {
    }

    protected TemporalException(string message, Exception? inner)
        : base(message, inner)
    {
    }

    /// <summary>
    /// True for a cancelled token, a Temporal cancellation, or an activity or child workflow that failed because it
    /// was cancelled. Only the direct inner exception counts.
    /// </summary>
    public static bool IsCanceledException(Exception e) => e switch
    {
        OperationCanceledException => true,
        CanceledFailureException => true,
        ActivityFailureException { InnerException: CanceledFailureException } => true,
        ChildWorkflowFailureException { InnerException: CanceledFailureException } => true,
        _ => false,
    };
}
