using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace AgenticRecovery.Host.Accounts.Oidc;

/// <summary>A public key of an issuer (RFC 7517), and whether a signature is its (RFC 7518, 3.1). Only asymmetric algorithms: with a shared secret anybody who may check may also sign.</summary>
internal sealed record SigningKey(string? Id, string Type, JsonElement Jwk)
{
    /// <summary>Keys of a JWKS document that sign; others are left out.</summary>
    public static IReadOnlyList<SigningKey> Of(JsonElement document) => !document.TryGetProperty("keys", out var keys) || keys.ValueKind != JsonValueKind.Array ? []
        : [.. keys.EnumerateArray().Where(k => Text(k, "kty") is "RSA" or "EC" && Text(k, "use") is null or "sig").Select(k => new SigningKey(Text(k, "kid"), Text(k, "kty")!, k.Clone()))];

    /// <summary>False for a wrong signature, and for an algorithm that is unknown or not of this kind of key.</summary>
    public bool Signed(string algorithm, byte[] signed, byte[] signature)
    {
        if (Text(Jwk, "alg") is { } only && only != algorithm)
            return false;
        try
        {
            return (Type, algorithm) switch
            {
                ("RSA", "RS256") => Rsa(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
                ("RSA", "RS384") => Rsa(signed, signature, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
                ("RSA", "RS512") => Rsa(signed, signature, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
                ("RSA", "PS256") => Rsa(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
                ("EC", "ES256") when Text(Jwk, "crv") == "P-256" => Ec(signed, signature, HashAlgorithmName.SHA256, ECCurve.NamedCurves.nistP256),
                ("EC", "ES384") when Text(Jwk, "crv") == "P-384" => Ec(signed, signature, HashAlgorithmName.SHA384, ECCurve.NamedCurves.nistP384),
                _ => false,
            };
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            // A key that cannot be read has signed nothing.
            return false;
        }
    }

    private bool Rsa(byte[] signed, byte[] signature, HashAlgorithmName hash, RSASignaturePadding padding)
    {
        using var rsa = RSA.Create(new RSAParameters { Modulus = Bytes("n"), Exponent = Bytes("e") });
        return rsa.KeySize >= 2048 && rsa.VerifyData(signed, signature, hash, padding);
    }

    private bool Ec(byte[] signed, byte[] signature, HashAlgorithmName hash, ECCurve curve)
    {
        using var ec = ECDsa.Create(new ECParameters { Curve = curve, Q = new ECPoint { X = Bytes("x"), Y = Bytes("y") } });
        return ec.VerifyData(signed, signature, hash);
    }

    private byte[] Bytes(string name) => WebEncoders.Base64UrlDecode(Text(Jwk, name) ?? throw new FormatException($"The key has no '{name}'."));

    private static string? Text(JsonElement key, string name) => key.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
