using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using AgenticRecovery.Store;

namespace AgenticRecovery.Accounts;

/// <summary>A token that lets a program act for an account, within its scopes and never beyond the account's own rights.</summary>
public sealed record ApiToken(string Id, string Account, string Label, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt)
{
    /// <summary>Null for one that only ends when it is revoked.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>To the minute.</summary>
    public DateTimeOffset? UsedAt { get; init; }

    public bool IsGood(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is null || now < ExpiresAt);
}

/// <summary>
/// Tokens, kept as SHA-256 of 160 random bits: a secret of that size needs no slow hash. The text is shown once, when it
/// is made.
/// </summary>
public sealed class TokenBook(SqliteDatabase database, Audit audit)
{
    private const string Columns = "id, account, label, scopes, created_at, expires_at, revoked_at, used_at, hash";
    private const string Prefix = "rk_";

    /// <summary>The token's text; it cannot be read again.</summary>
    public async Task<string> IssueAsync(ApiToken wanted, string who, CancellationToken ct)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(5));
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
        await database.WriteAsync(
            sql =>
            {
                sql.Execute(
                    "INSERT INTO api_tokens (id, account, label, hash, scopes, created_at, expires_at) VALUES (@id, @account, @label, @hash, @scopes, @at, @expires)",
                    ("@id", id), ("@account", wanted.Account), ("@label", wanted.Label), ("@hash", StoreJson.Sha256(secret)),
                    ("@scopes", StoreJson.Write(wanted.Scopes)), ("@at", wanted.CreatedAt.Ms()), ("@expires", wanted.ExpiresAt.Ms()));
                audit.Add(sql, who, "token.issued", id, $"for {wanted.Account}: {string.Join(", ", wanted.Scopes)}", wanted.CreatedAt);
            }, ct);
        return $"{Prefix}{id}_{secret}";
    }

    /// <summary>The token of this text; null when it was never issued, is revoked or has expired.</summary>
    public ApiToken? Find(string text, DateTimeOffset now)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal) || text[Prefix.Length..].Split('_') is not [var id, var secret])
            return null;
        var found = database.Read(sql => sql.Find(
            $"SELECT {Columns} FROM api_tokens WHERE id = @id", row => new Kept(Read(row), row.GetString(8)), ("@id", id)));
        var isSame = found is not null && CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(StoreJson.Sha256(secret)), Encoding.ASCII.GetBytes(found.Hash));
        return isSame && found!.Token.IsGood(now) ? found.Token : null;
    }

    public IReadOnlyList<ApiToken> List(string? account) => database.Read(sql => sql.Query(
        $"SELECT {Columns} FROM api_tokens WHERE @account IS NULL OR account = @account ORDER BY created_at DESC, id", Read, ("@account", account)));

    /// <summary>False when there is no such token, or it was revoked before.</summary>
    public Task<bool> TryRevokeAsync(string id, By by, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            var revoked = sql.Execute("UPDATE api_tokens SET revoked_at = @at WHERE id = @id AND revoked_at IS NULL", ("@at", by.At.Ms()), ("@id", id)) == 1;
            if (revoked)
                audit.Add(sql, by.Who, "token.revoked", id, "", by.At);
            return revoked;
        }, ct);

    /// <summary>Notes that it is in use, at most once a minute.</summary>
    public Task UsedAsync(ApiToken token, DateTimeOffset at, CancellationToken ct) => token.UsedAt > at.AddMinutes(-1)
        ? Task.CompletedTask
        : database.WriteAsync(sql => sql.Execute("UPDATE api_tokens SET used_at = @at WHERE id = @id", ("@at", at.Ms()), ("@id", token.Id)), ct);

    private static ApiToken Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), StoreJson.Read<List<string>>(row.GetString(3)), row.Instant(4))
    {
        ExpiresAt = row.InstantOrNull(5),
        RevokedAt = row.InstantOrNull(6),
        UsedAt = row.InstantOrNull(7),
    };

    private sealed record Kept(ApiToken Token, string Hash);
}
