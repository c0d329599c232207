using AgenticRecovery.Economics;

namespace AgenticRecovery.Store;

/// <summary>One pot of money.</summary>
/// <param name="Id">The book's budget with its keys, such as "concessions.daily/brand=north/day=2026-03-01".</param>
public sealed record BudgetPot(string Id, Money Limit);

/// <summary>How a pot stands. Left is never negative unless the book lowered the limit under what was spent.</summary>
public sealed record BudgetStand(string Id, Money Limit, Money Reserved, Money Committed)
{
    public Money Left => Limit - Reserved - Committed;
}

/// <summary>What became of a reservation.</summary>
public abstract record Reservation
{
    private Reservation() { }

    public sealed record Reserved : Reservation;

    /// <param name="BudgetId">The first pot that cannot carry it; nothing was taken from any.</param>
    public sealed record Exhausted(string BudgetId, Money Left) : Reservation;
}

/// <summary>
/// Money set aside before it is offered. All pots of one reservation are taken together or not at all; the one writer
/// makes that atomic, so parallel cases never overspend.
/// </summary>
public sealed class Budgets(SqliteDatabase database)
{
    public Task<Reservation> TryReserveAsync(
        string key, IReadOnlyList<BudgetPot> pots, Money amount, DateTimeOffset at, CancellationToken ct) =>
        database.WriteAsync(sql => TryReserve(sql, key, pots, amount, at), ct);

    /// <summary>Reserves an amount in every pot, once per key (the proposal id). A released key may be reserved again.</summary>
    public Reservation TryReserve(Sql sql, string key, IReadOnlyList<BudgetPot> pots, Money amount, DateTimeOffset at)
    {
        if (amount.IsNegative)
            throw new ArgumentException($"Cannot reserve {amount}.");
        var missing = pots
            .Where(pot => sql.Text(
                "SELECT state FROM reservations WHERE key = @key AND budget_id = @budget",
                ("@key", key), ("@budget", pot.Id)) is null or "released")
            .ToList();

        foreach (var pot in missing)
        {
            sql.Execute(
                """
                INSERT INTO budgets (id, currency, limit_minor) VALUES (@id, @currency, @limit)
                ON CONFLICT (id) DO UPDATE SET limit_minor = excluded.limit_minor WHERE budgets.limit_minor <> excluded.limit_minor
                """,
                ("@id", pot.Id), ("@currency", pot.Limit.Currency.Code), ("@limit", pot.Limit.Minor));
            var left = Find(sql, pot.Id)!.Left;
            if (left < amount)
                return new Reservation.Exhausted(pot.Id, left);
        }

        foreach (var pot in missing)
        {
            sql.Execute(
                "UPDATE budgets SET reserved_minor = reserved_minor + @amount WHERE id = @id",
                ("@amount", amount.Minor), ("@id", pot.Id));
            sql.Execute(
                """
                INSERT INTO reservations (key, budget_id, amount_minor, state, reserved_at)
                VALUES (@key, @budget, @amount, 'reserved', @at)
                ON CONFLICT (key, budget_id) DO UPDATE SET amount_minor = excluded.amount_minor, state = 'reserved',
                  reserved_at = excluded.reserved_at, settled_at = NULL
                """,
                ("@key", key), ("@budget", pot.Id), ("@amount", amount.Minor), ("@at", at.Ms()));
        }

        return new Reservation.Reserved();
    }

    public Task CommitAsync(string key, DateTimeOffset at, CancellationToken ct) => database.WriteAsync(sql => Commit(sql, key, at), ct);

    /// <summary>The reserved money was spent. Does nothing for a key that is not reserved.</summary>
    public void Commit(Sql sql, string key, DateTimeOffset at)
    {
        sql.Execute(
            """
            UPDATE budgets SET
              reserved_minor = reserved_minor - (SELECT r.amount_minor FROM reservations r WHERE r.key = @key AND r.budget_id = budgets.id),
              committed_minor = committed_minor + (SELECT r.amount_minor FROM reservations r WHERE r.key = @key AND r.budget_id = budgets.id)
            WHERE id IN (SELECT budget_id FROM reservations WHERE key = @key AND state = 'reserved')
            """,
            ("@key", key));
        Settle(sql, key, "committed", at);
    }

    public Task ReleaseAsync(string key, DateTimeOffset at, CancellationToken ct) => database.WriteAsync(sql => Release(sql, key, at), ct);

    /// <summary>The reserved money goes back to its pots. Does nothing for a key that is not reserved.</summary>
    public void Release(Sql sql, string key, DateTimeOffset at)
    {
        sql.Execute(
            """
            UPDATE budgets SET
              reserved_minor = reserved_minor - (SELECT r.amount_minor FROM reservations r WHERE r.key = @key AND r.budget_id = budgets.id)
            WHERE id IN (SELECT budget_id FROM reservations WHERE key = @key AND state = 'reserved')
            """,
            ("@key", key));
        Settle(sql, key, "released", at);
    }

    /// <summary>Takes back a release of the same moment: what was set aside is set aside again.</summary>
    public void Restore(Sql sql, string key, DateTimeOffset releasedAt)
    {
        sql.Execute(
            """
            UPDATE budgets SET
              reserved_minor = reserved_minor + (SELECT r.amount_minor FROM reservations r WHERE r.key = @key AND r.budget_id = budgets.id)
            WHERE id IN (SELECT budget_id FROM reservations WHERE key = @key AND state = 'released' AND settled_at = @at)
            """,
            ("@key", key), ("@at", releasedAt.Ms()));
        sql.Execute(
            "UPDATE reservations SET state = 'reserved', settled_at = NULL WHERE key = @key AND state = 'released' AND settled_at = @at",
            ("@key", key), ("@at", releasedAt.Ms()));
    }

    public BudgetStand? Find(string id) => database.Read(sql => Find(sql, id));

    public IReadOnlyList<BudgetStand> All() => database.Read(sql => sql.Query(
        "SELECT id, currency, limit_minor, reserved_minor, committed_minor FROM budgets ORDER BY id", Read));

    private static BudgetStand? Find(Sql sql, string id) => sql.Find(
        "SELECT id, currency, limit_minor, reserved_minor, committed_minor FROM budgets WHERE id = @id", Read, ("@id", id));

    private static void Settle(Sql sql, string key, string state, DateTimeOffset at) => sql.Execute(
        "UPDATE reservations SET state = @state, settled_at = @at WHERE key = @key AND state = 'reserved'",
        ("@state", state), ("@at", at.Ms()), ("@key", key));

    private static BudgetStand Read(System.Data.Common.DbDataReader row) =>
        new(row.GetString(0), row.Money(2, 1), row.Money(3, 1), row.Money(4, 1));
}
