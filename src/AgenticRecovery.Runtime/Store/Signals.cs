using AgenticRecovery.Cases;
using AgenticRecovery.Signals;

namespace AgenticRecovery.Store;

/// <summary>Where a signal landed.</summary>
/// <param name="IsDuplicate">True when this signal id was taken before; nothing changed.</param>
public sealed record Joined(CaseId CaseId, bool IsNewCase, bool IsDuplicate);

/// <summary>A signal as it was taken, with the case it belongs to.</summary>
public sealed record TakenSignal(CaseId CaseId, Signal Signal, DateTimeOffset ReceivedAt);

/// <summary>
/// Every signal once, joined to its case. A signal is <em>delivered</em> when the case's workflow has been told of it;
/// what a crash left undelivered is found by <see cref="Undelivered"/> and told again.
/// </summary>
public sealed class Signals(SqliteDatabase database)
{
    public Task<Joined> TryJoinAsync(Signal signal, DateTimeOffset now, CancellationToken ct) =>
        database.WriteAsync(sql => TryJoin(sql, signal, now), ct);

    /// <summary>Joins the open case of the same order (or customer) and subject; else opens the next one.</summary>
    public Joined TryJoin(Sql sql, Signal signal, DateTimeOffset now)
    {
        if (sql.Text("SELECT case_id FROM signals WHERE id = @id", ("@id", signal.Id)) is { } known)
            return new Joined(new CaseId(known), IsNewCase: false, IsDuplicate: true);

        var key = signal.Order?.Value ?? signal.Customer?.Value ?? signal.Id;
        var subject = signal.Subject;
        var open = sql.Text(
            "SELECT id FROM cases WHERE join_key = @key AND subject = @subject AND closed_at IS NULL",
            ("@key", key), ("@subject", subject));
        var caseId = open is null ? OpenCase(sql, signal, key, subject, now) : Grow(sql, open, signal, now);
        sql.Execute(
            """
            INSERT INTO signals (id, case_id, source, kind, occurred_at, received_at, body)
            VALUES (@id, @case, @source, @kind, @occurred, @received, @body)
            """,
            ("@id", signal.Id), ("@case", caseId.Value), ("@source", signal.Source), ("@kind", signal.Kind.ToString()),
            ("@occurred", signal.OccurredAt.Ms()), ("@received", now.Ms()), ("@body", StoreJson.Write(signal)));
        return new Joined(caseId, IsNewCase: open is null, IsDuplicate: false);
    }

    public Task MarkDeliveredAsync(string signalId, DateTimeOffset at, CancellationToken ct) =>
        database.WriteAsync(sql => MarkDelivered(sql, signalId, at), ct);

    public void MarkDelivered(Sql sql, string signalId, DateTimeOffset at) => sql.Execute(
        "UPDATE signals SET delivered_at = @at WHERE id = @id AND delivered_at IS NULL",
        ("@at", at.Ms()), ("@id", signalId));

    /// <summary>Signals whose workflow was perhaps never told, oldest first.</summary>
    public IReadOnlyList<TakenSignal> Undelivered(int atMost) => database.Read(sql => sql.Query(
        "SELECT case_id, body, received_at FROM signals WHERE delivered_at IS NULL ORDER BY received_at LIMIT @most",
        ReadTaken, ("@most", atMost)));

    public TakenSignal? Find(string signalId) => database.Read(sql => sql.Find(
        "SELECT case_id, body, received_at FROM signals WHERE id = @id", ReadTaken, ("@id", signalId)));

    /// <summary>Of one case, in the order they were received.</summary>
    public IReadOnlyList<TakenSignal> OfCase(CaseId caseId) => database.Read(sql => sql.Query(
        "SELECT case_id, body, received_at FROM signals WHERE case_id = @case ORDER BY received_at, id",
        ReadTaken, ("@case", caseId.Value)));

    private static CaseId OpenCase(Sql sql, Signal signal, string key, string subject, DateTimeOffset now)
    {
        var number = (int)(sql.Number(
            "SELECT max(number) FROM cases WHERE join_key = @key AND subject = @subject",
            ("@key", key), ("@subject", subject)) ?? 0) + 1;
        var id = CaseId.For(key, subject, number);
        sql.Execute(
            """
            INSERT INTO cases (id, join_key, subject, number, order_id, customer_id, state, state_why, opened_at, updated_at)
            VALUES (@id, @key, @subject, @number, @order, @customer, @state, @why, @at, @at)
            """,
            ("@id", id.Value), ("@key", key), ("@subject", subject), ("@number", number), ("@order", signal.Order?.Value),
            ("@customer", signal.Customer?.Value), ("@state", nameof(CaseState.Detected)),
            ("@why", $"{signal.Kind} from {signal.Source}"), ("@at", now.Ms()));
        return id;
    }

    private static CaseId Grow(Sql sql, string caseId, Signal signal, DateTimeOffset now)
    {
        sql.Execute(
            """
            UPDATE cases SET signal_count = signal_count + 1, updated_at = @at, order_id = coalesce(order_id, @order),
              customer_id = coalesce(customer_id, @customer)
            WHERE id = @id
            """,
            ("@at", now.Ms()), ("@order", signal.Order?.Value), ("@customer", signal.Customer?.Value), ("@id", caseId));
        return new CaseId(caseId);
    }

    private static TakenSignal ReadTaken(System.Data.Common.DbDataReader row) =>
        new(new CaseId(row.GetString(0)), StoreJson.Read<Signal>(row.GetString(1)), row.Instant(2));
}
