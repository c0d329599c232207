using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Byte arrays, as they are. Reading as any other type throws <see cref="ArgumentException"/>.</summary>
public class BinaryPlainConverter : IEncodingConverter
{
    public string Encoding => EncodingNames.BinaryPlain;

    public object? ToValue(Payload payload, Type type) =>
        type == typeof(byte[])
            ? payload.Data.ToByteArray()
            : throw new ArgumentException($"Payload is raw bytes, but {type} is not byte[]");

    public bool TryToPayload(object? value, out Payload? payload)
    {
        payload = value is byte[] bytes
            ? EncodingNames.NewPayload(EncodingNames.BinaryPlainBytes, ByteString.CopyFrom(bytes))
            : null;
        return payload is not null;
    }
}
