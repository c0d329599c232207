using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Protobuf messages in their JSON form. Unknown fields are ignored when reading.</summary>
public class JsonProtoConverter : IEncodingConverter
{
    public JsonProtoConverter()
        : this(JsonFormatter.Default, new JsonParser(JsonParser.Settings.Default.WithIgnoreUnknownFields(true)))
    {
    }

    public JsonProtoConverter(JsonFormatter formatter, JsonParser parser)
    {
        Formatter = formatter;
        Parser = parser;
    }

    public string Encoding => EncodingNames.JsonProtobuf;

    protected JsonFormatter Formatter { get; }

    protected JsonParser Parser { get; }

    public object? ToValue(Payload payload, Type type) =>
        Parser.Parse(payload.Data.ToStringUtf8(), ProtobufMessages.DescriptorFor(payload, type));

    public bool TryToPayload(object? value, out Payload? payload)
    {
        payload = value is IMessage message
            ? ProtobufMessages.NewPayload(
                EncodingNames.JsonProtobufBytes, message, ByteString.CopyFromUtf8(Formatter.Format(message)))
            : null;
        return payload is not null;
    }
}
