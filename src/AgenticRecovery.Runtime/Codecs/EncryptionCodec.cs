using System.Security.Cryptography;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace AgenticRecovery.Codecs;

/// <summary>
/// Encrypts payloads with AES-256-GCM, so that a Temporal service and its operators see ids and event types only. The form
/// is that of Temporal's codec samples: encoding "binary/encrypted", the key's id beside it, then nonce, text and tag.
/// What is not encrypted passes on reading, so that it can be switched on while workflows run.
/// </summary>
public sealed class EncryptionCodec(EncryptionKeys keys) : IPayloadCodec
{
    private const string Encoding = "binary/encrypted";
    private const string KeyId = "encryption-key-id";
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <inheritdoc/>
    public Task<IReadOnlyCollection<Payload>> EncodeAsync(IReadOnlyCollection<Payload> payloads) =>
        Task.FromResult<IReadOnlyCollection<Payload>>([.. payloads.Select(Encrypt)]);

    /// <inheritdoc/>
    /// <exception cref="CryptographicException">The payload was changed, or the key is another one of the same id.</exception>
    /// <exception cref="InvalidOperationException">Its key is not among those given.</exception>
    public Task<IReadOnlyCollection<Payload>> DecodeAsync(IReadOnlyCollection<Payload> payloads) =>
        Task.FromResult<IReadOnlyCollection<Payload>>([.. payloads.Select(Decrypt)]);

    private Payload Encrypt(Payload payload)
    {
        var plain = payload.ToByteArray();
        var sealedBytes = new byte[NonceBytes + plain.Length + TagBytes];
        var nonce = sealedBytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(keys.Of(keys.CurrentId), TagBytes);
        aes.Encrypt(nonce, plain, sealedBytes.AsSpan(NonceBytes, plain.Length), sealedBytes.AsSpan(NonceBytes + plain.Length));
        return new Payload
        {
            Metadata = { ["encoding"] = ByteString.CopyFromUtf8(Encoding), [KeyId] = ByteString.CopyFromUtf8(keys.CurrentId) },
            Data = ByteString.CopyFrom(sealedBytes),
        };
    }

    private Payload Decrypt(Payload payload)
    {
        if (payload.Metadata.GetValueOrDefault("encoding")?.ToStringUtf8() != Encoding)
            return payload;
        var bytes = payload.Data.Span;
        if (bytes.Length < NonceBytes + TagBytes)
            throw new CryptographicException($"An encrypted payload of {bytes.Length} bytes is cut short.");
        var plain = new byte[bytes.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(keys.Of(payload.Metadata.GetValueOrDefault(KeyId)?.ToStringUtf8() ?? ""), TagBytes);
        aes.Decrypt(bytes[..NonceBytes], bytes[NonceBytes..^TagBytes], bytes[^TagBytes..], plain);
        return Payload.Parser.ParseFrom(plain);
    }
}
