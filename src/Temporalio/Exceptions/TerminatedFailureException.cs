using Temporalio.Api.Failure.V1;

namespace Temporalio.Exceptions;

/// <summary>A workflow that was terminated from outside.</summary>
public class TerminatedFailureException : FailureException
{
    protected internal TerminatedFailureException(Failure failure, Exception? inner, InboundFailureDetails? details)
        : base(failure, inner)
    {
        if (failure.TerminatedFailureInfo is null)
        {
            throw new ArgumentException("Failure has no terminated failure info", nameof(failure));
        }
        Details = details;
    }

    /// <summary>Null unless the termination of a workflow, read from its history, carried some.</summary>
    public IFailureDetails? Details { get; protected init; }

    public new Failure Failure => base.Failure!;
}
