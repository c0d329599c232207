using System.Text.RegularExpressions;
using AgenticRecovery.Cases;
using AgenticRecovery.Store;

namespace AgenticRecovery.Tests.Desk;

/// <summary>However many cases there are, the pages people open all day go through them by an index.</summary>
public sealed partial class QueryPlanTests(OpenDesk desk) : IClassFixture<OpenDesk>
{
    [Fact]
    public void No_statement_of_queue_case_or_search_walks_through_a_table()
    {
        // A store of its own: one connection, which then knows all that was run.
        using var store = RecoveryStore.Open(desk.App.Options.Database, TimeProvider.System);
        var now = desk.App.Clock.GetUtcNow();
        var queue = new QueueFilter { Now = now };
        var page = store.Queue.Page(queue);
        var row = page.Rows[0];
        foreach (var filter in new[]
        {
            queue with { Brand = "main", Risk = "high" }, queue with { Owner = "free", DueBefore = now.AddDays(2) }, queue with { Owner = "ada" },
            queue with { Queue = "orders", Mode = "Dispute", Move = "SubmitEvidence", Over = 5_00 }, queue with { After = new QueuePlace(row.PerHour.Minor, row.Proposal.Id.Value) },
        })
        {
            store.Queue.Page(filter);
            store.Queue.Count(filter, 1000);
        }

        store.Queue.Groups(now);
        store.Queue.Find(row.Proposal.Id);
        store.Views.Of("ada");
        store.Search.Newest(25, null);
        store.Search.Find("SO-70", 25, null);
        foreach (var waiting in page.Rows)
            store.FileWithoutStory(waiting.Case.Id);
        store.Timeline.Page(row.Case.Id, 100, null);
        store.Timeline.Escalations(row.Case.Id);
        store.Intents.Holds(row.Case.Id);
        store.Similar.Of(FailureMode.FraudHold, "ReleaseHold", row.Case.Id, 5);

        var walks = store.Database.Read(sql => sql.Statements.Where(s => s.TrimStart().StartsWith("SELECT", StringComparison.Ordinal)).ToList()
            .SelectMany(s => Plan(sql, s).Where(IsWalk).Select(step => $"{step}: {s}")).ToList());

        Assert.True(walks.Count == 0, string.Join("\n", walks));
    }

    [Fact]
    public void A_statement_that_does_walk_is_found()
    {
        using var store = RecoveryStore.Open(desk.App.Options.Database, TimeProvider.System);

        Assert.Contains(store.Database.Read(sql => Plan(sql, "SELECT id FROM cases WHERE state_why = @why")), IsWalk);
    }

    /// <summary>A scan of an index in its order ends at the page's limit; one of the full-text index is its search.</summary>
    private static bool IsWalk(string step) =>
        step.StartsWith("SCAN", StringComparison.Ordinal) && !step.Contains("INDEX", StringComparison.Ordinal) && !step.Contains('(') && !step.Contains("CONSTANT", StringComparison.Ordinal);

    private static List<string> Plan(Sql sql, string statement) => sql.Query(
        "EXPLAIN QUERY PLAN " + statement, row => row.GetString(3),
        [.. Names().Matches(statement).Select(m => (m.Value, (object?)null)).Distinct()]);

    [GeneratedRegex("@[a-z0-9]+")]
    private static partial Regex Names();
}
