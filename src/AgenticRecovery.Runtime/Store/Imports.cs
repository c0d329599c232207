namespace AgenticRecovery.Store;

/// <summary>Marks of what was imported, so that the same file is not read twice.</summary>
public sealed class Imports(SqliteDatabase database)
{
    /// <summary>True when a file of this name and hash was read to its end.</summary>
    public bool IsDone(string name, string hash) => database.Read(sql => sql.Text(
        "SELECT hash FROM imports WHERE name = @name", ("@name", name))) == hash;

    /// <summary>When the file of this name was marked; null when it never was.</summary>
    public DateTimeOffset? MarkedAt(string name) => database.Read(sql => sql.Number(
        "SELECT at FROM imports WHERE name = @name", ("@name", name))) is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;

    public Task MarkAsync(string name, string hash, long rows, DateTimeOffset at, CancellationToken ct) => database.WriteAsync(
        sql => sql.Execute(
            """
            INSERT INTO imports (name, hash, rows_read, at) VALUES (@name, @hash, @rows, @at)
            ON CONFLICT (name) DO UPDATE SET hash = excluded.hash, rows_read = excluded.rows_read, at = excluded.at
            """,
            ("@name", name), ("@hash", hash), ("@rows", rows), ("@at", at.Ms())), ct);
}
