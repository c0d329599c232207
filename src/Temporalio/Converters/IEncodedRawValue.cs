using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>A payload still encoded by the codec; decoded and converted when asked for.</summary>
public interface IEncodedRawValue
{
    Payload Payload { get; }

    Task<T> ToValueAsync<T>();

    Task<object?> ToValueAsync(Type type);
}
