namespace Temporalio.Exceptions;

/// <summary>Values that go along with a failure.</summary>
public interface IFailureDetails
{
    int Count { get; }

    /// <summary>Throws <see cref="ArgumentOutOfRangeException"/> outside 0..Count-1.</summary>
    T ElementAt<T>(int index);
}
