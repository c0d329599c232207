using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Converters;

namespace Temporalio.Exceptions;

/// <summary>An activity or workflow that ran out of time.</summary>
public class TimeoutFailureException : FailureException
{
    protected internal TimeoutFailureException(Failure failure, Exception? inner, IPayloadConverter converter)
        : base(failure, inner)
    {
        var said = failure.TimeoutFailureInfo
            ?? throw new ArgumentException("Failure has no timeout failure info", nameof(failure));
        LastHeartbeatDetails = new(converter, said.LastHeartbeatDetails?.Payloads_);
    }

    public new Failure Failure => base.Failure!;

    public InboundFailureDetails LastHeartbeatDetails { get; protected init; }

    public TimeoutType TimeoutType => Failure.TimeoutFailureInfo.TimeoutType;
}
