using Temporalio.Api.Failure.V1;
using Temporalio.Converters;

namespace Temporalio.Exceptions;

/// <summary>Work that was cancelled.</summary>
public class CanceledFailureException : FailureException
{
    protected internal CanceledFailureException(Failure failure, Exception? inner, IPayloadConverter converter)
        : base(failure, inner)
    {
        var said = failure.CanceledFailureInfo
            ?? throw new ArgumentException("Failure has no canceled failure info", nameof(failure));
        Details = new InboundFailureDetails(converter, said.Details?.Payloads_);
    }

    protected internal CanceledFailureException(
        string message, Exception? inner = null, IReadOnlyCollection<object?>? details = null)
        : base(message, inner) => Details = new OutboundFailureDetails(details);

    public IFailureDetails Details { get; protected init; }

    public new Failure Failure => base.Failure!;
}
