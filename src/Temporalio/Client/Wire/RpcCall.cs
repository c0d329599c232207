using Google.Protobuf;

namespace Temporalio.Client.Wire;

/// <summary>One attempt of one unary call. The values of "-bin" metadata are base64 already.</summary>
/// <param name="FullMethod">"/package.Service/Method".</param>
/// <param name="Timeout">Null is none: the service alone decides when to answer.</param>
internal sealed record RpcCall(
    string FullMethod,
    IMessage Request,
    MessageParser ReplyParser,
    IReadOnlyDictionary<string, string> Metadata,
    TimeSpan? Timeout);
