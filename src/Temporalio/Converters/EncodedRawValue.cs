using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>A payload and the converter that can read it.</summary>
public record EncodedRawValue(DataConverter DataConverter, Payload Payload) : IEncodedRawValue
{
    public Task<T> ToValueAsync<T>() => DataConverter.ToValueAsync<T>(Payload);

    public Task<object?> ToValueAsync(Type type) => DataConverter.ToValueAsync(Payload, type);
}
