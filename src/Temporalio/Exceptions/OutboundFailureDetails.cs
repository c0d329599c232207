namespace Temporalio.Exceptions;

/// <summary>Details of a failure made here and not yet converted.</summary>
public record OutboundFailureDetails(IReadOnlyCollection<object?>? Details) : IFailureDetails
{
    public int Count => Details?.Count ?? 0;

    /// <summary>A cast, not a conversion: throws <see cref="InvalidCastException"/> for another type.</summary>
    public T ElementAt<T>(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return (T)Details!.ElementAt(index)!;
    }
}
