using System.Globalization;
using System.Security.Claims;
using AgenticRecovery.Accounts;
using AgenticRecovery.Host.Cli;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;

namespace AgenticRecovery.Host.Accounts;

/// <summary>
/// Sessions of people in a cookie. One ends when it idles, when its day is over, when its account is disabled, and when
/// password, roles or limits of the account change.
/// </summary>
internal static class Sessions
{
    public const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;
    public const string DisplayClaim = "display";
    private const string StampClaim = "stamp";
    private const string SinceClaim = "since";

    /// <param name="since">When the person signed in.</param>
    public static ClaimsPrincipal Of(Account account, DateTimeOffset since)
    {
        var identity = new ClaimsIdentity(Identity(account), Scheme);
        identity.AddClaim(new Claim(StampClaim, account.Stamp));
        identity.AddClaim(new Claim(SinceClaim, since.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)));
        return new ClaimsPrincipal(identity);
    }

    /// <summary>Who it is and what they may do, whether they came with a cookie or a token.</summary>
    public static IEnumerable<Claim> Identity(Account account) =>
        [new(ClaimTypes.Name, account.Name), new(DisplayClaim, account.DisplayName), .. account.Roles.Select(role => new Claim(ClaimTypes.Role, role))];

    public static async Task BeginAsync(HttpContext context, App app, Account account, string how, CancellationToken ct)
    {
        var now = Clock(context).GetUtcNow();
        await app.Store.Accounts.SignedInAsync(account.Name, how, now, ct);
        var session = Of(account, now);
        await context.SignInAsync(Scheme, session);
        // Forms of this answer belong to the new session.
        context.User = session;
    }

    /// <summary>Asks at every request whether the session still stands.</summary>
    public static async Task CheckAsync(CookieValidatePrincipalContext context, DeskSettings settings, App app)
    {
        var user = context.Principal!;
        var account = app.Store.Accounts.Find(user.Identity?.Name ?? "");
        var stands = account is { IsEnabled: true } && user.FindFirst(StampClaim)?.Value == account.Stamp
            && Since(user) is { } since && Clock(context.HttpContext).GetUtcNow() < since + settings.SessionEndsAfter;
        if (stands)
            return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(Scheme);
    }

    /// <summary>Null for a token, which has no session.</summary>
    public static DateTimeOffset? Since(ClaimsPrincipal user) => long.TryParse(user.FindFirst(SinceClaim)?.Value, CultureInfo.InvariantCulture, out var ms)
        ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;

    private static TimeProvider Clock(HttpContext context) => context.RequestServices.GetRequiredService<TimeProvider>();
}
