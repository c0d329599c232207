namespace Temporalio.Converters;

/// <summary>A converter or codec that behaves differently by context.</summary>
/// <typeparam name="T">What <see cref="WithSerializationContext"/> returns: the interface implemented.</typeparam>
public interface IWithSerializationContext<T>
{
    /// <summary>Called often; the result should be cheap to make.</summary>
    T WithSerializationContext(ISerializationContext context);
}
