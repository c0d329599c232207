using System.Data.Common;
using System.Security.Cryptography;
using AgenticRecovery.Economics;
using AgenticRecovery.Store;

namespace AgenticRecovery.Accounts;

/// <summary>The accounts of a database. Every change is on the audit log in the same commit.</summary>
public sealed class AccountBook(SqliteDatabase database, Audit audit)
{
    private const string Columns =
        "name, display_name, email, roles, limits, source, issuer, subject, password_hash, stamp, locked_until, created_at, signed_in_at, disabled_at";

    /// <summary>True once there is an account that is more than the person at the console of a demo.</summary>
    public bool IsSetUp() => database.Read(sql => sql.Number("SELECT count(*) FROM accounts WHERE source <> 'console'")) > 0;

    public Account? Find(string name) => database.Read(sql => Find(sql, name));

    public Account? FindBySubject(string issuer, string subject) => database.Read(sql => sql.Find(
        $"SELECT {Columns} FROM accounts WHERE issuer = @issuer AND subject = @subject", Read, ("@issuer", issuer), ("@subject", subject)));

    public IReadOnlyList<Account> List() => database.Read(sql => sql.Query($"SELECT {Columns} FROM accounts ORDER BY name", Read));

    public string? PasswordHash(string name) =>
        database.Read(sql => sql.Text("SELECT password_hash FROM accounts WHERE name = @name", ("@name", name)));

    /// <summary>False when the name is taken; nothing is changed then.</summary>
    /// <param name="isFirst">True to add it only while the desk is not set up.</param>
    public Task<bool> TryAddAsync(Account account, string? passwordHash, string who, bool isFirst, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            if (isFirst && sql.Number("SELECT count(*) FROM accounts WHERE source <> 'console'") > 0)
                return false;
            var added = sql.Execute(
                """
                INSERT INTO accounts (name, display_name, email, roles, limits, source, issuer, subject, password_hash, stamp, created_at)
                VALUES (@name, @display, @email, @roles, @limits, @source, @issuer, @subject, @hash, @stamp, @at)
                ON CONFLICT DO NOTHING
                """,
                ("@name", account.Name), ("@display", account.DisplayName), ("@email", account.Email), ("@roles", StoreJson.Write(account.Roles)),
                ("@limits", StoreJson.Write(account.Limits)), ("@source", account.Source), ("@issuer", account.Issuer), ("@subject", account.Subject),
                ("@hash", passwordHash), ("@stamp", NewStamp()), ("@at", account.CreatedAt.Ms())) == 1;
            if (added)
                audit.Add(sql, who, "account.added", account.Name, $"{account.Source}; roles {string.Join(", ", account.Roles)}{Words(account.Limits)}", account.CreatedAt);
            return added;
        }, ct);

    /// <summary>Gives other roles and limits; sessions of the account end. False when there is no such account.</summary>
    public Task<bool> TrySetRolesAsync(string name, IReadOnlyList<string> roles, IReadOnlyList<AmountLimit> limits, By by, CancellationToken ct) =>
        ChangeAsync(name, "account.roles", $"roles {string.Join(", ", roles)}{Words(limits)}", by, "roles = @roles, limits = @limits, stamp = @stamp", ct,
            ("@roles", StoreJson.Write(roles)), ("@limits", StoreJson.Write(limits)), ("@stamp", NewStamp()));

    /// <inheritdoc cref="TrySetRolesAsync"/>
    public Task<bool> TrySetPasswordAsync(string name, string hash, By by, CancellationToken ct) =>
        ChangeAsync(name, "account.password", "", by, "password_hash = @hash, stamp = @stamp, failures = 0, locked_until = NULL", ct, ("@hash", hash), ("@stamp", NewStamp()));

    /// <summary>Keeps a hash made by a newer scheme from the same password; nobody is signed out.</summary>
    public Task<bool> TryRehashAsync(string name, string hash, By by, CancellationToken ct) =>
        ChangeAsync(name, "account.rehashed", "", by, "password_hash = @hash", ct, ("@hash", hash));

    /// <inheritdoc cref="TrySetRolesAsync"/>
    public Task<bool> TryDisableAsync(string name, By by, CancellationToken ct) =>
        ChangeAsync(name, "account.disabled", "", by, "disabled_at = @now, stamp = @stamp", ct, ("@now", by.At.Ms()), ("@stamp", NewStamp()));

    public Task<bool> TryEnableAsync(string name, By by, CancellationToken ct) =>
        ChangeAsync(name, "account.enabled", "", by, "disabled_at = NULL, failures = 0, locked_until = NULL", ct);

    public Task SignedInAsync(string name, string how, DateTimeOffset at, CancellationToken ct) =>
        ChangeAsync(name, "session.begun", how, new By(name, at), "signed_in_at = @now, failures = 0, locked_until = NULL", ct, ("@now", at.Ms()));

    /// <summary>Counts a wrong password; the fifth in a row, and each after it, locks the account for a while.</summary>
    public Task FailedAsync(string name, DateTimeOffset at, TimeSpan locksFor, CancellationToken ct) =>
        ChangeAsync(name, "session.refused", "wrong password", new By(name, at),
            "failures = failures + 1, locked_until = CASE WHEN failures + 1 >= 5 THEN @until ELSE locked_until END", ct, ("@until", (at + locksFor).Ms()));

    public IReadOnlyList<AmountLimit> RoleLimits() => database.Read(sql => sql.Query(
        "SELECT role, currency, most_minor FROM role_limits ORDER BY role, currency",
        row => new AmountLimit(row.GetString(0), new Money(row.GetInt64(2), new Currency(row.GetString(1))))));

    /// <summary>What a role may let go where its person has no limit of their own.</summary>
    public Task SetRoleLimitAsync(AmountLimit limit, By by, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            sql.Execute(
                """
                INSERT INTO role_limits (role, currency, most_minor) VALUES (@role, @currency, @most)
                ON CONFLICT (role, currency) DO UPDATE SET most_minor = excluded.most_minor
                """,
                ("@role", limit.Role), ("@currency", limit.Most.Currency.Code), ("@most", limit.Most.Minor));
            audit.Add(sql, by.Who, "role.limit", limit.Role, limit.Most.ToString(), by.At);
        }, ct);

    internal static Account? Find(Sql sql, string name) =>
        sql.Find($"SELECT {Columns} FROM accounts WHERE name = @name", Read, ("@name", name));

    private Task<bool> ChangeAsync(string name, string what, string detail, By by, string set, CancellationToken ct, params (string Name, object? Value)[] values) =>
        database.WriteAsync(
            sql =>
            {
                var changed = sql.Execute($"UPDATE accounts SET {set} WHERE name = @name", [.. values, ("@name", name)]) == 1;
                if (changed)
                    audit.Add(sql, by.Who, what, name, detail, by.At);
                return changed;
            }, ct);

    private static string NewStamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));

    private static string Words(IReadOnlyList<AmountLimit> limits) => limits.Count == 0 ? "" : $"; limits {string.Join(", ", limits)}";

    private static Account Read(DbDataReader row) => new()
    {
        Name = row.GetString(0),
        DisplayName = row.GetString(1),
        Email = row.TextOrNull(2),
        Roles = StoreJson.Read<List<string>>(row.GetString(3)),
        Limits = StoreJson.Read<List<AmountLimit>>(row.GetString(4)),
        Source = row.GetString(5),
        Issuer = row.TextOrNull(6),
        Subject = row.TextOrNull(7),
        HasPassword = !row.IsDBNull(8),
        Stamp = row.GetString(9),
        LockedUntil = row.InstantOrNull(10),
        CreatedAt = row.Instant(11),
        SignedInAt = row.InstantOrNull(12),
        DisabledAt = row.InstantOrNull(13),
    };
}

/// <summary>Who changed an account, and when.</summary>
public sealed record By(string Who, DateTimeOffset At);
