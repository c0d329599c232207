using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace Temporalio.Exceptions;

/// <summary>Details as received: converted each time one is asked for, to the type asked for.</summary>
public record InboundFailureDetails(IPayloadConverter Converter, IReadOnlyCollection<Payload>? Payloads) : IFailureDetails
{
    public int Count => Payloads?.Count ?? 0;

    public T ElementAt<T>(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return Converter.ToValue<T>(Payloads!.ElementAt(index));
    }
}
