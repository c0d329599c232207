using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace AgenticRecovery.Host.Accounts.Oidc;

/// <summary>A sign-in under way elsewhere, kept sealed in the browser that began it: what comes back must belong to it.</summary>
/// <param name="Verifier">The secret of PKCE (RFC 7636); only its hash leaves in clear.</param>
/// <param name="Next">The page to go to after it.</param>
internal sealed record PendingSignIn(string State, string Nonce, string Verifier, string Next)
{
    private const string Cookie = "desk-oidc";
    private static readonly TimeSpan Valid = TimeSpan.FromMinutes(10);

    public string Challenge => WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    public static PendingSignIn New(string next) => new(Drawn(), Drawn(), Drawn(), next);

    public void Keep(HttpContext context, IDataProtectionProvider protection) => context.Response.Cookies.Append(
        Cookie, Seal(protection).Protect(JsonSerializer.Serialize(this), Valid),
        new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, MaxAge = Valid, Path = "/login" });

    /// <summary>The sign-in that this state belongs to, once; null when there is none, it is too old, or it is another one's.</summary>
    public static PendingSignIn? Take(HttpContext context, IDataProtectionProvider protection, string? state)
    {
        var kept = context.Request.Cookies[Cookie];
        context.Response.Cookies.Delete(Cookie, new CookieOptions { Path = "/login" });
        if (kept is null || state is null)
            return null;
        try
        {
            var pending = JsonSerializer.Deserialize<PendingSignIn>(Seal(protection).Unprotect(kept))!;
            return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(pending.State), Encoding.UTF8.GetBytes(state)) ? pending : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static ITimeLimitedDataProtector Seal(IDataProtectionProvider protection) => protection.CreateProtector("sign-in elsewhere").ToTimeLimitedDataProtector();

    private static string Drawn() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
}
