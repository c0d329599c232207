using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Protobuf messages in their binary form.</summary>
public class BinaryProtoConverter : IEncodingConverter
{
    public string Encoding => EncodingNames.BinaryProtobuf;

    public object? ToValue(Payload payload, Type type) =>
        ProtobufMessages.DescriptorFor(payload, type).Parser.ParseFrom(payload.Data);

    public bool TryToPayload(object? value, out Payload? payload)
    {
        payload = value is IMessage message
            ? ProtobufMessages.NewPayload(EncodingNames.BinaryProtobufBytes, message, message.ToByteString())
            : null;
        return payload is not null;
    }
}
