using Temporalio.Api.Failure.V1;

namespace Temporalio.Exceptions;

/// <summary>A failure raised by the service itself.</summary>
public class ServerFailureException : FailureException
{
    protected internal ServerFailureException(Failure failure, Exception? inner)
        : base(failure, inner)
    {
        if (failure.ServerFailureInfo is null)
        {
            throw new ArgumentException("Failure has no server failure info", nameof(failure));
        }
    }

    public new Failure Failure => base.Failure!;

    public bool NonRetryable => Failure.ServerFailureInfo.NonRetryable;
}
