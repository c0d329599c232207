using AgenticRecovery.Accounts;
using AgenticRecovery.Host.Cli;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;

namespace AgenticRecovery.Host.Accounts;

/// <summary>Signing in with a password or by the one-time link of the console, signing out, and making the first account.</summary>
internal static class SignInEndpoints
{
    public const string Limit = "sign-in";

    // One text for all reasons: nobody learns from it which names exist.
    private const string Wrong = "Name or password is wrong, or the account is locked for 5 minutes after five wrong tries.";

    public static void Map(IEndpointRouteBuilder web)
    {
        var door = web.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        door.MapGet("/login", ShowAsync);
        door.MapPost("/login", SignInAsync).RequireRateLimiting(Limit);
        door.MapGet("/setup", (App app, OneTimeLinks links, string? token) => Setup(app, links, token, null, "", ""));
        door.MapPost("/setup", SetUpAsync).RequireRateLimiting(Limit);
        door.MapPost("/logout", async (HttpContext context, App app, TimeProvider clock, CancellationToken ct) =>
        {
            if (context.User.Identity is { IsAuthenticated: true, Name: { } who })
                await app.Store.Audit.AddAsync(who, "session.ended", who, "", clock.GetUtcNow(), ct);
            await context.SignOutAsync(Sessions.Scheme);
            return Results.Redirect("/login");
        });
    }

    /// <summary>Only paths of this desk: an address of another site could be put into a link.</summary>
    internal static string Inside(string? next) => next is ['/', not ('/' or '\\'), ..] && next.All(c => c > 31) ? next : "/";

    private static async Task<IResult> ShowAsync(HttpContext context, App app, OneTimeLinks links, SignInChoices choices, string? token, string? next, bool? ended, CancellationToken ct)
    {
        if (token is null)
            return Login(app, choices, StatusCodes.Status200OK, ended == true ? "Your session ended. Sign in to go on; nothing was done since." : null, "", next);
        if (!links.Use(token, OneTimeLinks.Console))
            return Login(app, choices, StatusCodes.Status401Unauthorized, "This link is used up or too old. Start the desk again; the console shows a new link.", "", next);
        var account = await ConsoleAccount.EnsureAsync(app, app.Clock.GetUtcNow(), ct);
        await Sessions.BeginAsync(context, app, account, "console link", ct);
        return Results.Redirect(Inside(next));
    }

    private static async Task<IResult> SignInAsync(HttpContext context, App app, Passwords passwords, SignInChoices choices, CancellationToken ct)
    {
        if (!context.Request.HasFormContentType)
            return Login(app, choices, StatusCodes.Status400BadRequest, "Expected the form of this page.", "", null);
        var form = await context.Request.ReadFormAsync(ct);
        var (name, next) = (form["name"].ToString().Trim().ToLowerInvariant(), form["next"].ToString());
        if (await passwords.CheckAsync(name, form["password"].ToString(), ct) is not { } account)
            return Login(app, choices, StatusCodes.Status403Forbidden, Wrong, name, next);
        await Sessions.BeginAsync(context, app, account, "password", ct);
        return Results.Redirect(Inside(next));
    }

    private static async Task<IResult> SetUpAsync(HttpContext context, App app, OneTimeLinks links, TimeProvider clock, CancellationToken ct)
    {
        if (!context.Request.HasFormContentType)
            return Setup(app, links, null, null, "", "");
        var form = await context.Request.ReadFormAsync(ct);
        var (token, name, display, password) = (form["token"].ToString(), form["name"].ToString().Trim().ToLowerInvariant(), form["display"].ToString().Trim(), form["password"].ToString());
        var fault = AccountName.IsValid(name) ? Passwords.WhyWeak(name, password) : $"Name: expected {AccountName.Expected}, found '{name}'.";
        if (fault is not null || !links.Use(token, OneTimeLinks.Setup))
            return Setup(app, links, token, fault, name, display);
        var account = new Account { Name = name, DisplayName = display.Length > 0 ? display : name, Roles = [Permissions.Admin], CreatedAt = clock.GetUtcNow() };
        if (!await app.Store.Accounts.TryAddAsync(account, Passwords.Hash(name, password), name, true, ct))
            return Setup(app, links, null, "This desk was set up already. Sign in, or ask an admin for an account.", name, display);
        await Sessions.BeginAsync(context, app, app.Store.Accounts.Find(name)!, "set-up", ct);
        return Results.Redirect("/");
    }

    private static RazorComponentResult<LoginPage> Login(App app, SignInChoices choices, int status, string? notice, string name, string? next) => new(new
    {
        Notice = notice,
        IsBad = status != StatusCodes.Status200OK,
        IsSetUp = app.Store.Accounts.IsSetUp(),
        choices.HasCompanyAccount,
        Name = name,
        Next = Inside(next),
    })
    { StatusCode = status };

    private static RazorComponentResult<SetupPage> Setup(App app, OneTimeLinks links, string? token, string? fault, string name, string display)
    {
        var isOpen = links.IsOpen(token, OneTimeLinks.Setup) && !app.Store.Accounts.IsSetUp();
        var notice = fault ?? (isOpen ? null : "This set-up link is used up or too old, or the desk is set up already. Starting the desk again shows what is next.");
        return new(new { Notice = notice, Token = isOpen ? token : null, Name = name, Display = display })
        {
            StatusCode = isOpen ? fault is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest : StatusCodes.Status410Gone,
        };
    }
}

/// <summary>Which ways of signing in this desk offers besides a password.</summary>
internal sealed record SignInChoices(bool HasCompanyAccount);
