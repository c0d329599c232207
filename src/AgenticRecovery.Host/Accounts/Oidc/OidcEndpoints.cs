using AgenticRecovery.Accounts;
using AgenticRecovery.Host.Cli;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;

namespace AgenticRecovery.Host.Accounts.Oidc;

/// <summary>
/// Signing in with a company account: authorisation code with PKCE. The account here belongs to the issuer's subject, never
/// to a name; its roles are those of its groups, read again at every sign-in.
/// </summary>
internal static class OidcEndpoints
{
    public static void Map(IEndpointRouteBuilder web)
    {
        var door = web.MapGroup("/login").AllowAnonymous().ExcludeFromDescription();
        door.MapGet("/oidc", BeginAsync).RequireRateLimiting(SignInEndpoints.Limit);
        door.MapGet("/callback", EndAsync).RequireRateLimiting(SignInEndpoints.Limit);
    }

    /// <summary>The roles of an account's groups; those for everybody where it has none of them.</summary>
    internal static IReadOnlyList<string> RolesOf(OidcSettings settings, IdToken.Good token)
    {
        var roles = token.Texts(settings.GroupsClaim).Where(settings.Roles.ContainsKey).Select(g => settings.Roles[g]).Distinct().Order(StringComparer.Ordinal).ToList();
        return roles.Count > 0 ? roles : settings.DefaultRoles;
    }

    private static async Task<IResult> BeginAsync(HttpContext context, OidcDoor door, IDataProtectionProvider protection, string? next, CancellationToken ct)
    {
        if (door.Client is not { } client)
            return Page(StatusCodes.Status404NotFound, "No company accounts", "This desk knows no issuer of company accounts; sign in with a password.");
        var pending = PendingSignIn.New(SignInEndpoints.Inside(next));
        try
        {
            var address = await client.AuthorizeAsync(pending, door.Redirect(context), ct);
            pending.Keep(context, protection);
            return Results.Redirect(address.ToString());
        }
        catch (OidcFaultException e)
        {
            return Page(StatusCodes.Status502BadGateway, "Company sign-in does not work", e.Message + " Try again, or sign in with a password.");
        }
    }

    private static async Task<IResult> EndAsync(HttpContext context, App app, OidcDoor door, IDataProtectionProvider protection, TimeProvider clock, string? code, string? state, string? error, CancellationToken ct)
    {
        if (door.Client is not { } client || PendingSignIn.Take(context, protection, state) is not { } pending)
            return Page(StatusCodes.Status400BadRequest, "Sign in again", "This sign-in was not begun in this browser, or more than ten minutes ago. Nothing was done.");
        if (code is null)
            return Page(StatusCodes.Status403Forbidden, "Not signed in", error == "access_denied" ? "The company account was not allowed to sign in here." : "The issuer did not sign you in.");
        try
        {
            var token = await client.ExchangeAsync(code, pending, door.Redirect(context), ct);
            var (account, why) = await AccountAsync(app, client.Settings, token, clock.GetUtcNow(), ct);
            if (account is null)
                return Page(StatusCodes.Status403Forbidden, "Not signed in", why);
            await Sessions.BeginAsync(context, app, account, "company account", ct);
            return Results.Redirect(pending.Next);
        }
        catch (OidcFaultException e)
        {
            return Page(StatusCodes.Status403Forbidden, "Not signed in", e.Message);
        }
    }

    private static async Task<(Account? Account, string Why)> AccountAsync(App app, OidcSettings settings, IdToken.Good token, DateTimeOffset now, CancellationToken ct)
    {
        var issuer = settings.Issuer.ToString().TrimEnd('/');
        var roles = RolesOf(settings, token);
        if (roles.Count == 0)
            return (null, "Your company account has no role on this desk; ask an admin which group gives one.");
        if (app.Store.Accounts.FindBySubject(issuer, token.Subject) is { } known)
        {
            if (!known.IsEnabled)
                return (null, "Your account on this desk is disabled.");
            if (!known.Roles.Order(StringComparer.Ordinal).SequenceEqual(roles.Order(StringComparer.Ordinal)))
                await app.Store.Accounts.TrySetRolesAsync(known.Name, roles, known.Limits, new By("oidc", now), ct);
            return (app.Store.Accounts.Find(known.Name), "");
        }

        if (AccountName.From(token.Text(settings.NameClaim) ?? token.Text("email") ?? "") is not { } name)
            return (null, $"Your company account has no usable '{settings.NameClaim}'.");
        var account = new Account
        {
            Name = name,
            DisplayName = token.Text("name") ?? name,
            Email = token.Claims.TryGetProperty("email_verified", out var isSure) && isSure.ValueKind == System.Text.Json.JsonValueKind.True ? token.Text("email") : null,
            Roles = roles,
            Source = Account.Oidc,
            Issuer = issuer,
            Subject = token.Subject,
            CreatedAt = now,
        };
        // A name that is taken is somebody else's: joining the two would hand one person the other's rights.
        return await app.Store.Accounts.TryAddAsync(account, null, "oidc", false, ct)
            ? (app.Store.Accounts.Find(name), "")
            : (null, $"There is another account '{name}' on this desk; an admin can rename or disable it.");
    }

    private static RazorComponentResult<DoorPage> Page(int status, string title, string text) => new(new { Title = title, Notice = text, IsBad = true }) { StatusCode = status };
}

/// <summary>The issuer of this desk, where one is configured.</summary>
internal sealed class OidcDoor(OidcClient? client, DeskSettings settings)
{
    public OidcClient? Client => client;

    /// <summary>Where the issuer sends people back; it must know this address.</summary>
    public Uri Redirect(HttpContext context) => new(settings.PublicUrl ?? new Uri($"{context.Request.Scheme}://{context.Request.Host}"), "/login/callback");
}
