using AgenticRecovery.Cases;
using AgenticRecovery.Store;

namespace AgenticRecovery.Tests.Desk;

/// <summary>The queue, its search and the quality of its approvers over the driven samples.</summary>
public sealed class DeskQueueTests(OpenDesk desk) : IClassFixture<OpenDesk>
{
    private DateTimeOffset Now => desk.App.Clock.GetUtcNow();

    [Fact]
    public void Pages_by_key_show_every_request_once_the_dearest_first()
    {
        var (seen, after) = (new List<QueueRow>(), (QueuePlace?)null);
        do
        {
            var page = desk.App.Store.Queue.Page(new QueueFilter { Now = Now, Size = 7, After = after });
            seen.AddRange(page.Rows);
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(desk.App.Store.Approvals.CountPending(), seen.Count);
        Assert.Equal(seen.Count, seen.Select(r => r.Proposal.Id).Distinct().Count());
        Assert.Equal(seen.Select(r => r.PerHour.Minor).OrderDescending(), seen.Select(r => r.PerHour.Minor));
        Assert.True(seen[0].PerHour.Minor > 0);
    }

    [Fact]
    public void Filters_narrow_and_groups_add_up_to_the_whole()
    {
        var groups = desk.App.Store.Queue.Groups(Now);
        var mode = groups[0].Mode!;

        var page = desk.App.Store.Queue.Page(new QueueFilter { Now = Now, Mode = mode, Size = 100 });

        Assert.All(page.Rows, r => Assert.Equal(mode, r.Case.Mode.ToString()));
        Assert.Equal(groups.Where(g => g.Mode == mode).Sum(g => g.Count), page.Rows.Count);
        Assert.Equal(desk.App.Store.Approvals.CountPending(), groups.Sum(g => g.Count));
    }

    [Fact]
    public async Task A_claim_keeps_others_off_until_its_lease_ends()
    {
        var id = desk.App.Store.Queue.Page(new QueueFilter { Now = Now }).Rows[^1].Proposal.Id;

        Assert.True(await desk.App.Store.Approvals.TryClaimAsync(id, "ana", Now, Now.AddMinutes(15), default));
        Assert.False(await desk.App.Store.Approvals.TryClaimAsync(id, "ben", Now, Now.AddMinutes(15), default));
        Assert.Contains(desk.App.Store.Queue.Page(new QueueFilter { Now = Now, Owner = "ana" }).Rows, r => r.Proposal.Id == id);
        Assert.DoesNotContain(desk.App.Store.Queue.Page(new QueueFilter { Now = Now, Owner = "free", Size = 100 }).Rows, r => r.Proposal.Id == id);
        Assert.True(await desk.App.Store.Approvals.TryClaimAsync(id, "ben", Now.AddMinutes(16), Now.AddMinutes(30), default));
        await desk.App.Store.Approvals.ReleaseAsync(id, "ben", Now, default);
    }

    [Theory]
    [InlineData("  ", null)]
    [InlineData("\"*\"", null)]
    [InlineData("SO-7001", "\"SO-7001\"*")]
    [InlineData("anna OR \"x", "\"anna\"* \"OR\"* \"x\"*")]
    public void What_is_typed_is_words_and_never_the_index_s_language(string typed, string? query) =>
        Assert.Equal(query, Search.Query(typed));

    [Fact]
    public void Search_finds_by_the_beginning_of_order_name_and_case()
    {
        var row = desk.App.Store.Queue.Page(new QueueFilter { Now = Now, Size = 100 }).Rows.First(r => r.CustomerName is not null && r.Case.Order is not null);

        foreach (var text in new[] { row.Case.Order!.Value.Value, row.CustomerName![..4], row.Case.Id.Value })
            Assert.Contains(desk.App.Store.Search.Find(text, 50, null).Cases, c => c.Id == row.Case.Id);
    }

    [Fact]
    public async Task An_erased_name_is_no_longer_found()
    {
        var row = desk.App.Store.Queue.Page(new QueueFilter { Now = Now, Size = 100 }).Rows.Last(r => r.CustomerName is not null);

        await desk.App.Store.WriteAsync(sql => desk.App.Store.Search.Forget(sql, row.Case.Customer!.Value), default);

        Assert.DoesNotContain(desk.App.Store.Search.Find(row.CustomerName!, 50, null).Cases, c => c.Id == row.Case.Id);
    }

    [Fact]
    public async Task A_sentinel_looks_like_any_other_and_its_answer_does_nothing_but_count()
    {
        var from = desk.App.Store.Proposals.Latest(500).First(p => desk.App.Store.Approvals.Find(p.Proposal.Id) is { } a && (a.IsWaiting && a.Request.People == 1)).Proposal.Id;
        await desk.App.Store.Approvals.WithdrawAsync(from, "settled for the test", Now, default);

        var id = (await desk.App.Store.Sentinels.SeedAsync(from, "reject", "ana", Now, TimeSpan.FromHours(4), default))!.Value;
        var row = desk.App.Store.Queue.Find(id)!;
        var request = row.Approval.Request;
        var taken = await desk.App.Store.Sentinels.AnswerAsync(
            new AgenticRecovery.Approvals.Verdict.Approve("") { Proposal = id, ProposalHash = request.ProposalHash, By = "ben", Roles = [request.Role] }, Now, default);

        Assert.IsType<VerdictTaken.Recorded>(taken);
        Assert.Null(desk.App.Store.Proposals.Find(id)!.Acted);
        Assert.Null(desk.App.Store.Queue.Find(id));
        Assert.Contains(new AgenticRecovery.Store.Reading("ben", "approve", "reject", "sentinel"), desk.App.Store.Sentinels.Readings(Now.AddDays(-1)));
    }

    [Fact]
    public async Task A_view_is_kept_under_its_name_and_forgotten()
    {
        var views = desk.App.Store.Views;

        Assert.True(await views.TryKeepAsync("ana", new SavedView("mine", "owner=me"), Now, default));
        Assert.True(await views.TryKeepAsync("ana", new SavedView("mine", "risk=high"), Now, default));
        Assert.Equal([new SavedView("mine", "risk=high")], views.Of("ana"));
        await views.DropAsync("ana", "mine", default);
        Assert.Empty(views.Of("ana"));
    }
}
