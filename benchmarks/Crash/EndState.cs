using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Data.Sqlite;

namespace AgenticRecovery.Benchmarks.Crash;

/// <summary>
/// What a run left behind, one line for each effect and record, without times: two runs over the same queue must leave
/// the same lines the same number of times. Holding notes are left out: they are owed to the time that passed, and a run
/// that was killed took longer.
/// </summary>
public sealed partial class EndState
{
    private static readonly (string Name, string Sql)[] ShopLines =
    [
        ("shop orders", "SELECT id, status, version, body FROM orders"),
        ("shop customers", "SELECT id, body FROM customers"),
        ("shop stock", "SELECT id, is_available, stock FROM variants"),
        ("shop stock set aside", "SELECT key, variant_id, order_id, units, state FROM reservations"),
        ("shop refunds", "SELECT id, order_id, amount_minor, currency, method, basis, status FROM refunds"),
        ("shop credits", "SELECT id, customer_id, order_id, kind, amount_minor, currency FROM credits"),
        ("shop payment links", "SELECT id, order_id, amount_minor, currency, kind, status FROM payment_links"),
        ("shop returns", "SELECT id, order_id, kind, lines, method, difference_minor, status FROM returns"),
        ("shop claims", "SELECT id, order_id, shipment_id, status FROM claims"),
        ("shop disputes", "SELECT id, order_id, amount_minor, currency, stage, status FROM disputes"),
        ("shop tasks", "SELECT id, owner, order_id, customer_id, status FROM tasks"),
        ("shop notes", "SELECT id, order_id, customer_id, kind FROM notes"),
        ("shop holds", "SELECT key, order_id, kind, lifted_at IS NULL FROM holds"),
        ("shop messages", "SELECT key, customer_id, order_id, language FROM messages WHERE key NOT LIKE '%/holding'"),
        ("shop answers", "SELECT key, move, order_id, word, reference FROM intents"),
    ];

    private static readonly (string Name, string Sql)[] DeskLines =
    [
        ("signals", "SELECT id, case_id, delivered_at IS NOT NULL FROM signals"),
        ("cases", "SELECT id, order_id, customer_id, state, mode, result, best_move, signal_count, closed_at IS NULL FROM cases"),
        ("turns", "SELECT case_id, agent, turn FROM turns WHERE agent <> 'writer'"),
        ("model calls", "SELECT case_id, agent, turn, model, finish FROM model_calls WHERE agent <> 'writer'"),
        ("drafts",
            """
            SELECT t.case_id, count(*) - (SELECT count(*) FROM messages m WHERE m.case_id = t.case_id AND m.purpose = 'holding') AS drafts
            FROM turns t WHERE t.agent = 'writer' GROUP BY t.case_id HAVING drafts > 0
            """),
        ("tool calls", "SELECT case_id, call_id, tool, proposal_id, outcome FROM tool_calls"),
        ("proposals", "SELECT id, move, amount_minor, cost_minor, currency, proposed_by, acted, verified FROM proposals"),
        ("decisions", "SELECT proposal_id, word, rule FROM decisions"),
        ("approvals", "SELECT proposal_id, role, people, amount_minor, state FROM approvals"),
        ("intents", "SELECT key, what, state, reference FROM intents"),
        ("holds", "SELECT key, order_id, kind, lifted_at IS NULL FROM holds"),
        ("messages", "SELECT key, customer_id, proposal_id, purpose, language, state FROM messages WHERE purpose <> 'holding'"),
        ("promises", "SELECT case_id, what, amount_minor, currency, state FROM promises"),
        ("budgets", "SELECT id, limit_minor, reserved_minor, committed_minor FROM budgets"),
        ("reservations", "SELECT key, budget_id, amount_minor, state FROM reservations"),
        ("outcomes", "SELECT case_id, result, mode, move, retained_revenue_minor, retained_margin_minor, conceded_minor, cost_minor FROM outcomes"),
        ("escalations", "SELECT case_id, step, reached FROM escalations"),
        ("dead letters", "SELECT id, reason FROM dead_letters"),
        ("timeline", "SELECT case_id, kind, key FROM timeline WHERE key NOT LIKE '%/holding'"),
    ];

    /// <summary>What never may hold, whatever another run left. Each row is one fault.</summary>
    private static readonly (string Name, string Sql)[] Faults =
    [
        ("left planned", "SELECT key, what FROM intents WHERE state = 'Planned'"),
        ("signal not told", "SELECT id FROM signals WHERE delivered_at IS NULL"),
        ("budget is not its reservations",
            """
            SELECT b.id, b.reserved_minor, b.committed_minor FROM budgets b
            WHERE b.reserved_minor <> (SELECT coalesce(sum(r.amount_minor), 0) FROM reservations r WHERE r.budget_id = b.id AND r.state = 'reserved')
               OR b.committed_minor <> (SELECT coalesce(sum(r.amount_minor), 0) FROM reservations r WHERE r.budget_id = b.id AND r.state = 'committed')
            """),
        ("money committed without an effect",
            "SELECT r.key FROM reservations r WHERE r.state = 'committed' AND NOT EXISTS (SELECT 1 FROM intents i WHERE i.key = r.key AND i.state = 'Done')"),
        ("money reserved for what is done",
            "SELECT r.key FROM reservations r JOIN proposals p ON p.id = r.key WHERE r.state = 'reserved' AND p.acted IS NOT NULL"),
    ];

    private EndState(IReadOnlyDictionary<string, List<string>> lines, IReadOnlyList<string> faults)
    {
        Lines = lines;
        Broken = faults;
    }

    /// <summary>Sorted lines by topic.</summary>
    public IReadOnlyDictionary<string, List<string>> Lines { get; }

    /// <summary>What is wrong with this state by itself.</summary>
    public IReadOnlyList<string> Broken { get; }

    /// <param name="report">The JSON that the run printed; its counts are compared too.</param>
    public static EndState Read(string database, string report)
    {
        var lines = new Dictionary<string, List<string>> { ["report"] = Counts(report) };
        using var desk = Open(database);
        foreach (var (name, sql) in DeskLines)
            lines[name] = Rows(desk, sql);
        using var shop = Open(Path.ChangeExtension(database, ".shop.db"));
        foreach (var (name, sql) in ShopLines)
            lines[name] = Rows(shop, sql);
        return new EndState(lines, [.. Faults.SelectMany(f => Rows(desk, f.Sql).Select(row => $"{f.Name}: {row}"))]);
    }

    /// <summary>Lines that one of the two has and the other lacks, each as often as it is missing.</summary>
    public IEnumerable<string> DifferencesFrom(EndState usual)
    {
        foreach (var (topic, expected) in usual.Lines)
        {
            foreach (var missing in Without(expected, Lines[topic]))
                yield return $"{topic}: missing {missing}";
            foreach (var extra in Without(Lines[topic], expected))
                yield return $"{topic}: too many {extra}";
        }
    }

    private static List<string> Without(List<string> all, List<string> others)
    {
        var left = others.GroupBy(o => o).ToDictionary(g => g.Key, g => g.Count());
        return [.. all.Where(line => !left.TryGetValue(line, out var count) || (left[line] = count - 1) < 0)];
    }

    private static List<string> Counts(string report)
    {
        string[] ofThisRun = ["signals", "seconds", "casesPerSecond"];
        using var document = JsonDocument.Parse(report);
        return [.. document.RootElement.EnumerateObject().Where(p => !ofThisRun.Contains(p.Name)).Select(p => $"{p.Name} {p.Value.GetRawText().ReplaceLineEndings(" ")}")];
    }

    private static SqliteConnection Open(string path) =>
        new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());

    private static List<string> Rows(SqliteConnection connection, string sql)
    {
        using var reader = connection.ExecuteReader(sql);
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(i =>
                Instant().Replace(Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture) ?? "", "(time)"))));
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    /// <summary>An ISO instant inside a JSON body or a key.</summary>
    [GeneratedRegex(@"\d{4}-\d\d-\d\d[T ]\d\d:\d\d[0-9:.]*(Z|\+\d\d:\d\d)?")]
    private static partial Regex Instant();
}
