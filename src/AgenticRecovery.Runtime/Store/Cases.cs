using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Triage;

namespace AgenticRecovery.Store;

/// <summary>The rows of cases and the facts gathered for them. A closed case no longer changes.</summary>
public sealed class Cases(SqliteDatabase database)
{
    private const string Woken = "something new arrived";

    private const string Columns =
        """
        id, subject, order_id, customer_id, state, state_why, state_due_at, mode, confidence, diagnosis, queue, owner,
        first_touch_due_at, decision_due_at, update_due_at, first_touch_at, opened_at, updated_at, closed_at, result,
        currency, value_at_risk_minor, best_move, valuation, signal_count, failed_why, claimed_by, claimed_until
        """;

    public CaseRecord? Find(CaseId id) => database.Read(sql => Find(sql, id));

    /// <summary>Throws when there is no such case: the id was made up.</summary>
    public CaseRecord Get(CaseId id) => Find(id) ?? throw new InvalidOperationException($"There is no case {id}.");

    /// <summary>The open case and the earlier ones of an order, newest first.</summary>
    public IReadOnlyList<CaseRecord> OfOrder(OrderId order) => database.Read(sql => sql.Query(
        $"SELECT {Columns} FROM cases WHERE order_id = @order ORDER BY opened_at DESC, id", ReadCase, ("@order", order.Value)));

    /// <summary>Newest first, at most <paramref name="atMost"/>.</summary>
    public IReadOnlyList<CaseRecord> OfCustomer(CustomerId customer, int atMost) => database.Read(sql => sql.Query(
        $"SELECT {Columns} FROM cases WHERE customer_id = @customer ORDER BY opened_at DESC, id LIMIT @most",
        ReadCase, ("@customer", customer.Value), ("@most", atMost)));

    /// <summary>Newest first.</summary>
    public CasePage List(CaseFilter filter)
    {
        var (where, values) = Where(filter);
        return database.Read(sql => new CasePage(
            sql.Query(
                $"SELECT {Columns} FROM cases{where} ORDER BY opened_at DESC, id LIMIT @size OFFSET @skip", ReadCase,
                [.. values, ("@size", filter.PageSize), ("@skip", (filter.Page - 1) * filter.PageSize)]),
            sql.Number($"SELECT count(*) FROM cases{where}", [.. values]) ?? 0));
    }

    public Task EnterStateAsync(CaseId id, CaseState state, string why, DateTimeOffset? dueAt, DateTimeOffset at, CancellationToken ct) =>
        database.WriteAsync(sql => EnterState(sql, id, state, why, dueAt, at), ct);

    public void EnterState(Sql sql, CaseId id, CaseState state, string why, DateTimeOffset? dueAt, DateTimeOffset at)
    {
        var isOpen = sql.Execute(
            """
            UPDATE cases SET state = @state, state_why = @why, state_due_at = @due, updated_at = @at,
              first_touch_at = coalesce(first_touch_at, @at)
            WHERE id = @id AND closed_at IS NULL
            """,
            ("@state", state.ToString()), ("@why", why), ("@due", dueAt.Ms()), ("@at", at.Ms()), ("@id", id.Value)) == 1;
        // Open pages hear where a case rests and when it is acted on, not each step of the work in between.
        if (isOpen && state is not (CaseState.Detected or CaseState.Diagnosed or CaseState.Valued or CaseState.Proposed))
            DeskChanges.OfCase(sql, id, at);
    }

    /// <summary>Puts a case that waits for a customer or the source back to work, because something new arrived.</summary>
    public void Wake(Sql sql, CaseId id, DateTimeOffset at) => sql.Execute(
        "UPDATE cases SET state = 'Detected', state_why = @woken, state_due_at = NULL, updated_at = @at WHERE id = @id AND state IN ('AwaitingCustomer', 'Verifying')",
        ("@woken", Woken), ("@at", at.Ms()), ("@id", id.Value));

    /// <summary>Whether the case was put back to work and nothing has been done on it since.</summary>
    public bool IsWoken(Sql sql, CaseId id) => sql.Number(
        "SELECT count(*) FROM cases WHERE id = @id AND state = 'Detected' AND state_why = @woken", ("@id", id.Value), ("@woken", Woken)) > 0;

    /// <summary>Cases that are neither closed nor waiting for a person, a customer or the source.</summary>
    public long CountWorking() => database.Read(sql => sql.Number(
        "SELECT count(*) FROM cases WHERE state IN ('Detected', 'Diagnosed', 'Valued', 'Proposed', 'Held', 'Acting')") ?? 0);

    /// <summary>Of these cases those on which the next step is being done now, without waiting for anybody or for a hold to end.</summary>
    public IReadOnlyList<CaseId> AtWork(IReadOnlyList<CaseId> ids) => database.Read(sql => sql.Query(
        """
        SELECT id FROM cases WHERE id IN (SELECT value FROM json_each(@ids))
          AND state IN ('Detected', 'Diagnosed', 'Valued', 'Proposed', 'Acting')
        """,
        row => new CaseId(row.GetString(0)), ("@ids", JsonSerializer.Serialize(ids.Select(id => id.Value)))));

    /// <summary>Fills in who the case is about, once it is known.</summary>
    public void Identify(Sql sql, CaseId id, OrderId? order, CustomerId? customer, DateTimeOffset at) => sql.Execute(
        "UPDATE cases SET order_id = coalesce(@order, order_id), customer_id = coalesce(@customer, customer_id), updated_at = @at WHERE id = @id",
        ("@order", order?.Value), ("@customer", customer?.Value), ("@at", at.Ms()), ("@id", id.Value));

    public Task DiagnoseAsync(CaseId id, Diagnosis diagnosis, DateTimeOffset at, CancellationToken ct) =>
        database.WriteAsync(sql => Diagnose(sql, id, diagnosis, at), ct);

    public void Diagnose(Sql sql, CaseId id, Diagnosis diagnosis, DateTimeOffset at) => sql.Execute(
        "UPDATE cases SET mode = @mode, confidence = @confidence, diagnosis = @diagnosis, updated_at = @at WHERE id = @id",
        ("@mode", diagnosis.Mode.ToString()), ("@confidence", diagnosis.Confidence.ToString(CultureInfo.InvariantCulture)),
        ("@diagnosis", StoreJson.Write(diagnosis)), ("@at", at.Ms()), ("@id", id.Value));

    public Task ValueAsync(CaseId id, CaseValue value, DateTimeOffset at, CancellationToken ct) =>
        database.WriteAsync(sql => Value(sql, id, value, at), ct);

    public void Value(Sql sql, CaseId id, CaseValue value, DateTimeOffset at) => sql.Execute(
        """
        UPDATE cases SET queue = @queue, owner = @owner, first_touch_due_at = @first, decision_due_at = @decision,
          update_due_at = @update, currency = @currency, value_at_risk_minor = @risk, best_move = @best,
          valuation = @valuation, updated_at = @at
        WHERE id = @id
        """,
        ("@queue", value.Queue), ("@owner", value.Owner), ("@first", value.FirstTouchAt.Ms()),
        ("@decision", value.DecisionAt.Ms()), ("@update", value.UpdateAt.Ms()), ("@currency", value.AtRisk.Currency.Code),
        ("@risk", value.AtRisk.Minor), ("@best", value.Best), ("@valuation", value.Valuation), ("@at", at.Ms()), ("@id", id.Value));

    /// <summary>Takes the case for a person until a moment; false while another person's claim runs.</summary>
    public Task<bool> TryClaimAsync(CaseId id, string who, DateTimeOffset now, DateTimeOffset until, CancellationToken ct) =>
        database.WriteAsync(sql => sql.Execute(
            """
            UPDATE cases SET claimed_by = @who, claimed_until = @until
            WHERE id = @id AND (claimed_by IS NULL OR claimed_by = @who OR claimed_until <= @now)
            """,
            ("@who", who), ("@until", until.Ms()), ("@now", now.Ms()), ("@id", id.Value)) == 1, ct);

    public Task ReleaseClaimAsync(CaseId id, string who, CancellationToken ct) => database.WriteAsync(
        sql => sql.Execute(
            "UPDATE cases SET claimed_by = NULL, claimed_until = NULL WHERE id = @id AND claimed_by = @who",
            ("@id", id.Value), ("@who", who)), ct);

    /// <summary>Notes that the machinery failed the case; it stays open for a person.</summary>
    public Task FailAsync(CaseId id, string why, DateTimeOffset at, CancellationToken ct) => database.WriteAsync(
        sql => sql.Execute(
            "UPDATE cases SET failed_why = @why, updated_at = @at WHERE id = @id",
            ("@why", why), ("@at", at.Ms()), ("@id", id.Value)), ct);

    /// <summary>A fact of the same id is replaced when it was observed later.</summary>
    public void PutFacts(Sql sql, CaseId id, IEnumerable<Fact> facts)
    {
        foreach (var fact in facts)
            sql.Execute(
                """
                INSERT INTO case_facts (case_id, id, name, value, source, observed_at)
                VALUES (@case, @id, @name, @value, @source, @at)
                ON CONFLICT (case_id, id) DO UPDATE SET name = excluded.name, value = excluded.value,
                  source = excluded.source, observed_at = excluded.observed_at
                WHERE excluded.observed_at >= case_facts.observed_at
                """,
                ("@case", id.Value), ("@id", fact.Id), ("@name", fact.Name), ("@value", fact.Value),
                ("@source", fact.Source), ("@at", fact.ObservedAt.Ms()));
    }

    public Task PutFactsAsync(CaseId id, IReadOnlyList<Fact> facts, CancellationToken ct) =>
        database.WriteAsync(sql => PutFacts(sql, id, facts), ct);

    public IReadOnlyList<Fact> Facts(CaseId id) => database.Read(sql => sql.Query(
        "SELECT id, name, value, source, observed_at FROM case_facts WHERE case_id = @case ORDER BY id",
        row => new Fact(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.Instant(4)),
        ("@case", id.Value)));

    internal static CaseRecord? Find(Sql sql, CaseId id) =>
        sql.Find($"SELECT {Columns} FROM cases WHERE id = @id", ReadCase, ("@id", id.Value));

    private static (string Where, List<(string Name, object? Value)> Values) Where(CaseFilter filter)
    {
        var terms = new List<string>();
        var values = new List<(string Name, object? Value)>();
        void Add(string term, string name, object? value)
        {
            if (value is null)
                return;
            terms.Add(term);
            values.Add((name, value));
        }

        if (filter.IsOpen is { } isOpen)
            terms.Add(isOpen ? "closed_at IS NULL" : "closed_at IS NOT NULL");
        Add("state = @state", "@state", filter.State?.ToString());
        Add("mode = @mode", "@mode", filter.Mode?.ToString());
        Add("queue = @queue", "@queue", filter.Queue);
        Add("owner = @owner", "@owner", filter.Owner);
        Add("result = @result", "@result", filter.Result?.ToString());
        Add("order_id = @order", "@order", filter.Order?.Value);
        Add("customer_id = @customer", "@customer", filter.Customer?.Value);
        Add("(id LIKE @text OR order_id LIKE @text OR customer_id LIKE @text)", "@text", filter.Text is null ? null : $"%{filter.Text}%");
        Add("opened_at >= @from", "@from", filter.OpenedFrom.Ms());
        Add("opened_at < @before", "@before", filter.OpenedBefore.Ms());
        return (terms.Count == 0 ? "" : " WHERE " + string.Join(" AND ", terms), values);
    }

    private static CaseRecord ReadCase(DbDataReader row) => new()
    {
        Id = new CaseId(row.GetString(0)),
        Subject = row.GetString(1),
        Order = row.TextOrNull(2) is { } order ? new OrderId(order) : null,
        Customer = row.TextOrNull(3) is { } customer ? new CustomerId(customer) : null,
        State = row.Enum<CaseState>(4),
        StateWhy = row.GetString(5),
        StateDueAt = row.InstantOrNull(6),
        Mode = row.EnumOrNull<FailureMode>(7),
        Confidence = row.TextOrNull(8) is { } confidence ? decimal.Parse(confidence, CultureInfo.InvariantCulture) : null,
        Diagnosis = row.TextOrNull(9) is { } diagnosis ? StoreJson.Read<Diagnosis>(diagnosis) : null,
        Queue = row.TextOrNull(10),
        Owner = row.TextOrNull(11),
        FirstTouchDueAt = row.InstantOrNull(12),
        DecisionDueAt = row.InstantOrNull(13),
        UpdateDueAt = row.InstantOrNull(14),
        FirstTouchAt = row.InstantOrNull(15),
        OpenedAt = row.Instant(16),
        UpdatedAt = row.Instant(17),
        ClosedAt = row.InstantOrNull(18),
        Result = row.EnumOrNull<CaseResult>(19),
        ValueAtRisk = row.IsDBNull(21) ? null : new Money(row.GetInt64(21), new Currency(row.GetString(20))),
        BestMove = row.TextOrNull(22),
        Valuation = row.TextOrNull(23),
        Signals = row.GetInt32(24),
        FailedWhy = row.TextOrNull(25),
        ClaimedBy = row.TextOrNull(26),
        ClaimedUntil = row.InstantOrNull(27),
    };
}
