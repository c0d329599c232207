using System.Globalization;

namespace AgenticRecovery.Store;

/// <summary>One entry of the audit log. <see cref="Hash"/> covers the entry and the hash before it.</summary>
public sealed record AuditEntry(
    long Seq, DateTimeOffset At, string Who, string What, string About, string Detail, string PreviousHash, string Hash);

/// <summary>What a check of the log found.</summary>
/// <param name="BrokenAt">The first entry that does not fit; null when all do.</param>
public sealed record AuditCheck(long Entries, long? BrokenAt, string LastHash);

/// <summary>An append-only log in which every entry is chained to the one before, so that a change or a gap shows.</summary>
public sealed class Audit(SqliteDatabase database)
{
    private static readonly string Start = new('0', 64);

    /// <param name="about">Id of the case, proposal, user or book.</param>
    /// <param name="detail">JSON or words; no message bodies.</param>
    public void Add(Sql sql, string who, string what, string about, string detail, DateTimeOffset at)
    {
        var last = sql.Find(
            "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1", row => new Last(row.GetInt64(0), row.GetString(1))) ?? new Last(0, Start);
        var hash = HashOf(last.Seq + 1, at.Ms(), (who, what, about, detail), last.Hash);
        sql.Execute(
            "INSERT INTO audit (seq, at, who, what, about, detail, previous_hash, hash) VALUES (@seq, @at, @who, @what, @about, @detail, @previous, @hash)",
            ("@seq", last.Seq + 1), ("@at", at.Ms()), ("@who", who), ("@what", what), ("@about", about), ("@detail", detail),
            ("@previous", last.Hash), ("@hash", hash));
    }

    public Task AddAsync(string who, string what, string about, string detail, DateTimeOffset at, CancellationToken ct) =>
        database.WriteAsync(sql => Add(sql, who, what, about, detail, at), ct);

    /// <summary>Newest first.</summary>
    public IReadOnlyList<AuditEntry> Latest(int atMost) => database.Read(sql => sql.Query(
        "SELECT seq, at, who, what, about, detail, previous_hash, hash FROM audit ORDER BY seq DESC LIMIT @most",
        Read, ("@most", atMost)));

    /// <summary>Entries about an id or what begins with it, or of a person or action by name, newest first.</summary>
    /// <param name="text">Null or blank for all.</param>
    /// <param name="before">Number of the last entry of the page before; null for the newest.</param>
    public IReadOnlyList<AuditEntry> Search(string? text, long? before, int atMost) => database.Read(sql => string.IsNullOrWhiteSpace(text)
        ? sql.Query(
            "SELECT seq, at, who, what, about, detail, previous_hash, hash FROM audit WHERE seq < @before ORDER BY seq DESC LIMIT @most",
            Read, ("@before", before ?? long.MaxValue), ("@most", atMost))
        : sql.Query(
            """
            SELECT seq, at, who, what, about, detail, previous_hash, hash FROM audit
            WHERE seq < @before AND seq IN (
              SELECT seq FROM audit WHERE about >= @text AND about < @end
              UNION ALL SELECT seq FROM (SELECT seq FROM audit WHERE who = @text AND seq < @before ORDER BY seq DESC LIMIT @most)
              UNION ALL SELECT seq FROM (SELECT seq FROM audit WHERE what = @text AND seq < @before ORDER BY seq DESC LIMIT @most))
            ORDER BY seq DESC LIMIT @most
            """,
            Read, ("@before", before ?? long.MaxValue), ("@text", text.Trim()), ("@end", text.Trim() + "\uffff"), ("@most", atMost)));

    /// <summary>Walks the whole chain. A cut tail shows only against a <see cref="AuditCheck.LastHash"/> kept elsewhere.</summary>
    public AuditCheck Verify() => database.Read(sql =>
    {
        var (previous, count) = (Start, 0L);
        foreach (var entry in sql.Query("SELECT seq, at, who, what, about, detail, previous_hash, hash FROM audit ORDER BY seq", Read))
        {
            var expected = HashOf(count + 1, entry.At.Ms(), (entry.Who, entry.What, entry.About, entry.Detail), previous);
            if (entry.Seq != count + 1 || entry.PreviousHash != previous || entry.Hash != expected)
                return new AuditCheck(count, count + 1, previous);
            (previous, count) = (entry.Hash, count + 1);
        }

        return new AuditCheck(count, null, previous);
    });

    // Lengths keep "ab"+"c" apart from "a"+"bc".
    private static string HashOf(long seq, long at, (string Who, string What, string About, string Detail) e, string previous) =>
        StoreJson.Sha256(string.Create(
            CultureInfo.InvariantCulture,
            $"{previous}\n{seq}\n{at}\n{e.Who.Length}:{e.Who}\n{e.What.Length}:{e.What}\n{e.About.Length}:{e.About}\n{e.Detail.Length}:{e.Detail}"));

    private static AuditEntry Read(System.Data.Common.DbDataReader row) => new(
        row.GetInt64(0), row.Instant(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5),
        row.GetString(6), row.GetString(7));

    private sealed record Last(long Seq, string Hash);
}
