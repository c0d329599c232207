using System.Buffers.Binary;
using System.IO.Compression;
using Google.Protobuf;
using Temporalio.Exceptions;

namespace Temporalio.Client.Wire;

/// <summary>
/// Messages as they travel in a gRPC stream: one byte that says whether it is compressed, four bytes of length (big
/// endian), the message. Source: "gRPC over HTTP2", Length-Prefixed-Message.
/// </summary>
internal static class GrpcFrame
{
    public const int PrefixBytes = 5;

    /// <summary>Replies beyond this are refused. Source: the limit the native core of the official SDKs sets.</summary>
    public const int DefaultMaxMessageBytes = 128 * 1024 * 1024;

    /// <summary>Smaller requests are not worth compressing.</summary>
    private const int CompressFromBytes = 1024;

    public static byte[] Encode(IMessage message, bool gzip)
    {
        var size = message.CalculateSize();
        if (gzip && size >= CompressFromBytes)
        {
            return EncodeCompressed(message);
        }
        var frame = new byte[PrefixBytes + size];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), size);
        message.WriteTo(frame.AsSpan(PrefixBytes));
        return frame;
    }

    /// <summary>The length announced by a prefix; throws when it cannot be a prefix or is too long.</summary>
    public static (bool IsCompressed, int Length) ReadPrefix(ReadOnlySpan<byte> prefix, int maxMessageBytes)
    {
        if (prefix[0] > 1)
        {
            throw Malformed($"Reply starts with compression flag {prefix[0]}");
        }
        var length = BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
        return length <= maxMessageBytes ? (prefix[0] == 1, (int)length) : throw TooLarge(length, maxMessageBytes);
    }

    public static IMessage Decode(byte[] message, int length, bool isCompressed, MessageParser parser, int maxMessageBytes)
    {
        try
        {
            if (!isCompressed)
            {
                return parser.ParseFrom(message, 0, length);
            }
            using var inflated = Inflate(message, length, maxMessageBytes);
            return parser.ParseFrom(inflated.GetBuffer(), 0, (int)inflated.Length);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw Malformed("Reply is not the expected message", e);
        }
        catch (InvalidDataException e)
        {
            throw Malformed("Reply is not valid gzip", e);
        }
    }

    public static RpcException Malformed(string message, Exception? inner = null) =>
        new(RpcException.StatusCode.Internal, message, inner ?? new InvalidDataException(message));

    private static MemoryStream Inflate(byte[] message, int length, int maxMessageBytes)
    {
        var inflated = new MemoryStream((int)Math.Min(length * 4L, maxMessageBytes));
        using var gzip = new GZipStream(new MemoryStream(message, 0, length), CompressionMode.Decompress);
        Span<byte> chunk = stackalloc byte[4096];
        for (int read; (read = gzip.Read(chunk)) > 0;)
        {
            // A small reply can unpack to any size, so the limit holds for what comes out too.
            if (inflated.Length + read > maxMessageBytes)
            {
                throw TooLarge(inflated.Length + read, maxMessageBytes);
            }
            inflated.Write(chunk[..read]);
        }
        return inflated;
    }

    private static byte[] EncodeCompressed(IMessage message)
    {
        using var frame = new MemoryStream();
        frame.Write([1, 0, 0, 0, 0]);
        using (var gzip = new GZipStream(frame, CompressionLevel.Fastest, leaveOpen: true))
        {
            message.WriteTo(gzip);
        }
        var bytes = frame.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), bytes.Length - PrefixBytes);
        return bytes;
    }

    private static RpcException TooLarge(long length, int maxMessageBytes)
    {
        var message = $"Reply of {length} bytes is larger than the limit of {maxMessageBytes} bytes";
        return new(RpcException.StatusCode.OutOfRange, message, new InvalidDataException(message));
    }
}
