using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace AgenticRecovery.Codecs;

/// <summary>One codec after another: in order when writing, backwards when reading.</summary>
public sealed class CodecChain(params IReadOnlyList<IPayloadCodec> codecs) : IPayloadCodec
{
    /// <summary>Compression, then encryption.</summary>
    public static CodecChain Of(EncryptionKeys keys) => new(new CompressionCodec(), new EncryptionCodec(keys));

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
