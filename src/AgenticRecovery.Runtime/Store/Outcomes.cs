using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Store;

/// <summary>What verifiably came of a case, and the money.</summary>
/// <param name="Move">The last move that was carried out; null when there was none.</param>
/// <param name="Arm">"recovery" or "holdout".</param>
/// <param name="Conceded">Money given beyond any right.</param>
/// <param name="Cost">Cost of what was done.</param>
/// <param name="People">How many times a person was asked.</param>
public sealed record Outcome(
    CaseId Case, CaseResult Result, string Why, FailureMode? Mode, string? RootCause, string? Move, string Arm,
    Money RetainedRevenue, Money RetainedMargin, Money Conceded, Money Cost, int People,
    DateTimeOffset OpenedAt, DateTimeOffset ClosedAt)
{
    /// <summary>Keys of reports: warehouse, campaign, carrier, channel.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();
}

/// <summary>Counts for a run's report. Money is per currency code.</summary>
public sealed record RunCounts
{
    public required long Cases { get; init; }
    public required long Closed { get; init; }
    public required long WaitingForPerson { get; init; }
    public required long WaitingForCustomer { get; init; }
    public required long Working { get; init; }
    public required long Failed { get; init; }
    public required IReadOnlyDictionary<string, long> ByState { get; init; }
    public required IReadOnlyDictionary<string, long> ByResult { get; init; }
    public required IReadOnlyDictionary<string, long> ByMode { get; init; }

    /// <summary>Moves carried out, by name.</summary>
    public required IReadOnlyDictionary<string, long> ByMove { get; init; }

    /// <summary>Decisions on proposals: allow, approval, deny.</summary>
    public required IReadOnlyDictionary<string, long> ByDecision { get; init; }
    public required IReadOnlyDictionary<string, Money> RetainedMargin { get; init; }
    public required IReadOnlyDictionary<string, Money> Conceded { get; init; }
}

/// <summary>How cases ended, and the counts over all of them.</summary>
public sealed class Outcomes(SqliteDatabase database)
{
    /// <summary>Closes the case and keeps its outcome, once.</summary>
    public void Close(Sql sql, Outcome outcome)
    {
        sql.Execute(
            """
            INSERT INTO outcomes (case_id, result, why, mode, root_cause, move, arm, currency, retained_revenue_minor,
              retained_margin_minor, conceded_minor, cost_minor, people, opened_at, closed_at, attributes)
            VALUES (@case, @result, @why, @mode, @cause, @move, @arm, @currency, @revenue, @margin, @conceded, @cost,
              @people, @opened, @closed, @attributes)
            ON CONFLICT (case_id) DO NOTHING
            """,
            ("@case", outcome.Case.Value), ("@result", outcome.Result.ToString()), ("@why", outcome.Why),
            ("@mode", outcome.Mode?.ToString()), ("@cause", outcome.RootCause), ("@move", outcome.Move), ("@arm", outcome.Arm),
            ("@currency", outcome.RetainedMargin.Currency.Code), ("@revenue", outcome.RetainedRevenue.Minor),
            ("@margin", outcome.RetainedMargin.Minor), ("@conceded", outcome.Conceded.Minor), ("@cost", outcome.Cost.Minor),
            ("@people", outcome.People), ("@opened", outcome.OpenedAt.Ms()), ("@closed", outcome.ClosedAt.Ms()),
            ("@attributes", StoreJson.Write(outcome.Attributes)));
        sql.Execute(
            """
            UPDATE cases SET state = 'Closed', state_why = @why, state_due_at = NULL, result = @result, closed_at = @at, updated_at = @at
            WHERE id = @case AND closed_at IS NULL
            """,
            ("@why", outcome.Why), ("@result", outcome.Result.ToString()), ("@at", outcome.ClosedAt.Ms()), ("@case", outcome.Case.Value));
        DeskChanges.OfCase(sql, outcome.Case, outcome.ClosedAt);
    }

    public Task CloseAsync(Outcome outcome, CancellationToken ct) => database.WriteAsync(sql => Close(sql, outcome), ct);

    public Outcome? Find(CaseId caseId) => database.Read(sql => sql.Find(
        $"{Select} WHERE case_id = @case", Read, ("@case", caseId.Value)));

    /// <summary>Closed in a span, oldest first.</summary>
    public IReadOnlyList<Outcome> Between(DateTimeOffset from, DateTimeOffset before) => database.Read(sql => sql.Query(
        $"{Select} WHERE closed_at >= @from AND closed_at < @before ORDER BY closed_at", Read,
        ("@from", from.Ms()), ("@before", before.Ms())));

    /// <param name="openedFrom">Only cases opened at or after it.</param>
    public RunCounts Count(DateTimeOffset openedFrom) => database.Read(sql =>
    {
        (string, object?) from = ("@from", openedFrom.Ms());
        var states = Tally(sql, "SELECT state, count(*) FROM cases WHERE opened_at >= @from GROUP BY state", from);
        long In(CaseState state) => states.GetValueOrDefault(state.ToString());
        var failed = sql.Number("SELECT count(*) FROM cases WHERE opened_at >= @from AND failed_why IS NOT NULL AND closed_at IS NULL", from) ?? 0;
        var all = states.Values.Sum();
        return new RunCounts
        {
            Cases = all,
            Closed = In(CaseState.Closed),
            WaitingForPerson = In(CaseState.AwaitingApproval) + In(CaseState.Held),
            WaitingForCustomer = In(CaseState.AwaitingCustomer),
            Working = all - In(CaseState.Closed) - In(CaseState.AwaitingApproval) - In(CaseState.Held) - In(CaseState.AwaitingCustomer),
            Failed = failed,
            ByState = states,
            ByResult = Tally(sql, "SELECT result, count(*) FROM cases WHERE opened_at >= @from AND result IS NOT NULL GROUP BY result", from),
            ByMode = Tally(sql, "SELECT mode, count(*) FROM cases WHERE opened_at >= @from AND mode IS NOT NULL GROUP BY mode", from),
            ByMove = Tally(sql, "SELECT move, count(*) FROM proposals WHERE proposed_at >= @from AND acted = 'done' GROUP BY move", from),
            ByDecision = Tally(sql, "SELECT word, count(*) FROM decisions WHERE decided_at >= @from GROUP BY word", from),
            RetainedMargin = Sums(sql, "SELECT currency, sum(retained_margin_minor) FROM outcomes WHERE opened_at >= @from GROUP BY currency", from),
            Conceded = Sums(sql, "SELECT currency, sum(conceded_minor) FROM outcomes WHERE opened_at >= @from GROUP BY currency", from),
        };
    });

    private const string Select =
        """
        SELECT case_id, result, why, mode, root_cause, move, arm, currency, retained_revenue_minor, retained_margin_minor,
          conceded_minor, cost_minor, people, opened_at, closed_at, attributes
        FROM outcomes
        """;

    private static SortedDictionary<string, long> Tally(Sql sql, string query, (string, object?) from) => new(
        sql.Query(query, row => (row.GetString(0), row.GetInt64(1)), from).ToDictionary(r => r.Item1, r => r.Item2),
        StringComparer.Ordinal);

    private static SortedDictionary<string, Money> Sums(Sql sql, string query, (string, object?) from) => new(
        sql.Query(query, row => row.Money(1, 0), from).ToDictionary(m => m.Currency.Code), StringComparer.Ordinal);

    private static Outcome Read(System.Data.Common.DbDataReader row) => new(
        new CaseId(row.GetString(0)), row.Enum<CaseResult>(1), row.GetString(2), row.EnumOrNull<FailureMode>(3),
        row.TextOrNull(4), row.TextOrNull(5), row.GetString(6), row.Money(8, 7), row.Money(9, 7), row.Money(10, 7),
        row.Money(11, 7), row.GetInt32(12), row.Instant(13), row.Instant(14))
    {
        Attributes = StoreJson.Read<Dictionary<string, string>>(row.GetString(15)),
    };
}
