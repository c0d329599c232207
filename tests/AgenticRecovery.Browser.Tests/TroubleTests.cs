using AgenticRecovery.Cases;
using AgenticRecovery.Store;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgenticRecovery.Browser.Tests;

/// <summary>What goes wrong while people decide: lost answers, two people, old pages, ended sessions. It is told as it is, and nothing happens twice.</summary>
[Collection(OtherDesk.Name)]
public sealed class TroubleTests(DeskBrowser browser)
{
    [BrowserFact]
    public async Task A_verdict_whose_answer_is_lost_is_sent_once_and_shown_as_it_stands()
    {
        await using var visit = await browser.SignInAsync(Screen.Desktop);
        var row = browser.WaitingRows()[0];
        await visit.GoAsync($"/case?id={row.Case.Id}");
        // The desk gets the verdict; its answer is lost on the way back.
        await visit.Page.RouteAsync("**/verdict", async route =>
        {
            await route.FetchAsync(new() { MaxRedirects = 0 });
            await route.AbortAsync("connectionreset");
        });

        await TakeOverAsync(visit);
        await visit.ShownAsync("body:not(:has(.verdict))");

        var stands = browser.Stands(row);
        Assert.Equal("taken-over", stands.State);
        Assert.Single(stands.Verdicts);
    }

    [BrowserFact]
    public async Task A_verdict_that_never_left_may_be_sent_again_and_nothing_was_done()
    {
        await using var visit = await browser.SignInAsync(Screen.Phone);
        var row = browser.WaitingRows()[0];
        await visit.GoAsync($"/case?id={row.Case.Id}");
        await visit.Page.RouteAsync("**/verdict", route => route.AbortAsync("internetdisconnected"));

        await TakeOverAsync(visit);
        await visit.Page.GetByText("did not arrive; nothing was done").WaitForAsync();

        Assert.True(browser.Stands(row).IsWaiting);
        await Expect(visit.Page.Locator(".verdict button[value=takeover]")).ToBeEnabledAsync();
        visit.Forgive();
        await visit.AssertSoundAsync("case after a lost verdict");
        await visit.Page.UnrouteAllAsync();
        await visit.PressAsync(".verdict button[value=takeover]");
        await visit.ToldAsync();
        Assert.Single(browser.Stands(row).Verdicts);
    }

    [BrowserFact]
    public async Task Of_two_people_on_one_case_the_second_is_told_at_once_and_refused_with_the_reason()
    {
        var row = browser.WaitingRows()[0];
        await using var first = await browser.SignInAsync(Screen.Desktop);
        await using var second = await browser.SignInAsync(Screen.Phone);
        await first.GoAsync($"/case?id={row.Case.Id}");
        await second.GoAsync($"/case?id={row.Case.Id}");
        await second.ShownAsync("#live:not(.stale)");

        await TakeOverAsync(first);
        await first.ToldAsync();
        await second.Page.Locator("#verdict-said").GetByText("taken-over").WaitForAsync();
        await second.AssertSoundAsync("case that somebody else decided");
        await TakeOverAsync(second);
        await second.ToldAsync("Your verdict was refused");

        await second.AssertSoundAsync("refused verdict");
        Assert.Single(browser.Stands(row).Verdicts);
    }

    [BrowserFact]
    public async Task A_page_that_shows_an_older_proposal_is_refused_with_the_reason()
    {
        await using var visit = await browser.SignInAsync(Screen.Desktop);
        var row = browser.WaitingRows()[0];
        await visit.GoAsync($"/case?id={row.Case.Id}");
        await visit.Page.EvaluateAsync("() => document.querySelectorAll('input[name=Hash]').forEach(e => { e.value = 'ab'.repeat(32); })");

        await visit.VerdictAsync("a");
        await visit.ToldAsync("Your verdict was refused");

        await visit.Page.GetByText("The proposal changed since it was shown").WaitForAsync();
        Assert.True(browser.Stands(row).IsWaiting);
        await visit.AssertSoundAsync("stale page");
    }

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_verdict_after_the_session_ended_leads_to_the_sign_in_and_does_nothing(bool isInPanel)
    {
        await using var visit = await browser.SignInAsync(Screen.Desktop);
        var row = browser.WaitingRows()[0];
        await visit.QueueAsync(row);
        if (isInPanel)
            await visit.PressAsync($"tr[data-id='{row.Proposal.Id}'] .c-value");
        else
            await visit.GoAsync($"/case?id={row.Case.Id}");
        await visit.ShownAsync(isInPanel ? $"#panel[data-proposal='{row.Proposal.Id}']" : ".case-page .verdict");
        await visit.ForgetSessionAsync();

        await visit.VerdictAsync("a");
        await visit.Page.WaitForURLAsync("**/login**");

        Assert.True(browser.Stands(row).IsWaiting);
        visit.Forgive();
        await visit.AssertSoundAsync("sign in after a session");
    }

    [BrowserFact]
    public async Task A_verdict_on_a_case_that_closed_meanwhile_is_refused()
    {
        await using var visit = await browser.SignInAsync(Screen.Desktop);
        var row = browser.WaitingRows()[0];
        await visit.GoAsync($"/case?id={row.Case.Id}");
        await browser.Desk.App.Door.CancelAsync(row.Case.Id, CancellationToken.None);
        await browser.Desk.App.Door.SettledAsync(null, CancellationToken.None);

        await visit.VerdictAsync("a");
        await visit.ToldAsync("Your verdict was refused");

        Assert.Empty(browser.Stands(row).Verdicts);
        await visit.AssertSoundAsync("case that closed");
    }

    [BrowserFact]
    public async Task An_edit_beyond_the_policy_is_refused_with_its_rule()
    {
        await using var visit = await browser.SignInAsync(Screen.Desktop);
        var row = browser.Waiting(r => r.Proposal.Move is not Move.EscalateTo && r.Proposal.Move.FixedAmount is null);
        await visit.GoAsync($"/case?id={row.Case.Id}");

        await visit.VerdictAsync("e");
        await visit.WriteAsync("#edit-move", """{"move":"StoreCredit","amount":{"minor":99999999,"currency":{"code":"EUR"}}}""");
        await visit.PressAsync(".verdict button[value=edit]");
        await visit.ToldAsync("Your verdict was refused");

        await visit.Page.GetByText("The policy book does not allow StoreCredit here").WaitForAsync();
        Assert.True(browser.Stands(row).IsWaiting);
        await visit.AssertSoundAsync("refused edit");
    }

    [BrowserFact]
    public async Task A_browser_whose_clock_is_wrong_shows_the_deadlines_of_the_desk()
    {
        await using var visit = await browser.SignInAsync(Screen.Desktop);
        await visit.SkewAsync(TimeSpan.FromHours(5));
        await visit.GoAsync("/");
        var row = visit.Page.Locator("#queue tbody tr").Filter(new() { HasText = "h" }).First.Locator("[data-left]");
        var asServed = await row.InnerTextAsync();

        await visit.Page.WaitForFunctionAsync("() => new Promise(done => setTimeout(() => done(true), 1500))");

        // Hours and minutes; one minute may pass while the test looks.
        Assert.Equal(asServed.Split(' ')[0], (await row.InnerTextAsync()).Split(' ')[0]);
        await visit.AssertSoundAsync("queue with a wrong clock");
    }

    private static async Task TakeOverAsync(Visit visit)
    {
        await visit.VerdictAsync("t");
        await visit.PressAsync(".verdict button[value=takeover]");
    }
}
