using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Store;

/// <param name="Sum">In the currency of the newest; null when they are in several.</param>
public sealed record Concessions(int Count, Money? Sum);

/// <summary>What a customer was given and told before, over all cases.</summary>
public sealed record CustomerHistory(
    Concessions ConcessionsLast180d, Money? RefundsLast30d, int MessagesLast24h, int ApologiesLast60d, int PaymentLinksLastHour)
{
    public static CustomerHistory None { get; } = new(new Concessions(0, null), null, 0, 0, 0);
}

/// <summary>Looks over the cases of one customer.</summary>
public sealed class Customers(SqliteDatabase database)
{
    private static readonly string[] ConcessionMoves =
        [.. MoveTraits.All.Where(m => m.Value.Group == MoveGroup.Concession).Select(m => m.Key)];
    private static readonly string[] RefundMoves = [nameof(Move.PartialRefund), nameof(Move.FullRefund), nameof(Move.AccelerateRefund)];

    public CustomerHistory Of(CustomerId customer, DateTimeOffset now) => database.Read(sql => new CustomerHistory(
        Given(sql, customer, ConcessionMoves, now.AddDays(-180)),
        Given(sql, customer, RefundMoves, now.AddDays(-30)).Sum,
        (int)(sql.Number(
            "SELECT count(*) FROM messages WHERE customer_id = @customer AND state = 'sent' AND at >= @since",
            ("@customer", customer.Value), ("@since", now.AddDays(-1).Ms())) ?? 0),
        Given(sql, customer, [nameof(Move.Apologise)], now.AddDays(-60)).Count,
        Given(sql, customer, [nameof(Move.SendPaymentLink)], now.AddHours(-1)).Count));

    public Concessions Concessions(CustomerId customer, DateTimeOffset since) =>
        database.Read(sql => Given(sql, customer, ConcessionMoves, since));

    private static Concessions Given(Sql sql, CustomerId customer, string[] moves, DateTimeOffset since)
    {
        var rows = sql.Query(
            $"""
            SELECT p.amount_minor, p.currency FROM cases c JOIN proposals p ON p.case_id = c.id
            WHERE c.customer_id = @customer AND p.acted = 'done' AND p.acted_at >= @since
              AND p.move IN ({string.Join(", ", moves.Select(m => $"'{m}'"))})
            ORDER BY p.acted_at DESC
            """,
            row => row.Money(0, 1), ("@customer", customer.Value), ("@since", since.Ms()));
        var isOneCurrency = rows.Select(m => m.Currency).Distinct().Count() == 1;
        return new Concessions(rows.Count, isOneCurrency ? rows.Aggregate((a, b) => a + b) : null);
    }
}
