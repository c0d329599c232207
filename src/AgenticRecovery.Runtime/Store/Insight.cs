using AgenticRecovery.Economics;

namespace AgenticRecovery.Store;

/// <summary>Closed cases of a span in one group of a day.</summary>
/// <param name="Day">UTC days since 1970.</param>
/// <param name="People">How many of them a person was asked about.</param>
public sealed record ClosedGroup(long Day, string? Mode, string? Cause, string Result, string Currency)
{
    public long Cases { get; init; }
    public long People { get; init; }
    public long MarginMinor { get; init; }
    public long RevenueMinor { get; init; }
    public long ConcededMinor { get; init; }
    public long CostMinor { get; init; }
}

/// <summary>How the deadlines of a queue were kept.</summary>
public sealed record SlaStand(string Queue, long Cases, long FirstTouchKept, long DecisionKept, long OpenLate);

/// <summary>One move put in the place of another.</summary>
public sealed record EditPattern(string From, string To, string Rule, long Count);

/// <summary>Verdicts of one person in a span, by word.</summary>
public sealed record VerdictCount(string Person, string Word, long Count);

/// <summary>Figures over many cases for the insight pages; each reads an index range, never a whole table.</summary>
public sealed class Insight(SqliteDatabase database)
{
    private const long DayMs = 86_400_000;

    public IReadOnlyList<ClosedGroup> Closed(DateTimeOffset from, DateTimeOffset before) => database.Read(sql => sql.Query(
        """
        SELECT closed_at / @day AS day, mode, root_cause, result, currency, count(*), sum(people > 0), sum(retained_margin_minor),
          sum(retained_revenue_minor), sum(conceded_minor), sum(cost_minor)
        FROM outcomes INDEXED BY outcomes_by_close WHERE closed_at >= @from AND closed_at < @before GROUP BY 1, 2, 3, 4, 5
        """,
        row => new ClosedGroup(row.GetInt64(0), row.TextOrNull(1), row.TextOrNull(2), row.GetString(3), row.GetString(4))
        {
            Cases = row.GetInt64(5),
            People = row.GetInt64(6),
            MarginMinor = row.GetInt64(7),
            RevenueMinor = row.GetInt64(8),
            ConcededMinor = row.GetInt64(9),
            CostMinor = row.GetInt64(10),
        },
        ("@day", DayMs), ("@from", from.Ms()), ("@before", before.Ms())));

    /// <summary>Deadlines of cases opened in a span. A first touch or a decision that never came counts as not kept once its deadline passed.</summary>
    public IReadOnlyList<SlaStand> Sla(DateTimeOffset from, DateTimeOffset now) => database.Read(sql => sql.Query(
        """
        SELECT coalesce(c.queue, 'none'), count(*),
          sum(coalesce(c.first_touch_at, @now) <= c.first_touch_due_at),
          sum(coalesce((SELECT max(a.settled_at) FROM approvals a WHERE a.case_id = c.id AND a.settled_at IS NOT NULL), c.closed_at, @now) <= c.decision_due_at),
          sum(c.closed_at IS NULL AND c.decision_due_at < @now)
        FROM cases c INDEXED BY cases_by_opening WHERE c.opened_at >= @from AND c.decision_due_at IS NOT NULL GROUP BY 1 ORDER BY 2 DESC
        """,
        row => new SlaStand(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)),
        ("@from", from.Ms()), ("@now", now.Ms())));

    public long OpenedSince(DateTimeOffset from) => database.Read(sql =>
        sql.Number("SELECT count(*) FROM cases INDEXED BY cases_by_opening WHERE opened_at >= @from", ("@from", from.Ms())) ?? 0);

    public IReadOnlyList<VerdictCount> Verdicts(DateTimeOffset from) => database.Read(sql => sql.Query(
        "SELECT given_by, word, count(*) FROM verdicts WHERE given_at >= @from AND word <> 'takeback' GROUP BY 1, 2 ORDER BY 1, 2",
        row => new VerdictCount(row.GetString(0), row.GetString(1), row.GetInt64(2)), ("@from", from.Ms())));

    /// <summary>Which moves people put in the place of which, by the rule that asked; the most frequent first.</summary>
    public IReadOnlyList<EditPattern> EditPatterns(DateTimeOffset from, int atMost) => database.Read(sql => sql.Query(
        """
        SELECT p.move, v.body ->> '$.Move.move', d.rule, count(*) FROM verdicts v
        JOIN proposals p ON p.id = v.proposal_id JOIN decisions d ON d.proposal_id = v.proposal_id
        WHERE v.given_at >= @from AND v.word = 'edit' GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1 LIMIT @most
        """,
        row => new EditPattern(row.GetString(0), row.TextOrNull(1) ?? row.GetString(0), row.GetString(2), row.GetInt64(3)),
        ("@from", from.Ms()), ("@most", atMost)));

    /// <summary>How long requests waited for their verdict, minutes, shortest first; at most the newest <paramref name="atMost"/>.</summary>
    public IReadOnlyList<double> WaitMinutes(DateTimeOffset from, int atMost) => database.Read(sql =>
    {
        var waits = sql.Query(
            "SELECT (settled_at - asked_at) / 60000.0 FROM approvals INDEXED BY approvals_settled WHERE settled_at >= @from ORDER BY settled_at DESC LIMIT @most",
            row => row.GetDouble(0), ("@from", from.Ms()), ("@most", atMost));
        waits.Sort();
        return waits;
    });

    /// <summary>Requests that were settled since a moment, newest first.</summary>
    public IReadOnlyList<SettledRequest> Settled(DateTimeOffset from, int atMost) => database.Read(sql => sql.Query(
        """
        SELECT a.proposal_id, a.case_id, a.state, a.state_why, a.settled_at, p.move, p.acted, p.acted_summary, a.amount_minor, a.currency,
          (SELECT v.given_by FROM verdicts v WHERE v.proposal_id = a.proposal_id ORDER BY v.round DESC LIMIT 1)
        FROM approvals a INDEXED BY approvals_settled JOIN proposals p ON p.id = a.proposal_id
        WHERE a.settled_at >= @from ORDER BY a.settled_at DESC LIMIT @most
        """,
        row => new SettledRequest(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.Instant(4), row.GetString(5))
        {
            Acted = row.TextOrNull(6),
            Summary = row.TextOrNull(7),
            Amount = row.Money(8, 9),
            By = row.TextOrNull(10),
        },
        ("@from", from.Ms()), ("@most", atMost)));
}

/// <summary>A request with its answer.</summary>
public sealed record SettledRequest(string Proposal, string Case, string State, string Why, DateTimeOffset At, string Move)
{
    public string? Acted { get; init; }
    public string? Summary { get; init; }
    public Money Amount { get; init; }
    public string? By { get; init; }
}
