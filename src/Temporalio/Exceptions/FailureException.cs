using Temporalio.Api.Failure.V1;

namespace Temporalio.Exceptions;

/// <summary>A failure that travels between workflows, activities and clients. Throwing one fails the workflow.</summary>
public class FailureException : TemporalException
{
    protected internal FailureException(Failure failure, Exception? inner)
        : base(failure.Message, inner) => Failure = failure;

    protected internal FailureException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>The message this was read from; null when it was made here.</summary>
    public Failure? Failure { get; protected init; }

    /// <summary>The remote trace as long as this has not been thrown here.</summary>
    public override string? StackTrace
    {
        get
        {
            var local = base.StackTrace;
            return string.IsNullOrEmpty(local) && !string.IsNullOrEmpty(Failure?.StackTrace) ? Failure.StackTrace : local;
        }
    }
}
