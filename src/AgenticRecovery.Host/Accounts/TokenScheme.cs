using System.Security.Claims;
using System.Text.Encodings.Web;
using AgenticRecovery.Accounts;
using AgenticRecovery.Host.Api;
using AgenticRecovery.Store;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgenticRecovery.Host.Accounts;

/// <summary>Programs that send <c>Authorization: Bearer rk_…</c>. They have the roles of their account, within the scopes of the token.</summary>
internal sealed class TokenScheme(
    RecoveryStore store, TimeProvider clock, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string Name = "Token";
    public const string ScopeClaim = "scope";
    private const string Head = "Bearer ";

    public static bool IsSent(HttpContext context) =>
        context.Request.Headers.Authorization.ToString().StartsWith(Head, StringComparison.OrdinalIgnoreCase);

    /// <summary>The person a token acts for, with its scopes; null when it opens nothing.</summary>
    public static async Task<ClaimsPrincipal?> PrincipalAsync(RecoveryStore store, string text, DateTimeOffset now, CancellationToken ct)
    {
        if (store.Tokens.Find(text, now) is not { } token || store.Accounts.Find(token.Account) is not { IsEnabled: true } account)
            return null;
        await store.Tokens.UsedAsync(token, now, ct);
        var scopes = token.Scopes.Select(scope => new Claim(ScopeClaim, scope));
        return new ClaimsPrincipal(new ClaimsIdentity([.. Sessions.Identity(account), .. scopes], Name));
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsSent(Context))
            return AuthenticateResult.NoResult();
        var text = Request.Headers.Authorization.ToString()[Head.Length..].Trim();
        return await PrincipalAsync(store, text, clock.GetUtcNow(), Context.RequestAborted) is { } user
            ? AuthenticateResult.Success(new AuthenticationTicket(user, Name))
            : AuthenticateResult.Fail("The token is unknown, revoked or expired, or its account is disabled.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.WriteAsync(Context, StatusCodes.Status401Unauthorized, "Token not accepted", "The token is unknown, revoked or expired, or its account is disabled. An admin makes a new one with 'recovery user token NAME'.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Access.ForbidAsync(Context);
}
