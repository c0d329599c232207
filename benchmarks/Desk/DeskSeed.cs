using System.Globalization;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Store;

namespace AgenticRecovery.Benchmarks.Desk;

/// <summary>
/// Fills a database with many open and closed cases by copying real ones of a driven sample queue in bulk: every row keeps
/// the size and shape that the program itself wrote; ids, orders, names, times and rates differ.
/// </summary>
internal static class DeskSeed
{
    private const int FirstOrder = 1_000_000;
    private const int Chunk = 50_000;
    private static readonly string[] OpenTables = ["cases", "case_facts", "proposals", "decisions", "approvals", "timeline"];

    public static async Task FillAsync(App app, int open, int closed, IProgress<string> told, CancellationToken ct)
    {
        var store = app.Store;
        var now = app.Clock.GetUtcNow();
        var templates = store.Approvals.Pending(new ApprovalFilter { PageSize = 500 })
            .Where(p => p.Case.Order is { } order && p.Case.Id.Value.Contains(order.Value, StringComparison.Ordinal))
            .Select(p => (Case: p.Case.Id.Value, Order: p.Case.Order!.Value.Value)).ToList();
        var ended = store.Database.Read(sql => sql.Query(
            "SELECT id, order_id FROM cases WHERE closed_at IS NOT NULL AND order_id IS NOT NULL AND instr(id, order_id) > 0",
            row => (Case: row.GetString(0), Order: row.GetString(1))));
        await store.WriteAsync(sql => sql.Script("DROP TRIGGER cases_searchable; DROP TRIGGER cases_identified; DROP TRIGGER case_words_added; DROP TRIGGER case_words_changed"), CancellationToken.None);
        var order = FirstOrder;
        // Closed cases first, so that the newest are open, as in a shop that runs.
        order = await CopyAsync(store, ended, ["cases", "outcomes"], closed, order, "closed", told, ct);
        order = await CopyAsync(store, templates, OpenTables, open, order, "open", told, ct);
        told.Report("times, rates and names");
        await store.WriteAsync(sql => Spread(sql, now.ToUnixTimeMilliseconds()), CancellationToken.None);
        told.Report("search index");
        await store.WriteAsync(Index, CancellationToken.None);
    }

    private static async Task<int> CopyAsync(RecoveryStore store, IReadOnlyList<(string Case, string Order)> templates, string[] tables, int count, int first, string what, IProgress<string> told, CancellationToken ct)
    {
        var each = (count + templates.Count - 1) / templates.Count;
        var made = 0;
        var tenths = 0;
        foreach (var template in templates)
        {
            ct.ThrowIfCancellationRequested();
            for (var done = 0; done < each && made < count; done += Chunk)
            {
                var part = Math.Min(Math.Min(Chunk, each - done), count - made);
                var from = first + made;
                await store.WriteAsync(
                    sql =>
                    {
                        foreach (var table in tables)
                            Copy(sql, table, template, from, part);
                    },
                    CancellationToken.None);
                made += part;
            }

            if (made * 10L / count > tenths)
            {
                tenths = (int)(made * 10L / count);
                told.Report($"{made} {what} cases");
            }
        }

        return first + made;
    }

    private static void Copy(Sql sql, string table, (string Case, string Order) template, int from, int count)
    {
        var columns = sql.Query($"SELECT name, type FROM pragma_table_info('{table}')", row => (Name: row.GetString(0), IsText: row.GetString(1) == "TEXT"));
        // The case id holds the order id, so that replacing the order makes every id of the copy its own.
        var values = columns.Select(c => c.Name switch
        {
            _ when c.IsText => $"replace(t.{c.Name}, @order, 'SO-' || (@from + n.i))",
            _ => $"t.{c.Name}",
        });
        var key = table == "cases" ? "id" : "case_id";
        sql.Execute(
            $"""
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < @count - 1)
            INSERT INTO {table} ({string.Join(", ", columns.Select(c => c.Name))})
            SELECT {string.Join(", ", values)} FROM n CROSS JOIN {table} t WHERE t.{key} = @case
            """,
            ("@order", template.Order), ("@from", from), ("@count", count), ("@case", template.Case));
    }

    private static void Spread(Sql sql, long now)
    {
        // Two years of closed cases; open ones of the last three days with deadlines up to two days ahead.
        const string spot = "CAST(substr(order_id, 4) AS INTEGER)";
        sql.Execute($"UPDATE cases SET opened_at = @now - ({spot} * 7919 % 730) * 86400000 - {spot} * 104729 % 86400000, closed_at = @now - ({spot} * 7919 % 730) * 86400000 - {spot} * 104729 % 80000000, customer_id = 'C-' || ({spot} * 31 % 400000) WHERE closed_at IS NOT NULL AND order_id >= 'SO-1000000'", ("@now", now));
        sql.Execute($"UPDATE cases SET opened_at = @now - {spot} * 104729 % 259200000, customer_id = 'C-' || ({spot} * 31 % 400000) WHERE closed_at IS NULL AND order_id >= 'SO-1000000'", ("@now", now));
        sql.Execute("UPDATE outcomes SET opened_at = (SELECT c.opened_at FROM cases c WHERE c.id = case_id), closed_at = (SELECT c.closed_at FROM cases c WHERE c.id = case_id) WHERE case_id LIKE 'case-SO-1______-%'");
        sql.Execute("UPDATE approvals SET rate_minor = 1 + rowid * 7919 % 25000, rate_until = NULL, due_at = @now + (rowid * 104729 % 172800000) - 7200000, brand = 'brand-' || (rowid % 6), risk = CASE rowid % 10 WHEN 0 THEN 'high' WHEN 1 THEN 'mid' WHEN 2 THEN 'mid' ELSE 'low' END WHERE settled_at IS NULL", ("@now", now));
    }

    private static void Index(Sql sql)
    {
        string[] given = ["Anna", "Bruno", "Camille", "Dario", "Elif", "Femke", "Giulia", "Hugo", "Ingrid", "Jonas", "Katarina", "Luis", "Marta", "Nora", "Oliver", "Paula", "Quentin", "Rosa", "Sanne", "Tomás"];
        string[] family = ["Andersson", "Bakker", "Costa", "Dubois", "Eriksen", "Ferreira", "García", "Holm", "Ivanova", "Jansen", "Kowalska", "Laurent", "Müller", "Novák", "Olsen", "Petrov", "Quinn", "Rossi", "Schmidt", "Turner"];
        string Pick(string[] names, string by) => "CASE " + by + string.Concat(names.Select((n, i) => string.Create(CultureInfo.InvariantCulture, $" WHEN {i} THEN '{n}'"))) + " END";
        sql.Script($"""
            DELETE FROM case_words;
            INSERT INTO case_words (case_id, order_id, customer_id, customer_name)
            SELECT id, order_id, customer_id, {Pick(given, "rowid * 7919 % 20")} || ' ' || {Pick(family, "rowid * 104729 / 20 % 20")} FROM cases ORDER BY opened_at, id;
            INSERT INTO case_search (case_search) VALUES ('rebuild');
            INSERT INTO case_search (case_search) VALUES ('optimize');
            ANALYZE;
            """);
    }
}
