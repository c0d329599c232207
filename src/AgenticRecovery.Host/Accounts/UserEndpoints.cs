using System.Security.Cryptography;
using AgenticRecovery.Accounts;
using AgenticRecovery.Cases;
using AgenticRecovery.Host.Cli;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AgenticRecovery.Host.Accounts;

/// <summary>Accounts, roles, limits and tokens, for admins; and everybody's own account.</summary>
internal static class UserEndpoints
{
    public static void Map(IEndpointRouteBuilder web)
    {
        var users = web.MapGroup("/users").RequireAuthorization(Permissions.Users).ExcludeFromDescription();
        users.MapGet("", (App app) => Page(app, null, false));
        users.MapPost("/add", (HttpContext context, App app, CancellationToken ct) => FormAsync(context, app, AddAsync, ct));
        users.MapPost("/change", (HttpContext context, App app, CancellationToken ct) => FormAsync(context, app, ChangeAsync, ct));
        users.MapPost("/token", (HttpContext context, App app, CancellationToken ct) => FormAsync(context, app, TokenAsync, ct));
        users.MapPost("/revoke", (HttpContext context, App app, CancellationToken ct) => FormAsync(context, app, RevokeAsync, ct));
        users.MapPost("/limit", (HttpContext context, App app, CancellationToken ct) => FormAsync(context, app, LimitAsync, ct));

        var own = web.MapGroup("/account").RequireAuthorization().ExcludeFromDescription();
        own.MapGet("", (App app, HttpContext context) => Own(app, context, null, false));
        own.MapPost("/password", OwnPasswordAsync);
    }

    /// <summary>A password that can be read over the phone: 20 letters and digits without look-alikes, over 98 bits.</summary>
    internal static string FirstPassword() => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 20);

    private static async Task<IResult> FormAsync(HttpContext context, App app, Func<App, IFormCollection, By, CancellationToken, Task<string>> change, CancellationToken ct)
    {
        if (!context.Request.HasFormContentType)
            return Page(app, "Expected one of the forms of this page.", true);
        try
        {
            var by = new By(context.User.Identity!.Name!, app.Clock.GetUtcNow());
            return Page(app, await change(app, await context.Request.ReadFormAsync(ct), by, ct), false);
        }
        catch (BadInputException e)
        {
            return Page(app, e.Message + " Nothing was changed.", true);
        }
    }

    private static async Task<string> AddAsync(App app, IFormCollection form, By by, CancellationToken ct)
    {
        var account = new Account
        {
            Name = UserForm.Name(form["name"].ToString()),
            DisplayName = form["display"].ToString() is { Length: > 0 } shown ? shown : form["name"].ToString(),
            Email = form["email"].ToString() is { Length: > 0 } email ? email : null,
            Roles = UserForm.Roles(form["role"].OfType<string>()),
            Limits = UserForm.Limits(form["limits"].ToString().Split(';')),
            CreatedAt = by.At,
        };
        var password = FirstPassword();
        return await app.Store.Accounts.TryAddAsync(account, Passwords.Hash(account.Name, password), by.Who, false, ct)
            ? $"{account.Name} can sign in with the password {password}. It is shown only now; they change it under Account."
            : throw new BadInputException($"There is an account '{account.Name}' already.");
    }

    private static async Task<string> ChangeAsync(App app, IFormCollection form, By by, CancellationToken ct)
    {
        var name = Known(app, form["name"].ToString());
        var accounts = app.Store.Accounts;
        switch (form["what"].ToString())
        {
            case "roles":
                var roles = UserForm.Roles(form["role"].OfType<string>());
                if (name == by.Who && !roles.Contains(Permissions.Admin))
                    throw new BadInputException("You cannot take the role admin from yourself; another admin can.");
                await accounts.TrySetRolesAsync(name, roles, UserForm.Limits(form["limits"].ToString().Split(';')), by, ct);
                return $"{name} now has {string.Join(", ", roles)}; their open sessions have ended.";
            case "disable" when name == by.Who:
                throw new BadInputException("You cannot disable your own account; another admin can.");
            case "disable":
                await accounts.TryDisableAsync(name, by, ct);
                return $"{name} is disabled; their sessions and tokens open nothing.";
            case "enable":
                await accounts.TryEnableAsync(name, by, ct);
                return $"{name} is enabled.";
            case "password":
                var password = FirstPassword();
                await accounts.TrySetPasswordAsync(name, Passwords.Hash(name, password), by, ct);
                return $"{name} can sign in with the password {password}. It is shown only now.";
            case var other:
                throw new BadInputException($"Expected roles, disable, enable or password, found '{other}'.");
        }
    }

    private static async Task<string> TokenAsync(App app, IFormCollection form, By by, CancellationToken ct)
    {
        var days = int.TryParse(form["days"], out var given) && given is > 0 and <= 3650 ? given : throw new BadInputException($"Days: expected a whole number from 1 to 3650, found '{form["days"]}'.");
        var token = new ApiToken("", Known(app, form["name"].ToString()), form["label"].ToString(), UserForm.Scopes(form["scope"].OfType<string>()), by.At) { ExpiresAt = by.At.AddDays(days) };
        return $"Token for {token.Account}: {await app.Store.Tokens.IssueAsync(token, by.Who, ct)}. It is shown only now.";
    }

    private static async Task<string> RevokeAsync(App app, IFormCollection form, By by, CancellationToken ct) =>
        await app.Store.Tokens.TryRevokeAsync(form["id"].ToString(), by, ct)
            ? $"Token {form["id"]} opens nothing any more."
            : throw new BadInputException($"There is no token '{form["id"]}', or it was revoked before.");

    private static async Task<string> LimitAsync(App app, IFormCollection form, By by, CancellationToken ct)
    {
        var limit = UserForm.Limit(form["limit"].ToString());
        await app.Store.Accounts.SetRoleLimitAsync(limit, by, ct);
        return $"Without a limit of their own, {limit.Role} may let go {limit.Most} in one verdict.";
    }

    private static async Task<IResult> OwnPasswordAsync(HttpContext context, App app, Passwords passwords, CancellationToken ct)
    {
        var name = context.User.Identity!.Name!;
        if (!context.Request.HasFormContentType || !app.Store.Accounts.Find(name)!.HasPassword)
            return Own(app, context, "This account has no password here.", true);
        var form = await context.Request.ReadFormAsync(ct);
        if (Passwords.WhyWeak(name, form["new"].ToString()) is { } weak)
            return Own(app, context, weak, true);
        if (await passwords.CheckAsync(name, form["old"].ToString(), ct) is null)
            return Own(app, context, "The present password is wrong; nothing was changed.", true);
        await app.Store.Accounts.TrySetPasswordAsync(name, Passwords.Hash(name, form["new"].ToString()), new By(name, app.Clock.GetUtcNow()), ct);
        await Sessions.BeginAsync(context, app, app.Store.Accounts.Find(name)!, "new password", ct);
        return Own(app, context, "Your password is changed; your other sessions have ended.", false);
    }

    private static string Known(App app, string name) => app.Store.Accounts.Find(name) is { } account
        ? account.Name
        : throw new BadInputException($"There is no account '{name}'{(Spelling.Nearest(name, app.Store.Accounts.List().Select(a => a.Name)) is { } near ? $"; did you mean '{near}'?" : ".")}");

    private static RazorComponentResult<UsersPage> Page(App app, string? said, bool isBad) =>
        new(new { App = app, Said = said, IsBad = isBad }) { StatusCode = isBad ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK };

    private static RazorComponentResult<AccountPage> Own(App app, HttpContext context, string? said, bool isBad) =>
        new(new { App = app, Account = app.Store.Accounts.Find(context.User.Identity!.Name!)!, Said = said, IsBad = isBad }) { StatusCode = isBad ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK };
}
