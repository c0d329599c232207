using System.CommandLine;
using System.Globalization;
using AgenticRecovery.Accounts;
using AgenticRecovery.Cases;
using AgenticRecovery.Host.Accounts;
using AgenticRecovery.Store;
using Spectre.Console;

namespace AgenticRecovery.Host.Cli;

/// <summary>Accounts and tokens on the command line, for whoever holds the database.</summary>
internal static class UserCommands
{
    private const string Who = "console";
    private static readonly Argument<string> Name = new("NAME") { Description = "The account." };
    private static readonly Argument<string> TokenId = new("ID") { Description = "The token, as 'user list' shows it." };
    private static readonly Argument<string> RoleLimit = new("LIMIT") { Description = "ROLE=AMOUNT CURRENCY, such as approver=50EUR." };
    private static readonly Option<string[]> Role = new("--role") { Description = $"One or more of {string.Join(", ", Permissions.Roles)}.", AllowMultipleArgumentsPerToken = true, Required = true };
    private static readonly Option<string[]> Limit = new("--limit") { Description = "Most that one verdict may let go, such as approver=50EUR.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string?> Display = new("--display") { Description = "Name shown to others." };
    private static readonly Option<string?> Mail = new("--mail") { Description = "Where notifications go." };
    private static readonly Option<bool> FromInput = new("--password-stdin") { Description = "Read the password from standard input instead of making one." };
    private static readonly Option<string[]> Scope = new("--scope") { Description = $"One or more of {string.Join(", ", Permissions.All)}.", AllowMultipleArgumentsPerToken = true, Required = true };
    private static readonly Option<string> Label = new("--label") { Description = "What the token is for.", DefaultValueFactory = _ => "" };
    private static readonly Option<int> Days = new("--days") { Description = "Days it lives, 1 to 3650.", DefaultValueFactory = _ => 90 };

    public static Command Make() => new("user", "Accounts of the desk: who may do what, up to which amount, and their API tokens.")
    {
        Subcommands =
        {
            Verb("add", "Makes an account and prints its first password once.", [Name], [Role, Limit, Display, Mail, FromInput], AddAsync),
            Verb("list", "Accounts and tokens.", [], [], (app, _, _) => Task.FromResult(List(app))),
            Verb("roles", "Gives an account other roles and limits.", [Name], [Role, Limit], RolesAsync),
            Verb("password", "Gives an account a new password.", [Name], [FromInput], PasswordAsync),
            Verb("disable", "Disables an account, its sessions and its tokens.", [Name], [], (app, p, ct) => ChangeAsync(app, p, "disabled", app.Store.Accounts.TryDisableAsync, ct)),
            Verb("enable", "Enables an account again.", [Name], [], (app, p, ct) => ChangeAsync(app, p, "enabled", app.Store.Accounts.TryEnableAsync, ct)),
            Verb("token", "Makes an API token for an account and prints it once.", [Name], [Scope, Label, Days], TokenAsync),
            Verb("revoke", "Ends a token.", [TokenId], [], RevokeAsync),
            Verb("limit", "Sets the limit of a role, for people without one of their own.", [RoleLimit], [], RoleLimitAsync),
        },
    };

    private static Command Verb(string name, string description, Argument[] arguments, Option[] options, Func<App, ParseResult, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, description).With([.. options, CommonOptions.Json]);
        foreach (var argument in arguments)
            command.Arguments.Add(argument);
        command.SetAction(async (parsed, ct) =>
        {
            await using var app = await App.OpenAsync(CommonOptions.Read(parsed), ct);
            return await run(app, parsed, ct);
        });
        return command;
    }

    private static async Task<int> AddAsync(App app, ParseResult parsed, CancellationToken ct)
    {
        var name = UserForm.Name(parsed.GetValue(Name)!);
        var account = new Account
        {
            Name = name,
            DisplayName = parsed.GetValue(Display) ?? name,
            Email = parsed.GetValue(Mail),
            Roles = UserForm.Roles(parsed.GetValue(Role)!),
            Limits = UserForm.Limits(parsed.GetValue(Limit) ?? []),
            CreatedAt = app.Clock.GetUtcNow(),
        };
        var (password, isMade) = Password(parsed, name);
        if (!await app.Store.Accounts.TryAddAsync(account, Passwords.Hash(name, password), Who, false, ct))
            throw new BadInputException($"There is an account '{name}' already; 'recovery user roles {name}' changes it.");
        return Tell(app, new { name, account.Roles, account.Limits, password = isMade ? password : null }, isMade ? $"{name} can sign in with the password {password}" : $"{name} can sign in");
    }

    private static async Task<int> RolesAsync(App app, ParseResult parsed, CancellationToken ct)
    {
        var name = Known(app, parsed);
        var roles = UserForm.Roles(parsed.GetValue(Role)!);
        await app.Store.Accounts.TrySetRolesAsync(name, roles, UserForm.Limits(parsed.GetValue(Limit) ?? []), ByConsole(app), ct);
        return Tell(app, new { name, roles }, $"{name} now has {string.Join(", ", roles)}");
    }

    private static async Task<int> PasswordAsync(App app, ParseResult parsed, CancellationToken ct)
    {
        var name = Known(app, parsed);
        var (password, isMade) = Password(parsed, name);
        await app.Store.Accounts.TrySetPasswordAsync(name, Passwords.Hash(name, password), ByConsole(app), ct);
        return Tell(app, new { name, password = isMade ? password : null }, isMade ? $"{name} can sign in with the password {password}" : $"{name} has the new password");
    }

    private static async Task<int> ChangeAsync(App app, ParseResult parsed, string word, Func<string, By, CancellationToken, Task<bool>> change, CancellationToken ct)
    {
        var name = Known(app, parsed);
        await change(name, ByConsole(app), ct);
        return Tell(app, new { name, state = word }, $"{name} is {word}");
    }

    private static async Task<int> TokenAsync(App app, ParseResult parsed, CancellationToken ct)
    {
        if (parsed.GetValue(Days) is < 1 or > 3650)
            throw new BadInputException($"--days: expected a whole number from 1 to 3650, found {parsed.GetValue(Days)}.");
        var at = app.Clock.GetUtcNow();
        var wanted = new ApiToken("", Known(app, parsed), parsed.GetValue(Label)!, UserForm.Scopes(parsed.GetValue(Scope)!), at) { ExpiresAt = at.AddDays(parsed.GetValue(Days)) };
        var text = await app.Store.Tokens.IssueAsync(wanted, Who, ct);
        return Tell(app, new { token = text, wanted.Account, wanted.Scopes, wanted.ExpiresAt }, text);
    }

    private static async Task<int> RevokeAsync(App app, ParseResult parsed, CancellationToken ct)
    {
        var id = parsed.GetValue(TokenId)!;
        if (!await app.Store.Tokens.TryRevokeAsync(id, ByConsole(app), ct))
            throw new BadInputException($"There is no token '{id}', or it was revoked before; see 'recovery user list'.");
        return Tell(app, new { id, state = "revoked" }, $"token {id} opens nothing any more");
    }

    private static async Task<int> RoleLimitAsync(App app, ParseResult parsed, CancellationToken ct)
    {
        var limit = UserForm.Limit(parsed.GetValue(RoleLimit)!);
        await app.Store.Accounts.SetRoleLimitAsync(limit, ByConsole(app), ct);
        return Tell(app, limit, $"{limit.Role} may let go {limit.Most} in one verdict");
    }

    private static int List(App app)
    {
        var (accounts, tokens) = (app.Store.Accounts.List(), app.Store.Tokens.List(null));
        if (app.Options.IsJson)
            return Tell(app, new { accounts = accounts.Select(a => new { a.Name, a.DisplayName, a.Roles, a.Limits, a.Source, a.IsEnabled, a.SignedInAt }), roleLimits = app.Store.Accounts.RoleLimits(), tokens }, "");
        var table = new Table().AddColumns("Name", "Roles", "Limits", "State", "Tokens");
        foreach (var a in accounts)
            table.AddRow(
                Markup.Escape(a.Name), string.Join(", ", a.Roles), string.Join(", ", a.Limits), a.IsEnabled ? "enabled" : "disabled",
                string.Join(", ", tokens.Where(t => t.Account == a.Name && t.IsGood(app.Clock.GetUtcNow())).Select(t => t.Id)));
        AnsiConsole.Write(table);
        return CommandLine.Done;
    }

    private static (string Password, bool IsMade) Password(ParseResult parsed, string name)
    {
        if (!parsed.GetValue(FromInput))
            return (UserEndpoints.FirstPassword(), true);
        var given = Console.In.ReadLine() ?? "";
        return Passwords.WhyWeak(name, given) is { } weak ? throw new BadInputException(weak) : (given, false);
    }

    private static string Known(App app, ParseResult parsed)
    {
        var name = parsed.GetValue(Name)!.ToLowerInvariant();
        var near = Spelling.Nearest(name, app.Store.Accounts.List().Select(a => a.Name));
        return app.Store.Accounts.Find(name)?.Name
            ?? throw new BadInputException($"There is no account '{name}'{(near is null ? "; see 'recovery user list'." : $"; did you mean '{near}'?")}");
    }

    private static By ByConsole(App app) => new(Who, app.Clock.GetUtcNow());

    private static int Tell<T>(App app, T document, string words)
    {
        if (app.Options.IsJson)
            Output.Document(document);
        else
            // Not by the console of tables: it breaks long lines, and a broken token opens nothing.
            Console.Out.WriteLine(words);
        return CommandLine.Done;
    }
}
