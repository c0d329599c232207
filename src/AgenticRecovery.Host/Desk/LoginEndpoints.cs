using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AgenticRecovery.Host.Desk;

/// <summary>Signing in by the one-time link of the console.</summary>
internal static class LoginEndpoints
{
    /// <summary>The person at the console holds every role; accounts with fewer come with the desk's own user list.</summary>
    private static readonly string[] Roles = ["approver", "operations", "finance", "risk"];

    public static void Map(IEndpointRouteBuilder web)
    {
        web.MapGet("/login", async (HttpContext context, OneTimeLinks links, string? token) =>
        {
            if (token is null || !links.Use(token))
                return (IResult)new RazorComponentResult<LoginPage>(new { IsUsedUp = token is not null }) { StatusCode = StatusCodes.Status401Unauthorized };

            var identity = new ClaimsIdentity(CookieAuthenticationDefaults.AuthenticationScheme);
            identity.AddClaim(new Claim(ClaimTypes.Name, Environment.UserName));
            foreach (var role in Roles)
                identity.AddClaim(new Claim(ClaimTypes.Role, role));
            await context.SignInAsync(new ClaimsPrincipal(identity));
            return Results.Redirect("/");
        });
        web.MapGet("/desk.css", () => Results.Stream(Asset("desk.css"), "text/css"));
        web.MapGet("/desk.js", () => Results.Stream(Asset("desk.js"), "text/javascript"));
        web.MapGet("/desk.svg", () => Results.Stream(Asset("desk.svg"), "image/svg+xml"));
        web.MapGet("/health/live", () => Results.Ok(new { status = "live" }));
    }

    private static Stream Asset(string name) => typeof(LoginEndpoints).Assembly.GetManifestResourceStream(name)!;
}
