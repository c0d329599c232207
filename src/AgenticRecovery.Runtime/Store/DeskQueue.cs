using AgenticRecovery.Approvals;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Store;

/// <summary>The queue of waiting requests, dearest to leave waiting first. A page reads one covering index, however many cases there are.</summary>
public sealed class DeskQueue(SqliteDatabase database)
{
    /// <summary>Rates brought up to date in one commit; others wait behind it for about 20 ms.</summary>
    private const int Batch = 200;

    /// <summary>Puts a request where it belongs: its group from the case, its hourly cost at a moment.</summary>
    public static void Place(Sql sql, ApprovalRequest request, DateTimeOffset now)
    {
        var value = sql.Find(
            "SELECT value_at_risk_minor, currency FROM cases WHERE id = @case AND currency IS NOT NULL",
            row => new Value(row.Money(0, 1)), ("@case", request.Case.Value));
        var rate = value is null ? 0 : WaitingCost.PerHour(request, value.AtRisk, now).Minor;
        sql.Execute(
            """
            UPDATE approvals SET rate_minor = @rate, rate_until = @until, brand = @brand, risk = @risk,
              queue = (SELECT c.queue FROM cases c WHERE c.id = case_id), mode = (SELECT c.mode FROM cases c WHERE c.id = case_id),
              move = (SELECT p.move FROM proposals p WHERE p.id = proposal_id)
            WHERE proposal_id = @id
            """,
            ("@rate", rate), ("@until", WaitingCost.NextChange(request, now).Ms()), ("@brand", request.Brand),
            ("@risk", RiskOf(request.AbuseRisk)), ("@id", request.Proposal.Value));
    }

    /// <summary>Brings the hourly cost up to date where a cliff came near or passed; returns how many requests moved.</summary>
    public async Task<int> RefreshAsync(DateTimeOffset now, CancellationToken ct)
    {
        var all = 0;
        while (true)
        {
            var due = database.Read(sql => sql.Query(
                "SELECT body FROM approvals WHERE settled_at IS NULL AND rate_until <= @now ORDER BY rate_until LIMIT @most",
                row => StoreJson.Read<ApprovalRequest>(row.GetString(0)), ("@now", now.Ms()), ("@most", Batch)));
            if (due.Count == 0)
                return all;
            await database.WriteAsync(
                sql =>
                {
                    foreach (var request in due)
                        Place(sql, request, now);
                },
                ct);
            all += due.Count;
        }
    }

    public QueuePage Page(QueueFilter filter)
    {
        var (where, values) = Where(filter);
        return database.Read(sql =>
        {
            var found = sql.Query(
                $"SELECT rate_minor, proposal_id, risk FROM approvals INDEXED BY approvals_queue WHERE settled_at IS NULL{where} ORDER BY rate_minor DESC, proposal_id LIMIT @most",
                row => (Place: new QueuePlace(row.GetInt64(0), row.GetString(1)), Risk: row.TextOrNull(2)),
                [.. values, ("@most", filter.Size + 1)]);
            var rows = found.Take(filter.Size).Select(f => RowOf(sql, f.Place, f.Risk)).ToList();
            return new QueuePage(rows, found.Count > filter.Size ? found[filter.Size - 1].Place : null);
        });
    }

    /// <summary>One waiting request; null where it is settled or unknown.</summary>
    public QueueRow? Find(ProposalId id) => database.Read(sql => sql.Find(
        "SELECT rate_minor, risk FROM approvals WHERE proposal_id = @id AND settled_at IS NULL",
        row => RowOf(sql, new QueuePlace(row.GetInt64(0), id.Value), row.TextOrNull(1)), ("@id", id.Value)));

    /// <summary>How many fit a filter, counted up to a limit.</summary>
    public long Count(QueueFilter filter, int atMost)
    {
        var (where, values) = Where(filter with { After = null });
        return database.Read(sql => sql.Number(
            $"SELECT count(*) FROM (SELECT 1 FROM approvals INDEXED BY approvals_queue WHERE settled_at IS NULL{where} LIMIT @most)",
            [.. values, ("@most", atMost)]) ?? 0);
    }

    /// <summary>The whole queue in groups; one pass over its index. Claims that ran out count as free.</summary>
    public IReadOnlyList<QueueGroup> Groups(DateTimeOffset now) => database.Read(sql => sql.Query(
        """
        SELECT queue, mode, brand, risk, CASE WHEN claimed_until > @now THEN claimed_by END AS owner, currency, count(*), sum(rate_minor)
        FROM approvals INDEXED BY approvals_queue WHERE settled_at IS NULL GROUP BY 1, 2, 3, 4, 5, 6
        """,
        row => new QueueGroup(
            row.TextOrNull(0), row.TextOrNull(1), row.TextOrNull(2), row.TextOrNull(3), row.TextOrNull(4), row.GetString(5),
            row.GetInt64(6), row.GetInt64(7)),
        ("@now", now.Ms())));

    private static QueueRow RowOf(Sql sql, QueuePlace place, string? risk)
    {
        var id = new ProposalId(place.Proposal);
        var approval = Approvals.Find(sql, id) ?? throw new InvalidOperationException($"{id} has no request.");
        // The decision with its facts is large, and a row of the queue shows none of it.
        var proposal = sql.Find("SELECT body FROM proposals WHERE id = @id", read => StoreJson.Read<Proposal>(read.GetString(0)), ("@id", id.Value))
            ?? throw new InvalidOperationException($"{id} was never recorded.");
        var row = Cases.Find(sql, approval.Request.Case) ?? throw new InvalidOperationException($"{id} has no case.");
        return new QueueRow(approval, row, proposal, new Money(place.RateMinor, row.ValueAtRisk?.Currency ?? proposal.Amount.Currency), risk)
        {
            CustomerName = sql.Text("SELECT customer_name FROM case_words WHERE case_id = @case", ("@case", row.Id.Value)),
        };
    }

    private static (string Where, List<(string Name, object? Value)> Values) Where(QueueFilter filter)
    {
        var (where, values) = ("", new List<(string Name, object? Value)>());
        void Add(string term, string name, object? value)
        {
            if (value is null)
                return;
            where += " AND " + term;
            if (!values.Exists(v => v.Name == name))
                values.Add((name, value));
        }

        Add("queue = @queue", "@queue", filter.Queue);
        Add("mode = @mode", "@mode", filter.Mode);
        Add("brand = @brand", "@brand", filter.Brand);
        Add("risk = @risk", "@risk", filter.Risk);
        Add("move = @move", "@move", filter.Move);
        Add("due_at <= @due", "@due", filter.DueBefore.Ms());
        Add("amount_minor > @over", "@over", filter.Over);
        if (filter.Owner == "free")
            Add("(claimed_until IS NULL OR claimed_until <= @now)", "@now", filter.Now.Ms());
        else if (filter.Owner is { } owner)
        {
            Add("claimed_by = @owner", "@owner", owner);
            Add("claimed_until > @now", "@now", filter.Now.Ms());
        }

        if (filter.After is { } after)
        {
            Add("rate_minor <= @rate", "@rate", after.RateMinor);
            Add("(rate_minor < @rate OR proposal_id > @after)", "@after", after.Proposal);
        }

        return (where, values);
    }

    private static string? RiskOf(decimal? abuse) => abuse switch { null => null, < 0.2m => "low", < 0.5m => "mid", _ => "high" };

    private sealed record Value(Money AtRisk);
}
