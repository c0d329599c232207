using System.Net;
using System.Text.RegularExpressions;
using AgenticRecovery.Cases;
using AgenticRecovery.Store;

namespace AgenticRecovery.Tests.Desk;

/// <summary>The forms of the pages give verdicts as programs do: once, and only what the policy book and the limits let go.</summary>
public sealed partial class VerdictFormTests(OpenDesk desk) : IClassFixture<OpenDesk>
{
    [Fact]
    public async Task A_form_that_is_sent_again_is_told_what_became_of_it_and_a_new_one_is_refused()
    {
        using var client = await desk.SignedInAsync();
        var waiting = Waiting("SO-7078");
        var form = await OpenDesk.FormOfAsync(client, waiting.Case.Id.Value);
        (form["Word"], form["Words"]) = ("takeover", "I call the bank");

        var first = await SendAsync(client, "/verdict", form);
        var again = await SendAsync(client, "/verdict", form);
        form["Key"] = "another";
        var late = await SendAsync(client, "/verdict", form);

        Assert.Contains("Your verdict was taken", first);
        Assert.Contains("Your verdict was taken", again);
        Assert.Contains("Your verdict was refused", late);
        Assert.Contains("already settled", late);
        Assert.Single(desk.App.Store.Approvals.Find(waiting.Proposal.Id)!.Verdicts);
    }

    [Fact]
    public async Task An_edit_that_the_book_denies_is_refused_before_anything_moves()
    {
        using var client = await desk.SignedInAsync();
        var waiting = Waiting("SO-7079");
        var form = await OpenDesk.FormOfAsync(client, waiting.Case.Id.Value);
        (form["Word"], form["Move"]) = ("edit", """{"move":"StoreCredit","amount":{"minor":99999999,"currency":{"code":"EUR"}}}""");
        var before = desk.App.Store.Proposals.OfCase(waiting.Case.Id).Count;

        var page = await SendAsync(client, "/verdict", form);

        Assert.Contains("The policy book does not allow StoreCredit here", page);
        Assert.Equal(before, desk.App.Store.Proposals.OfCase(waiting.Case.Id).Count);
        Assert.True(desk.App.Store.Approvals.Find(waiting.Proposal.Id)!.IsWaiting);
    }

    [Fact]
    public async Task Cases_approved_together_by_a_form_sent_twice_are_approved_once_and_told_twice()
    {
        using var client = await desk.SignedInAsync();
        var like = desk.App.Store.Queue.Page(new QueueFilter { Now = desk.App.Clock.GetUtcNow(), Size = 100 }).Rows
            .Where(r => r.Proposal.Move is not Move.EscalateTo && r.Approval.Request.People == 1)
            .GroupBy(r => (r.Proposal.Move.Name, r.Case.Mode)).MaxBy(g => g.Count())!.ToList();
        var preview = await client.GetStringAsync("/bulk?" + string.Join('&', like.Select(r => "p=" + Uri.EscapeDataString(r.Proposal.Id.Value))));
        var form = Fields().Matches(preview).Where(m => m.Groups[1].Value is "__RequestVerificationToken" or "Key" or "p")
            .Select(m => KeyValuePair.Create(m.Groups[1].Value, WebUtility.HtmlDecode(m.Groups[2].Value))).DistinctBy(f => f.Key == "p" ? f.Value : f.Key).ToList();

        var first = await SendAsync(client, "/bulk", form);
        var again = await SendAsync(client, "/bulk", form);

        Assert.Contains($"{like.Count} of {like.Count} taken", first);
        Assert.Contains($"{like.Count} of {like.Count} taken", again);
        Assert.All(like, r => Assert.Single(desk.App.Store.Approvals.Find(r.Proposal.Id)!.Verdicts));
    }

    private static async Task<string> SendAsync(HttpClient client, string to, IEnumerable<KeyValuePair<string, string>> form) =>
        WebUtility.HtmlDecode(await (await client.PostAsync(to, new FormUrlEncodedContent(form))).Content.ReadAsStringAsync());

    private PendingApproval Waiting(string order) =>
        desk.App.Store.Approvals.Pending(new ApprovalFilter { PageSize = 500 }).First(p => p.Case.Order?.Value == order);

    [GeneratedRegex("<input type=\"(?:hidden|checkbox)\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Fields();
}
