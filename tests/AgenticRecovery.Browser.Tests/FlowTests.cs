using AgenticRecovery.Cases;
using AgenticRecovery.Store;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgenticRecovery.Browser.Tests;

/// <summary>Every flow of an approver, once by mouse at a desk and once by keys alone, and by touch on a phone.</summary>
public sealed class FlowTests(DeskBrowser browser) : IClassFixture<DeskBrowser>
{
    [BrowserFact]
    public async Task A_case_is_approved_by_mouse()
    {
        await using var visit = await browser.SignInAsync(Screen.Desktop);
        var row = Waiting(p => p.Proposal.Move is not Move.EscalateTo && p.Approval.Request.People == 1);
        await visit.LeaveAsync(() => visit.Page.Locator($"tr[data-id='{row.Proposal.Id}'] .c-case a").ClickAsync(), ".verdict");

        await visit.Page.Locator(".verdict button[value=approve]").ClickAsync();
        await visit.Page.GetByText("Your verdict was taken").WaitForAsync();

        await visit.AssertSoundAsync("case after a verdict");
        Assert.False(Stands(row.Proposal.Id).IsWaiting);
    }

    [BrowserFact]
    public async Task A_case_is_opened_claimed_and_rejected_by_keys_alone()
    {
        await using var visit = await browser.SignInAsync(Screen.Desktop);
        var row = Waiting(p => p.Approval.Request.People == 1);
        await ReachAsync(visit, row);

        await visit.LeaveAsync(() => visit.Page.Keyboard.PressAsync("c"), $"tr[data-id='{row.Proposal.Id}'] .c-claim .me");
        await ReachAsync(visit, row);
        await visit.LeaveAsync(() => visit.Page.Keyboard.PressAsync("Enter"), ".verdict");
        await visit.AssertSoundAsync("case claimed by keys");
        await visit.Page.Keyboard.PressAsync("r");
        await visit.Page.Keyboard.TypeAsync("the customer has answered already");
        await visit.Page.Keyboard.PressAsync("Tab");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.GetByText("Your verdict was taken").WaitForAsync();

        Assert.Equal("rejected", Stands(row.Proposal.Id).State);
    }

    [BrowserFact]
    public async Task Keys_move_select_search_and_open_the_help_and_can_be_switched_off()
    {
        await using var visit = await browser.SignInAsync(Screen.Desktop);
        var page = visit.Page;

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("x");
        await Expect(page.Locator("tr[aria-current=true]")).ToHaveCountAsync(1);
        await page.GetByText("1 case selected").WaitForAsync();
        await visit.AssertSoundAsync("queue with a selection");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#bulk")).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("h");
        await Expect(page.Locator("#keys")).ToBeVisibleAsync();
        await visit.AssertSoundAsync("key help");
        await visit.LeaveAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Switch single keys off" }).ClickAsync(), "body[data-keys=off]");
        await page.Keyboard.PressAsync("j");
        Assert.Equal(0, await page.Locator("tr[aria-current=true]").CountAsync());
    }

    [BrowserFact]
    public async Task The_search_field_is_reached_by_a_key_and_finds_by_order()
    {
        await using var visit = await browser.SignInAsync(Screen.Desktop);
        var order = Waiting(p => p.Case.Order is not null).Case.Order!.Value.Value;

        await visit.Page.Keyboard.PressAsync("/");
        await visit.Page.Keyboard.TypeAsync(order);
        await visit.Page.Keyboard.PressAsync("Enter");

        await visit.Page.GetByText($"Found for “{order}”").WaitForAsync();
        Assert.Contains(order, await visit.Page.Locator("main table").InnerTextAsync());
        await visit.AssertSoundAsync("search");
    }

    [BrowserFact]
    public async Task On_a_phone_a_case_is_handed_over_by_touch()
    {
        await using var visit = await browser.SignInAsync(Screen.SmallPhone);
        var row = Waiting(p => p.Approval.Request.People == 1);
        await visit.LeaveAsync(() => visit.Page.Locator($"tr[data-id='{row.Proposal.Id}'] .c-case a").TapAsync(), ".verdict");
        await visit.AssertSoundAsync("case on a phone");

        await visit.Page.Locator(".verdict summary[data-key=t]").TapAsync();
        await visit.AssertSoundAsync("verdict dialog on a phone");
        await visit.Page.Locator(".verdict button[value=takeover]").TapAsync();
        await visit.Page.GetByText("Your verdict was taken").WaitForAsync();

        Assert.Equal("taken-over", Stands(row.Proposal.Id).State);
    }

    [BrowserFact]
    public async Task A_verdict_whose_answer_is_lost_is_sent_once_and_shown_as_it_stands()
    {
        await using var visit = await browser.SignInAsync(Screen.Desktop);
        var row = Waiting(p => p.Approval.Request.People == 1);
        await visit.GoAsync($"/case?id={row.Case.Id}");
        // The desk gets the verdict; its answer is lost on the way back.
        await visit.Page.RouteAsync("**/verdict", async route =>
        {
            await route.FetchAsync(new() { MaxRedirects = 0 });
            await route.AbortAsync("connectionreset");
        });

        await visit.Page.Keyboard.PressAsync("t");
        await visit.Page.Locator(".verdict button[value=takeover]").ClickAsync();
        await visit.ShownAsync("body:not(:has(.verdict))");

        var stands = Stands(row.Proposal.Id);
        Assert.Equal("taken-over", stands.State);
        Assert.Single(stands.Verdicts);
    }

    [BrowserFact]
    public async Task A_verdict_that_never_left_may_be_sent_again_and_nothing_was_done()
    {
        await using var visit = await browser.SignInAsync(Screen.Desktop);
        var row = Waiting(p => p.Approval.Request.People == 1);
        await visit.GoAsync($"/case?id={row.Case.Id}");
        await visit.Page.RouteAsync("**/verdict", route => route.AbortAsync("internetdisconnected"));

        await visit.Page.Keyboard.PressAsync("t");
        await visit.Page.Locator(".verdict button[value=takeover]").ClickAsync();
        await visit.Page.GetByText("did not arrive; nothing was done").WaitForAsync();

        Assert.True(Stands(row.Proposal.Id).IsWaiting);
        await Expect(visit.Page.Locator(".verdict button[value=takeover]")).ToBeEnabledAsync();
    }

    [BrowserFact]
    public async Task Like_cases_are_previewed_before_they_are_approved_together()
    {
        await using var visit = await browser.SignInAsync(Screen.Desktop);
        foreach (var box in await visit.Page.Locator("table.queue input[name=p]").AllAsync())
            await box.CheckAsync();

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Preview and approve" }).ClickAsync();

        await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Approve together" }).WaitForAsync();
        await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Not part of it" }).WaitForAsync();
        await visit.AssertSoundAsync("bulk preview");
    }

    [BrowserFact]
    public async Task Theme_and_language_are_kept_and_right_from_the_first_paint()
    {
        await using var visit = await browser.SignInAsync(Screen.Desktop);
        await visit.Page.Locator("button[popovertarget=me]").ClickAsync();
        await visit.AssertSoundAsync("account menu");
        await visit.Page.Locator("input[name=Theme][value=dark]").CheckAsync(new() { Force = true });
        await visit.Page.Locator("input[name=Language][value=de]").CheckAsync(new() { Force = true });
        await visit.LeaveAsync(() => visit.Page.GetByRole(AriaRole.Button, new() { Name = "Keep" }).ClickAsync(), "body");

        await visit.Page.Locator("html.theme-dark[lang=de]").WaitForAsync();
        await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Liste" }).WaitForAsync();
        await visit.AssertSoundAsync("queue in German, dark");
    }

    private PendingApproval Waiting(Func<PendingApproval, bool> fits)
    {
        var held = browser.Desk.App.Clock.GetUtcNow();
        return browser.Desk.App.Store.Approvals.Pending(new ApprovalFilter { PageSize = 500 })
            .Where(p => browser.Desk.App.Store.Queue.Page(new QueueFilter { Now = held, Size = 25 }).Rows.Any(r => r.Proposal.Id == p.Proposal.Id))
            .First(p => p.Approval.ClaimedBy is null && fits(p));
    }

    private ApprovalRecord Stands(ProposalId id) => browser.Desk.App.Store.Approvals.Find(id)!;

    /// <summary>Moves the cursor down the queue until it stands on the row.</summary>
    private static async Task ReachAsync(Visit visit, PendingApproval row)
    {
        for (var steps = 0; steps < 30; steps++)
        {
            await visit.Page.Keyboard.PressAsync("j");
            if (await visit.Page.Locator("tr[aria-current=true]").GetAttributeAsync("data-id") == row.Proposal.Id.Value)
                return;
        }

        Assert.Fail($"{row.Proposal.Id} is not on the first page of the queue.");
    }
}
