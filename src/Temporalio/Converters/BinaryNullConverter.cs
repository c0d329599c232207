using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Null, as a payload without data.</summary>
public class BinaryNullConverter : IEncodingConverter
{
    public string Encoding => EncodingNames.BinaryNull;

    public object? ToValue(Payload payload, Type type) =>
        type.IsValueType && Nullable.GetUnderlyingType(type) is null
            ? throw new ArgumentException($"Payload is null, but {type} cannot be null")
            : null;

    public bool TryToPayload(object? value, out Payload? payload)
    {
        payload = value is null ? EncodingNames.NewPayload(EncodingNames.BinaryNullBytes) : null;
        return payload is not null;
    }
}
