using AgenticRecovery.Cases;

namespace AgenticRecovery.Store;

/// <summary>Something that an open page may show differently now.</summary>
/// <param name="Seq">Grows with every change of the database.</param>
/// <param name="Kind">One of <see cref="DeskChanges"/>'s words.</param>
/// <param name="Id">The proposal, or the case.</param>
public sealed record DeskChange(long Seq, string Kind, string Id, CaseId Case, DateTimeOffset At);

/// <summary>What changed lately, written in the commit that changed it, by whichever process did.</summary>
public sealed class DeskChanges(SqliteDatabase database)
{
    public const string Added = "approval.added";
    public const string Changed = "approval.changed";
    public const string Decided = "approval.decided";
    public const string CaseChanged = "case.changed";

    /// <summary>Notes a change of a request; nothing where there is no such request.</summary>
    public static void OfApproval(Sql sql, string kind, ProposalId id, DateTimeOffset at) => sql.Execute(
        """
        INSERT INTO changes (seq, kind, id, case_id, at)
        SELECT (SELECT coalesce(max(seq), 0) + 1 FROM changes), @kind, proposal_id, case_id, @at FROM approvals WHERE proposal_id = @id
        """,
        ("@kind", kind), ("@at", at.Ms()), ("@id", id.Value));

    public static void OfCase(Sql sql, CaseId id, DateTimeOffset at) => sql.Execute(
        """
        INSERT INTO changes (seq, kind, id, case_id, at)
        VALUES ((SELECT coalesce(max(seq), 0) + 1 FROM changes), @kind, @id, @id, @at)
        """,
        ("@kind", CaseChanged), ("@id", id.Value), ("@at", at.Ms()));

    /// <summary>0 before the first change.</summary>
    public long Last() => database.Read(sql => sql.Number("SELECT max(seq) FROM changes")) ?? 0;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<DeskChange> Since(long seq, int atMost) => database.Read(sql => sql.Query(
        "SELECT seq, kind, id, case_id, at FROM changes WHERE seq > @seq ORDER BY seq LIMIT @most",
        row => new DeskChange(row.GetInt64(0), row.GetString(1), row.GetString(2), new CaseId(row.GetString(3)), row.Instant(4)),
        ("@seq", seq), ("@most", atMost)));

    /// <summary>Forgets old changes, but never the last: its number must not be given out again.</summary>
    public Task DropBeforeAsync(DateTimeOffset at, CancellationToken ct) => database.WriteAsync(
        sql => sql.Execute("DELETE FROM changes WHERE at < @at AND seq < (SELECT max(seq) FROM changes)", ("@at", at.Ms())), ct);
}
