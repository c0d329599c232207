using System.IO.Compression;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace AgenticRecovery.Codecs;

/// <summary>
/// Compresses payloads that become smaller by it, in the form of the Go SDK's codec: encoding "binary/zlib". Use it before
/// encryption; nothing encrypted becomes smaller.
/// </summary>
public sealed class CompressionCodec : IPayloadCodec
{
    private const string Encoding = "binary/zlib";

    /// <summary>Far above the service's limit of 2 MB for one payload: what unpacks to more was made to harm.</summary>
    private const int MostBytes = 64 * 1024 * 1024;

    /// <inheritdoc/>
    public Task<IReadOnlyCollection<Payload>> EncodeAsync(IReadOnlyCollection<Payload> payloads) =>
        Task.FromResult<IReadOnlyCollection<Payload>>([.. payloads.Select(Compress)]);

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">Not zlib, or more than 64 MB unpacked.</exception>
    public Task<IReadOnlyCollection<Payload>> DecodeAsync(IReadOnlyCollection<Payload> payloads) =>
        Task.FromResult<IReadOnlyCollection<Payload>>([.. payloads.Select(Decompress)]);

    private static Payload Compress(Payload payload)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            payload.WriteTo(zlib);
        if (packed.Length >= payload.CalculateSize())
            return payload;
        return new Payload
        {
            Metadata = { ["encoding"] = ByteString.CopyFromUtf8(Encoding) },
            Data = ByteString.CopyFrom(packed.GetBuffer().AsSpan(0, (int)packed.Length)),
        };
    }

    private static Payload Decompress(Payload payload)
    {
        if (payload.Metadata.GetValueOrDefault("encoding")?.ToStringUtf8() != Encoding)
            return payload;
        using var unpacked = new MemoryStream();
        using var zlib = new ZLibStream(new MemoryStream(payload.Data.ToByteArray()), CompressionMode.Decompress);
        var chunk = new byte[16 * 1024];
        for (int read; (read = zlib.Read(chunk)) > 0;)
        {
            unpacked.Write(chunk, 0, read);
            if (unpacked.Length > MostBytes)
                throw new InvalidDataException($"A compressed payload unpacks to more than {MostBytes} bytes.");
        }

        return Payload.Parser.ParseFrom(unpacked.GetBuffer(), 0, (int)unpacked.Length);
    }
}
