namespace AgenticRecovery.Store;

/// <summary>What was asked under an idempotency key, and what was answered.</summary>
/// <param name="Asked">Hash of the request; the same key for another request is a mistake.</param>
/// <param name="Answer">JSON; null while the first request is at work, or was cut off.</param>
public sealed record KeptAnswer(string Asked, string? Answer, DateTimeOffset At);

/// <summary>One answer per account and idempotency key, kept for <see cref="KeptFor"/>.</summary>
public sealed class VerdictKeys(SqliteDatabase database)
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(2);

    /// <summary>Null when the key is new and now taken; else what it was taken for.</summary>
    public async Task<KeptAnswer?> TakeAsync(string account, string key, string asked, DateTimeOffset at, CancellationToken ct) =>
        await database.WriteAsync(
            sql =>
            {
                sql.Execute("DELETE FROM verdict_keys WHERE at < @old", ("@old", (at - KeptFor).Ms()));
                var isNew = sql.Execute(
                    "INSERT INTO verdict_keys (account, key, asked, at) VALUES (@account, @key, @asked, @at) ON CONFLICT DO NOTHING",
                    ("@account", account), ("@key", key), ("@asked", asked), ("@at", at.Ms())) == 1;
                return isNew ? null : Find(sql, account, key);
            }, ct);

    public KeptAnswer? Find(string account, string key) => database.Read(sql => Find(sql, account, key));

    public Task AnswerAsync(string account, string key, string answer, CancellationToken ct) => database.WriteAsync(
        sql => sql.Execute(
            "UPDATE verdict_keys SET answer = @answer WHERE account = @account AND key = @key",
            ("@answer", answer), ("@account", account), ("@key", key)), ct);

    private static KeptAnswer? Find(Sql sql, string account, string key) => sql.Find(
        "SELECT asked, answer, at FROM verdict_keys WHERE account = @account AND key = @key",
        row => new KeptAnswer(row.GetString(0), row.TextOrNull(1), row.Instant(2)), ("@account", account), ("@key", key));
}
