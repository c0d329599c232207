using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Anything System.Text.Json can write. Takes every value, so it stands last.</summary>
public class JsonPlainConverter : IEncodingConverter
{
    public JsonPlainConverter(JsonSerializerOptions serializerOptions) => SerializerOptions = serializerOptions;

    public virtual string Encoding => EncodingNames.JsonPlain;

    protected JsonSerializerOptions SerializerOptions { get; }

    public virtual object? ToValue(Payload payload, Type type) =>
        JsonSerializer.Deserialize(payload.Data.Span, type, SerializerOptions);

    public virtual bool TryToPayload(object? value, out Payload? payload)
    {
        // The array is ours alone, so the payload may own it without a copy.
        var json = UnsafeByteOperations.UnsafeWrap(JsonSerializer.SerializeToUtf8Bytes(value, SerializerOptions));
        payload = EncodingNames.NewPayload(
            Encoding == EncodingNames.JsonPlain ? EncodingNames.JsonPlainBytes : ByteString.CopyFromUtf8(Encoding), json);
        return true;
    }
}
