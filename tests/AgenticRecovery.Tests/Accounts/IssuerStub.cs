using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AgenticRecovery.Tests.Accounts;

/// <summary>An OpenID issuer on a free loopback port that signs everybody in as the claims say, and checks PKCE.</summary>
internal sealed class IssuerStub : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ConcurrentDictionary<string, (string Challenge, string Nonce, string Client)> _codes = new();

    public IssuerStub()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _web = builder.Build();
        _web.MapGet("/.well-known/openid-configuration", () => new { issuer = Address, authorization_endpoint = Address + "/authorize", token_endpoint = Address + "/token", jwks_uri = Address + "/keys" });
        _web.MapGet("/keys", () => new { keys = new[] { Jwk() } });
        _web.MapGet("/authorize", (string redirect_uri, string state, string nonce, string code_challenge, string client_id) =>
        {
            var code = Guid.NewGuid().ToString("N");
            _codes[code] = (code_challenge, nonce, client_id);
            return Results.Redirect($"{redirect_uri}?code={code}&state={Uri.EscapeDataString(state)}");
        });
        _web.MapPost("/token", async (HttpContext context) =>
        {
            var form = await context.Request.ReadFormAsync();
            var isKnown = _codes.TryRemove(form["code"].ToString(), out var asked);
            var challenge = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
            return isKnown && challenge == asked.Challenge
                ? Results.Json(new { id_token = Sign(new(Claims) { ["nonce"] = asked.Nonce }) })
                : Results.BadRequest();
        });
    }

    public string Address { get; private set; } = "";

    /// <summary>What tokens say, but for the nonce.</summary>
    public Dictionary<string, object> Claims { get; set; } = [];

    public async Task StartAsync()
    {
        await _web.StartAsync();
        Address = _web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        Claims = new() { ["iss"] = Address, ["aud"] = "desk", ["sub"] = "u-1", ["iat"] = now, ["exp"] = now + 300, ["preferred_username"] = "Nora.V", ["name"] = "Nora V", ["groups"] = new[] { "recovery-finance" } };
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        _key.Dispose();
    }

    public JsonElement Keys() => JsonSerializer.SerializeToElement(new { keys = new[] { Jwk() } });

    public string Sign(Dictionary<string, object> claims, string algorithm = "ES256", string kid = "k1")
    {
        var head = Part(new Dictionary<string, object> { ["alg"] = algorithm, ["kid"] = kid });
        var text = $"{head}.{Part(claims)}";
        return $"{text}.{WebEncoders.Base64UrlEncode(_key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256))}";
    }

    public static string Part(Dictionary<string, object> part) => WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(part));

    private object Jwk()
    {
        var q = _key.ExportParameters(false).Q;
        return new { kty = "EC", crv = "P-256", use = "sig", kid = "k1", x = WebEncoders.Base64UrlEncode(q.X!), y = WebEncoders.Base64UrlEncode(q.Y!) };
    }
}
