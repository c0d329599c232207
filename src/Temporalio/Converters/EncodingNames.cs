using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Names and metadata keys of the encodings all Temporal SDKs share.</summary>
internal static class EncodingNames
{
    public const string MetadataKey = "encoding";
    public const string MessageTypeKey = "messageType";
    public const string BinaryNull = "binary/null";
    public const string BinaryPlain = "binary/plain";
    public const string BinaryProtobuf = "binary/protobuf";
    public const string JsonProtobuf = "json/protobuf";
    public const string JsonPlain = "json/plain";

    public static readonly ByteString BinaryNullBytes = ByteString.CopyFromUtf8(BinaryNull);
    public static readonly ByteString BinaryPlainBytes = ByteString.CopyFromUtf8(BinaryPlain);
    public static readonly ByteString BinaryProtobufBytes = ByteString.CopyFromUtf8(BinaryProtobuf);
    public static readonly ByteString JsonProtobufBytes = ByteString.CopyFromUtf8(JsonProtobuf);
    public static readonly ByteString JsonPlainBytes = ByteString.CopyFromUtf8(JsonPlain);

    public static Payload NewPayload(ByteString encoding) => NewPayload(encoding, ByteString.Empty);

    public static Payload NewPayload(ByteString encoding, ByteString data)
    {
        var payload = new Payload { Data = data };
        payload.Metadata.Add(MetadataKey, encoding);
        return payload;
    }
}
