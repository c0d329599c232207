namespace AgenticRecovery.Store;

/// <summary>Something that came in and could not be taken.</summary>
/// <param name="Id">Derived from source and body, so the same bad event is one letter.</param>
/// <param name="State">"waiting", "taken" (a retry worked) or "dropped" (a person gave it up).</param>
public sealed record DeadLetter(
    string Id, string Source, string Reason, string Body, string State, int Attempts, DateTimeOffset FirstAt, DateTimeOffset LastAt);

/// <summary>What could not be taken, kept until it is retried with success or dropped by a person.</summary>
public sealed class DeadLetters(SqliteDatabase database)
{
    private const string Columns = "id, source, reason, body, state, attempts, first_at, last_at";

    public static string IdFor(string source, string body) => StoreJson.Sha256($"{source}\n{body}")[..20];

    /// <summary>Keeps it and returns its id; the same event again counts one more attempt.</summary>
    public Task<string> PutAsync(string source, string body, string reason, DateTimeOffset at, CancellationToken ct)
    {
        var id = IdFor(source, body);
        return database.WriteAsync(
            sql =>
            {
                sql.Execute(
                    """
                    INSERT INTO dead_letters (id, source, reason, body, state, attempts, first_at, last_at)
                    VALUES (@id, @source, @reason, @body, 'waiting', 1, @at, @at)
                    ON CONFLICT (id) DO UPDATE SET attempts = dead_letters.attempts + 1, last_at = excluded.last_at,
                      reason = excluded.reason, state = 'waiting'
                    """,
                    ("@id", id), ("@source", source), ("@reason", reason), ("@body", body), ("@at", at.Ms()));
                return id;
            }, ct);
    }

    /// <summary>Waiting ones, oldest first.</summary>
    public IReadOnlyList<DeadLetter> Waiting(int atMost) => database.Read(sql => sql.Query(
        $"SELECT {Columns} FROM dead_letters WHERE state = 'waiting' ORDER BY first_at, id LIMIT @most", Read, ("@most", atMost)));

    public DeadLetter? Find(string id) => database.Read(sql => sql.Find(
        $"SELECT {Columns} FROM dead_letters WHERE id = @id", Read, ("@id", id)));

    /// <summary>Tries a letter again; the try answers null when it was taken, else why not.</summary>
    /// <returns>Why it still cannot be taken; null when it was, or when there is no such waiting letter.</returns>
    public async Task<string?> RetryAsync(string id, Func<DeadLetter, Task<string?>> take, DateTimeOffset at, CancellationToken ct)
    {
        if (Find(id) is not { State: "waiting" } letter)
            return null;
        if (await take(letter) is { } reason)
        {
            await PutAsync(letter.Source, letter.Body, reason, at, ct);
            return reason;
        }

        await SettleAsync(id, "taken", "", at, ct);
        return null;
    }

    public Task DropAsync(string id, string why, DateTimeOffset at, CancellationToken ct) => SettleAsync(id, "dropped", why, at, ct);

    private Task<int> SettleAsync(string id, string state, string why, DateTimeOffset at, CancellationToken ct) => database.WriteAsync(
        sql => sql.Execute(
            "UPDATE dead_letters SET state = @state, reason = CASE WHEN @why = '' THEN reason ELSE @why END, last_at = @at WHERE id = @id",
            ("@state", state), ("@why", why), ("@at", at.Ms()), ("@id", id)), ct);

    private static DeadLetter Read(System.Data.Common.DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetInt32(5),
        row.Instant(6), row.Instant(7));
}
