using System.Collections.Concurrent;
using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>What the two protobuf encodings share.</summary>
internal static class ProtobufMessages
{
    private static readonly ConcurrentDictionary<Type, MessageDescriptor> Descriptors = new();

    public static Payload NewPayload(ByteString encoding, IMessage message, ByteString data)
    {
        var payload = EncodingNames.NewPayload(encoding, data);
        payload.Metadata.Add(EncodingNames.MessageTypeKey, ByteString.CopyFromUtf8(message.Descriptor.FullName));
        return payload;
    }

    /// <summary>
    /// The descriptor of a generated message type. Throws <see cref="ArgumentException"/> when the type is none or the
    /// payload says it holds another message.
    /// </summary>
    public static MessageDescriptor DescriptorFor(Payload payload, Type type)
    {
        var descriptor = Descriptors.GetOrAdd(type, static t =>
            typeof(IMessage).IsAssignableFrom(t)
                && t.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) is MessageDescriptor found
                ? found
                : throw new ArgumentException($"Payload is a protobuf message, but {t} is not a message type"));
        if (payload.Metadata.TryGetValue(EncodingNames.MessageTypeKey, out var said)
            && said.ToStringUtf8() != descriptor.FullName)
        {
            throw new ArgumentException(
                $"Payload is a protobuf message {said.ToStringUtf8()}, but {type} is a {descriptor.FullName}");
        }
        return descriptor;
    }
}
