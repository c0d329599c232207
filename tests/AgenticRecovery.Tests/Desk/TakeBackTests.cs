using AgenticRecovery.Accounts;
using AgenticRecovery.Activities;
using AgenticRecovery.Approvals;
using AgenticRecovery.Cases;
using AgenticRecovery.Store;

namespace AgenticRecovery.Tests.Desk;

/// <summary>Where two people must agree, the first may take it back until the second has.</summary>
public sealed class TakeBackTests(DeskOfTwo two) : IClassFixture<DeskOfTwo>
{
    private readonly OpenDesk desk = two.Desk;

    [Fact]
    public async Task Who_agreed_takes_it_back_and_two_others_decide()
    {
        var request = OfTwo();

        Assert.Equal("recorded; 1 more must agree", (await ApproveAsync(request, "ada")).Message);
        Assert.Equal("taken back; 2 more must agree", (await TakeBackAsync(request, "ada")).Message);
        Assert.Empty(Stands(request).Agreed);
        Assert.Equal("recorded; 1 more must agree", (await ApproveAsync(request, "bea")).Message);
        Assert.Equal("settled", (await ApproveAsync(request, "ada")).Message);

        Assert.Equal("approved", Stands(request).State);
        Assert.Equal(["bea", "ada"], Stands(request).Agreed);
        var late = await TakeBackAsync(request, "ada");
        Assert.False(late.IsTaken);
        Assert.Contains("already settled", late.Message);
        Assert.Contains(desk.App.Store.Timeline.OfCase(request.Request.Case), l => l.Text == "ada takes the approval back");
    }

    [Fact]
    public async Task Nobody_takes_back_what_they_have_not_given()
    {
        var request = OfTwo();
        await ApproveAsync(request, "ada");

        var answer = await TakeBackAsync(request, "cleo");

        Assert.False(answer.IsTaken);
        Assert.Equal("cleo has no approval here to take back.", answer.Message);
        Assert.Equal(["ada"], Stands(request).Agreed);
    }

    [Fact]
    public async Task The_page_offers_it_to_who_agreed_and_gives_it_by_its_form()
    {
        using var client = await desk.SignedInAsync();
        var request = OfTwo();
        var form = await OpenDesk.FormOfAsync(client, request.Request.Case.Value);
        form["Word"] = "approve";
        await client.PostAsync("/verdict", new FormUrlEncodedContent(form));

        var page = await client.GetStringAsync($"/case?id={request.Request.Case}");
        Assert.Contains("Take your approval back", page);
        form = await OpenDesk.FormOfAsync(client, request.Request.Case.Value);
        form["Word"] = "takeback";
        await client.PostAsync("/verdict", new FormUrlEncodedContent(form));

        Assert.Empty(Stands(request).Agreed);
        Assert.DoesNotContain("Take your approval back", await client.GetStringAsync($"/case?id={request.Request.Case}"));
    }

    private ApprovalRecord OfTwo() => desk.App.Store.Approvals.Pending(new ApprovalFilter { PageSize = 500 })
        .Select(p => p.Approval).First(a => a.Request.People == 2 && a.Verdicts.Count == 0);

    private ApprovalRecord Stands(ApprovalRecord request) => desk.App.Store.Approvals.Find(request.Request.Proposal)!;

    private Task<VerdictAnswer> ApproveAsync(ApprovalRecord request, string by) =>
        desk.App.Door.GiveVerdictAsync(new Verdict.Approve(null) { Proposal = request.Request.Proposal, ProposalHash = request.Request.ProposalHash, By = by, Roles = [] }, default);

    private Task<VerdictAnswer> TakeBackAsync(ApprovalRecord request, string by) =>
        desk.App.Door.GiveVerdictAsync(new Verdict.TakeBack { Proposal = request.Request.Proposal, ProposalHash = request.Request.ProposalHash, By = by, Roles = [] }, default);
}

/// <summary>A desk whose policy book asks two people wherever the shipped one asks one.</summary>
public sealed class DeskOfTwo : IAsyncLifetime
{
    private readonly string _book = Path.Combine(Path.GetTempPath(), $"two-{Guid.NewGuid():N}.yaml");

    public OpenDesk Desk { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var shipped = await File.ReadAllTextAsync(Path.Combine(DeskPagesTests.Repository(), "workflows", "policies", "default.yaml"));
        await File.WriteAllTextAsync(_book, shipped.Replace("people: 1 }", "people: 2 }", StringComparison.Ordinal));
        Desk = new OpenDesk { Policy = _book };
        await Desk.InitializeAsync();
        foreach (var name in new[] { "ada", "bea", "cleo" })
            await Desk.App.Store.Accounts.TryAddAsync(new Account { Name = name, DisplayName = name, Roles = [Permissions.Admin], CreatedAt = Desk.App.Clock.GetUtcNow() }, null, "test", false, default);
    }

    public async Task DisposeAsync()
    {
        await Desk.DisposeAsync();
        File.Delete(_book);
    }
}
