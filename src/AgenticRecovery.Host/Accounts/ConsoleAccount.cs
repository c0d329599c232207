using AgenticRecovery.Accounts;
using AgenticRecovery.Host.Cli;

namespace AgenticRecovery.Host.Accounts;

/// <summary>The person who started a demo, or the first run of a desk that has no accounts yet: they hold the database and may do all.</summary>
internal static class ConsoleAccount
{
    public static async Task<Account> EnsureAsync(App app, DateTimeOffset at, CancellationToken ct)
    {
        var name = AccountName.From(Environment.UserName) ?? "console-user";
        if (app.Store.Accounts.Find(name) is { } known)
            return known;
        var account = new Account
        {
            Name = name,
            DisplayName = Environment.UserName,
            Roles = [.. Permissions.Roles.Where(role => role != "viewer")],
            Source = Account.Console,
            CreatedAt = at,
        };
        await app.Store.Accounts.TryAddAsync(account, null, "console", false, ct);
        return app.Store.Accounts.Find(name)!;
    }
}
