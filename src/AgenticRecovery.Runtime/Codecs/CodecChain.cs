using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace AgenticRecovery.Codecs;

/// <summary>One codec after another: in order when writing, backwards when reading.</summary>
public sealed class CodecChain(params IReadOnlyList<IPayloadCodec> codecs) : IPayloadCodec
{
    /// <summary>Compression, and encryption where keys are given.</summary>
    /// <param name="keys">Null leaves payloads readable to the service.</param>
    public static CodecChain Of(EncryptionKeys? keys) => keys is null ? new(new CompressionCodec()) : new(new CompressionCodec(), new EncryptionCodec(keys));

    /// <inheritdoc/>
    public async Task<IReadOnlyCollection<Payload>> EncodeAsync(IReadOnlyCollection<Payload> payloads)
    {
        foreach (var codec in codecs)
            payloads = await codec.EncodeAsync(payloads);
        return payloads;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyCollection<Payload>> DecodeAsync(IReadOnlyCollection<Payload> payloads)
    {
        foreach (var codec in codecs.Reverse())
            payloads = await codec.DecodeAsync(payloads);
        return payloads;
    }
}
