using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Pipelines;
using Google.Protobuf;
using Temporalio.DevServer.Engine;

namespace Temporalio.DevServer.Rpc;

/// <summary>The length-prefixed messages of gRPC.</summary>
internal static class GrpcFrame
{
    private const int headBytes = 5;

    /// <summary>Reads the one message of a unary call. Throws INTERNAL, RESOURCE_EXHAUSTED or UNIMPLEMENTED as gRPC does.</summary>
    public static async ValueTask<IMessage> ReadAsync(PipeReader body, MessageParser parser, string? encoding, CancellationToken ct)
    {
        while (true)
        {
            var read = await body.ReadAsync(ct);
            var buffer = read.Buffer;
            if (buffer.Length >= headBytes)
            {
                var (isCompressed, length) = Head(buffer);
                if (length > Limits.MessageBytes)
                {
                    throw new RpcFault(RpcCode.ResourceExhausted,
                        $"grpc: received message larger than max ({length} vs. {Limits.MessageBytes})");
                }
                if (buffer.Length >= headBytes + length)
                {
                    var message = Parse(buffer.Slice(headBytes, length), parser, isCompressed, encoding);
                    body.AdvanceTo(buffer.GetPosition(headBytes + length));
                    return message;
                }
            }
            if (read.IsCompleted)
                throw new RpcFault(RpcCode.Internal, buffer.IsEmpty ? "Incomplete request: no message" : "grpc: received a truncated message");
            body.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    public static void Write(IBufferWriter<byte> body, IMessage message)
    {
        var size = message.CalculateSize();
        var head = body.GetSpan(headBytes);
        head[0] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(head[1..], (uint)size);
        body.Advance(headBytes);
        message.WriteTo(body);
    }

    private static (bool IsCompressed, long Length) Head(ReadOnlySequence<byte> buffer)
    {
        Span<byte> head = stackalloc byte[headBytes];
        buffer.Slice(0, headBytes).CopyTo(head);
        return (head[0] != 0, BinaryPrimitives.ReadUInt32BigEndian(head[1..]));
    }

    private static IMessage Parse(ReadOnlySequence<byte> bytes, MessageParser parser, bool isCompressed, string? encoding)
    {
        try
        {
            return isCompressed ? parser.ParseFrom(Inflate(bytes, encoding)) : parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException fault)
        {
            throw new RpcFault(RpcCode.Internal, $"grpc: error unmarshalling request: {fault.Message}");
        }
        catch (InvalidDataException fault)
        {
            throw new RpcFault(RpcCode.Internal, $"grpc: failed to decompress the received message: {fault.Message}");
        }
    }

    private static byte[] Inflate(ReadOnlySequence<byte> bytes, string? encoding)
    {
        if (encoding != "gzip")
            throw new RpcFault(RpcCode.Unimplemented, $"grpc: Decompressor is not installed for grpc-encoding \"{encoding}\"");
        using var source = new GZipStream(new MemoryStream(bytes.ToArray()), CompressionMode.Decompress);
        using var target = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int count;
        while ((count = source.Read(chunk)) > 0)
        {
            target.Write(chunk, 0, count);
            if (target.Length > Limits.MessageBytes)
                throw new RpcFault(RpcCode.ResourceExhausted, $"grpc: received message after decompression larger than max ({Limits.MessageBytes})");
        }
        return target.ToArray();
    }
}
