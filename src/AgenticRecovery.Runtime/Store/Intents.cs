using AgenticRecovery.Cases;

namespace AgenticRecovery.Store;

public enum IntentState
{
    /// <summary>Written before the call; after a crash it is reconciled by asking the source, never by repeating blindly.</summary>
    Planned,
    Done,
    Refused,
}

/// <summary>One side effect on the outside.</summary>
/// <param name="Key">The idempotency key given to the outside: a proposal, hold or message key.</param>
/// <param name="Reference">The outside's own id of what happened.</param>
public sealed record Intent(
    string Key, CaseId Case, string What, IntentState State, string? Reference, string? Summary, DateTimeOffset PlannedAt)
{
    public DateTimeOffset? SettledAt { get; init; }
}

/// <summary>A hold that stands, or stood, on an order.</summary>
public sealed record HoldRecord(
    string Key, CaseId Case, OrderId Order, HoldKind Kind, string Reference, DateTimeOffset PlacedAt, DateTimeOffset? LiftedAt);

/// <summary>Side effects, written before they are tried and settled after; and the holds that stand.</summary>
public sealed class Intents(SqliteDatabase database)
{
    private const string Columns = "key, case_id, what, state, reference, summary, planned_at, settled_at";

    /// <summary>The intent of this key: the one that exists, or a new one that is planned.</summary>
    public Task<Intent> PlanAsync(string key, CaseId caseId, string what, DateTimeOffset at, CancellationToken ct) =>
        database.WriteAsync(sql => Plan(sql, key, caseId, what, at), ct);

    /// <inheritdoc cref="PlanAsync"/>
    public Intent Plan(Sql sql, string key, CaseId caseId, string what, DateTimeOffset at)
    {
        sql.Execute(
            """
            INSERT INTO intents (key, case_id, what, state, planned_at) VALUES (@key, @case, @what, @state, @at)
            ON CONFLICT (key) DO NOTHING
            """,
            ("@key", key), ("@case", caseId.Value), ("@what", what), ("@state", nameof(IntentState.Planned)), ("@at", at.Ms()));
        return Find(sql, key)!;
    }

    /// <summary>The first settlement stands.</summary>
    public void Settle(Sql sql, string key, IntentState state, string? reference, string summary, DateTimeOffset at) => sql.Execute(
        "UPDATE intents SET state = @state, reference = @reference, summary = @summary, settled_at = @at WHERE key = @key AND settled_at IS NULL",
        ("@state", state.ToString()), ("@reference", reference), ("@summary", summary), ("@at", at.Ms()), ("@key", key));

    public Task SettleAsync(string key, IntentState state, string? reference, string summary, DateTimeOffset at, CancellationToken ct) =>
        database.WriteAsync(sql => Settle(sql, key, state, reference, summary, at), ct);

    public Intent? Find(string key) => database.Read(sql => Find(sql, key));

    public IReadOnlyList<Intent> OfCase(CaseId caseId) => database.Read(sql => sql.Query(
        $"SELECT {Columns} FROM intents WHERE case_id = @case ORDER BY planned_at, key", Read, ("@case", caseId.Value)));

    /// <summary>Planned and never settled, oldest first: what a crash may have left half done.</summary>
    public IReadOnlyList<Intent> Unsettled(DateTimeOffset plannedBefore) => database.Read(sql => sql.Query(
        $"SELECT {Columns} FROM intents WHERE settled_at IS NULL AND planned_at < @before ORDER BY planned_at",
        Read, ("@before", plannedBefore.Ms())));

    public void PlaceHold(Sql sql, HoldRecord hold) => sql.Execute(
        """
        INSERT INTO holds (key, case_id, order_id, kind, reference, placed_at)
        VALUES (@key, @case, @order, @kind, @reference, @at) ON CONFLICT (key) DO NOTHING
        """,
        ("@key", hold.Key), ("@case", hold.Case.Value), ("@order", hold.Order.Value), ("@kind", hold.Kind.ToString()),
        ("@reference", hold.Reference), ("@at", hold.PlacedAt.Ms()));

    public Task PlaceHoldAsync(HoldRecord hold, CancellationToken ct) => database.WriteAsync(sql => PlaceHold(sql, hold), ct);

    public void LiftHold(Sql sql, string key, DateTimeOffset at) => sql.Execute(
        "UPDATE holds SET lifted_at = @at WHERE key = @key AND lifted_at IS NULL", ("@at", at.Ms()), ("@key", key));

    public Task LiftHoldAsync(string key, DateTimeOffset at, CancellationToken ct) => database.WriteAsync(sql => LiftHold(sql, key, at), ct);

    public IReadOnlyList<HoldRecord> Holds(CaseId caseId) => database.Read(sql => sql.Query(
        "SELECT key, case_id, order_id, kind, reference, placed_at, lifted_at FROM holds WHERE case_id = @case ORDER BY placed_at, key",
        row => new HoldRecord(
            row.GetString(0), new CaseId(row.GetString(1)), new OrderId(row.GetString(2)), row.Enum<HoldKind>(3),
            row.GetString(4), row.Instant(5), row.InstantOrNull(6)),
        ("@case", caseId.Value)));

    private static Intent? Find(Sql sql, string key) =>
        sql.Find($"SELECT {Columns} FROM intents WHERE key = @key", Read, ("@key", key));

    private static Intent Read(System.Data.Common.DbDataReader row) => new(
        row.GetString(0), new CaseId(row.GetString(1)), row.GetString(2), row.Enum<IntentState>(3), row.TextOrNull(4),
        row.TextOrNull(5), row.Instant(6))
    {
        SettledAt = row.InstantOrNull(7),
    };
}
