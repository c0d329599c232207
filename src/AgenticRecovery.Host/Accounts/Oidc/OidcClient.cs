using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace AgenticRecovery.Host.Accounts.Oidc;

/// <summary>The other side could not be used; the message says why, for the page of the person who signs in.</summary>
internal sealed class OidcFaultException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Talks to the issuer: discovery, keys, and the exchange of a code for an ID token. Safe for use by several threads.</summary>
internal sealed class OidcClient(OidcSettings settings, HttpClient http, TimeProvider clock)
{
    private static readonly TimeSpan KeysStandFor = TimeSpan.FromHours(1);
    private static readonly TimeSpan KeysAgainAfter = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private Issuer? _issuer;

    public OidcSettings Settings => settings;

    public async Task<Uri> AuthorizeAsync(PendingSignIn pending, Uri redirect, CancellationToken ct)
    {
        var issuer = await IssuerAsync(KeysStandFor, ct);
        return new Uri(QueryHelpers.AddQueryString(issuer.Authorize.ToString(), new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = settings.ClientId,
            ["redirect_uri"] = redirect.ToString(),
            ["scope"] = "openid profile email",
            ["state"] = pending.State,
            ["nonce"] = pending.Nonce,
            ["code_challenge"] = pending.Challenge,
            ["code_challenge_method"] = "S256",
        }));
    }

    /// <exception cref="OidcFaultException">The code was refused, or the token is not good.</exception>
    public async Task<IdToken.Good> ExchangeAsync(string code, PendingSignIn pending, Uri redirect, CancellationToken ct)
    {
        var issuer = await IssuerAsync(KeysStandFor, ct);
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = redirect.ToString(),
            ["client_id"] = settings.ClientId,
            ["code_verifier"] = pending.Verifier,
        };
        if (settings.ClientSecret is { } secret)
            form["client_secret"] = secret;
        var answer = await SendAsync(() => http.PostAsync(issuer.Token, new FormUrlEncodedContent(form), ct), ct);
        if (!answer.TryGetProperty("id_token", out var token) || token.GetString() is not { } text)
            throw new OidcFaultException("The issuer sent no ID token.");
        var expected = new IdTokenExpected(issuer.Name, settings.ClientId, pending.Nonce);
        var found = IdToken.Check(text, issuer.Keys, expected, clock.GetUtcNow());
        if (found is IdToken.UnknownKey)
            found = IdToken.Check(text, (await IssuerAsync(KeysAgainAfter, ct)).Keys, expected, clock.GetUtcNow());
        return found switch
        {
            IdToken.Good good => good,
            IdToken.Bad bad => throw new OidcFaultException($"The issuer's ID token was refused: {bad.Why}."),
            _ => throw new OidcFaultException("The issuer's ID token was refused: it is signed by an unknown key."),
        };
    }

    private async Task<Issuer> IssuerAsync(TimeSpan youngerThan, CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            if (_issuer is { } known && clock.GetUtcNow() < known.ReadAt + youngerThan)
                return known;
            var document = await SendAsync(() => http.GetAsync(new Uri($"{settings.Issuer.ToString().TrimEnd('/')}/.well-known/openid-configuration"), ct), ct);
            var name = document.TryGetProperty("issuer", out var said) ? said.GetString() ?? "" : "";
            if (name.TrimEnd('/') != settings.Issuer.ToString().TrimEnd('/'))
                throw new OidcFaultException($"The configured issuer calls itself '{name}'.");
            var keys = SigningKey.Of(await SendAsync(() => http.GetAsync(Address(document, "jwks_uri"), ct), ct));
            return _issuer = new Issuer(name, Address(document, "authorization_endpoint"), Address(document, "token_endpoint"), keys, clock.GetUtcNow());
        }
        finally
        {
            _gate.Release();
        }
    }

    private static Uri Address(JsonElement document, string name) =>
        document.TryGetProperty(name, out var value) && Uri.TryCreate(value.GetString(), UriKind.Absolute, out var uri) && OidcSettings.IsSafe(uri)
            ? uri : throw new OidcFaultException($"The issuer's {name} is missing or no https address.");

    private static async Task<JsonElement> SendAsync(Func<Task<HttpResponseMessage>> send, CancellationToken ct)
    {
        try
        {
            using var answer = await send();
            if (!answer.IsSuccessStatusCode)
                throw new OidcFaultException($"The issuer answered {(int)answer.StatusCode}.");
            return await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw new OidcFaultException("The issuer cannot be reached, or does not answer in JSON.", e);
        }
    }

    private sealed record Issuer(string Name, Uri Authorize, Uri Token, IReadOnlyList<SigningKey> Keys, DateTimeOffset ReadAt);
}
