using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace AgenticRecovery.Host.Accounts.Oidc;

/// <summary>What a check of an ID token found (OpenID Connect Core 1.0, 3.1.3.7).</summary>
internal abstract record IdToken
{
    private IdToken() { }

    public sealed record Good(JsonElement Claims) : IdToken
    {
        public string Subject => Claims.GetProperty("sub").GetString()!;

        public string? Text(string claim) => Claims.TryGetProperty(claim, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

        public IReadOnlyList<string> Texts(string claim) => !Claims.TryGetProperty(claim, out var value) ? []
            : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!)]
            : Text(claim) is { } one ? [one] : [];
    }

    public sealed record Bad(string Why) : IdToken;

    /// <summary>Signed by an unknown key; the issuer may have changed its keys.</summary>
    public sealed record UnknownKey : IdToken;

    /// <summary>Clocks of two machines differ by at most so much.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    public static IdToken Check(string token, IReadOnlyList<SigningKey> keys, IdTokenExpected expected, DateTimeOffset now)
    {
        try
        {
            return Parse(token, keys, expected, now);
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return new Bad("the token is not a signed JWT");
        }
    }

    private static IdToken Parse(string token, IReadOnlyList<SigningKey> keys, IdTokenExpected expected, DateTimeOffset now)
    {
        if (token.Split('.') is not [var head, var body, var signature])
            return new Bad("the token is not a signed JWT");
        using var header = JsonDocument.Parse(WebEncoders.Base64UrlDecode(head));
        var algorithm = header.RootElement.GetProperty("alg").GetString() ?? "";
        var id = header.RootElement.TryGetProperty("kid", out var kid) ? kid.GetString() : null;
        var candidates = keys.Where(k => id is null || k.Id is null || k.Id == id).ToList();
        if (candidates.Count == 0)
            return new UnknownKey();
        if (!candidates.Any(k => k.Signed(algorithm, Encoding.ASCII.GetBytes($"{head}.{body}"), WebEncoders.Base64UrlDecode(signature))))
            return new Bad($"the signature ({algorithm}) is not the issuer's");
        using var claims = JsonDocument.Parse(WebEncoders.Base64UrlDecode(body));
        var good = new Good(claims.RootElement.Clone());
        return WhyBad(good, expected, now) is { } why ? new Bad(why) : good;
    }

    private static string? WhyBad(Good token, IdTokenExpected expected, DateTimeOffset now)
    {
        var audience = token.Texts("aud");
        return token switch
        {
            _ when token.Text("iss") != expected.Issuer => "it is another issuer's",
            _ when !audience.Contains(expected.ClientId) => "it is for another program",
            _ when (audience.Count > 1 || token.Text("azp") is not null) && token.Text("azp") != expected.ClientId => "it was asked for by another program",
            _ when token.Text("nonce") != expected.Nonce => "it belongs to another sign-in",
            _ when token.Text("sub") is null or "" => "it names nobody",
            _ when At(token, "exp") is not { } expires || now >= expires + Skew => "it has expired",
            _ when At(token, "nbf") is { } notBefore && now < notBefore - Skew => "it is not valid yet",
            _ when At(token, "iat") is not { } issued || now < issued - Skew => "it was issued in the future",
            _ => null,
        };
    }

    private static DateTimeOffset? At(Good token, string claim) =>
        token.Claims.TryGetProperty(claim, out var value) && value.TryGetInt64(out var seconds) && seconds is > 0 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}

internal sealed record IdTokenExpected(string Issuer, string ClientId, string Nonce);
