using System.Data.Common;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Store;

/// <summary>One notification to one recipient.</summary>
/// <param name="Key">Derived from the event, so the same event is told once however often it is seen.</param>
/// <param name="Event">"new", "near", "escalated" or "digest".</param>
/// <param name="Recipient">An account's name, or "channel" for a room of many.</param>
/// <param name="Text">What is said, without personal data.</param>
public sealed record Notice(string Key, string Event, ProposalId? Proposal, string Channel, string Recipient, string Text)
{
    /// <summary>
    /// "waiting", "sending", "sent" or "failed"; "unknown" where it was cut off between sending and our note of it, and so may have
    /// arrived.
    /// </summary>
    public string State { get; init; } = "waiting";
    public int Attempts { get; init; }
    public string? Why { get; init; }
}

/// <summary>What a notice may be about, read from the records.</summary>
/// <param name="To">Of an escalation: whom the path names. Null otherwise.</param>
public sealed record NoticeCause(string Key, ProposalId Proposal, string? To);

/// <summary>The outbox of notifications: written once per event, sent by whichever process gets to it first.</summary>
public sealed class Notices(SqliteDatabase database)
{
    private const string Columns = "key, event, proposal_id, channel, recipient, text, state, attempts, why";

    /// <summary>Adds those that are not there yet; returns how many were new.</summary>
    public Task<int> AddAsync(IReadOnlyList<Notice> notices, DateTimeOffset at, CancellationToken ct) => database.WriteAsync(
        sql => notices.Sum(n => sql.Execute(
            """
            INSERT INTO notices (key, event, proposal_id, channel, recipient, text, state, next_at, made_at)
            VALUES (@key, @event, @proposal, @channel, @recipient, @text, 'waiting', @at, @at) ON CONFLICT (key) DO NOTHING
            """,
            ("@key", n.Key), ("@event", n.Event), ("@proposal", n.Proposal?.Value), ("@channel", n.Channel), ("@recipient", n.Recipient),
            ("@text", n.Text), ("@at", at.Ms()))), ct);

    /// <summary>
    /// Takes the first that is due, so that no other process sends it before a moment; null when none is. One that is "sending" was
    /// taken before by somebody who never said what became of it.
    /// </summary>
    public Task<Notice?> TakeDueAsync(DateTimeOffset now, DateTimeOffset until, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            var due = sql.Find($"SELECT {Columns} FROM notices WHERE settled_at IS NULL AND next_at <= @now ORDER BY next_at, key LIMIT 1", Read, ("@now", now.Ms()));
            if (due is not null)
                sql.Execute(
                    "UPDATE notices SET state = 'sending', next_at = @until, attempts = attempts + 1 WHERE key = @key",
                    ("@until", until.Ms()), ("@key", due.Key));
            return due;
        }, ct);

    /// <summary>Ends one that may have arrived: it is not sent again.</summary>
    public Task UnknownAsync(string key, string why, DateTimeOffset at, CancellationToken ct) => database.WriteAsync(
        sql => sql.Execute("UPDATE notices SET state = 'unknown', why = @why, settled_at = @at WHERE key = @key", ("@why", why), ("@at", at.Ms()), ("@key", key)), ct);

    /// <summary>How many ended since a moment without our knowing whether they arrived.</summary>
    public long CountUnknown(DateTimeOffset since) => database.Read(sql => sql.Number(
        "SELECT count(*) FROM notices WHERE state = 'unknown' AND settled_at >= @since", ("@since", since.Ms())) ?? 0);

    public Task SentAsync(string key, DateTimeOffset at, CancellationToken ct) => database.WriteAsync(
        sql => sql.Execute("UPDATE notices SET state = 'sent', settled_at = @at, why = NULL WHERE key = @key", ("@at", at.Ms()), ("@key", key)), ct);

    /// <param name="againAt">When it is tried again; null when it is given up.</param>
    public Task NotSentAsync(string key, string why, DateTimeOffset at, DateTimeOffset? againAt, CancellationToken ct) => database.WriteAsync(
        sql => sql.Execute(
            "UPDATE notices SET state = @state, why = @why, next_at = @next, settled_at = @settled WHERE key = @key",
            ("@state", againAt is null ? "failed" : "waiting"), ("@why", why), ("@next", (againAt ?? at).Ms()),
            ("@settled", (againAt is null ? at : (DateTimeOffset?)null).Ms()), ("@key", key)), ct);

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Notice> Latest(int atMost) => database.Read(sql => sql.Query(
        $"SELECT {Columns} FROM notices ORDER BY made_at DESC, key LIMIT @most", Read, ("@most", atMost)));

    /// <summary>Requests asked since a moment, or asked again, that still wait.</summary>
    public IReadOnlyList<NoticeCause> Asked(DateTimeOffset since) => database.Read(sql => sql.Query(
        "SELECT proposal_id, asked_at FROM approvals WHERE asked_at >= @since AND settled_at IS NULL ORDER BY asked_at LIMIT 500",
        row => new NoticeCause($"new/{row.GetString(0)}/{row.GetInt64(1)}", new ProposalId(row.GetString(0)), null), ("@since", since.Ms())));

    /// <summary>Waiting requests whose deadline lies between two moments.</summary>
    public IReadOnlyList<NoticeCause> Near(DateTimeOffset from, DateTimeOffset to) => database.Read(sql => sql.Query(
        "SELECT proposal_id, due_at FROM approvals WHERE settled_at IS NULL AND due_at > @from AND due_at <= @to ORDER BY due_at LIMIT 500",
        row => new NoticeCause($"near/{row.GetString(0)}/{row.GetInt64(1)}", new ProposalId(row.GetString(0)), null),
        ("@from", from.Ms()), ("@to", to.Ms())));

    /// <summary>Escalations since a moment of cases that still wait for a person.</summary>
    public IReadOnlyList<NoticeCause> Escalated(DateTimeOffset since) => database.Read(sql => sql.Query(
        """
        SELECT a.proposal_id, e.case_id, e.step, e.reached FROM escalations e JOIN approvals a ON a.case_id = e.case_id AND a.settled_at IS NULL
        WHERE e.at >= @since ORDER BY e.at LIMIT 500
        """,
        row => new NoticeCause($"escalated/{row.GetString(1)}/{row.GetInt64(2)}", new ProposalId(row.GetString(0)), row.GetString(3)), ("@since", since.Ms())));

    private static Notice Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.TextOrNull(2) is { } id ? new ProposalId(id) : null, row.GetString(3), row.GetString(4), row.GetString(5))
    {
        State = row.GetString(6),
        Attempts = row.GetInt32(7),
        Why = row.TextOrNull(8),
    };
}
