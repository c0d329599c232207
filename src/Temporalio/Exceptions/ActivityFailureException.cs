using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Exceptions;

/// <summary>An activity that failed for good; the inner exception says why.</summary>
public class ActivityFailureException : FailureException
{
    protected internal ActivityFailureException(Failure failure, Exception? inner)
        : base(failure, inner)
    {
        if (failure.ActivityFailureInfo is null)
        {
            throw new ArgumentException("Failure has no activity failure info", nameof(failure));
        }
    }

    public string ActivityId => Failure.ActivityFailureInfo.ActivityId;

    public string ActivityType => Failure.ActivityFailureInfo.ActivityType.Name;

    public new Failure Failure => base.Failure!;

    public string? Identity
    {
        get
        {
            var identity = Failure.ActivityFailureInfo.Identity;
            return identity.Length == 0 ? null : identity;
        }
    }

    public RetryState RetryState => Failure.ActivityFailureInfo.RetryState;
}
