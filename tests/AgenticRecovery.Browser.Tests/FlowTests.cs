using AgenticRecovery.Cases;
using AgenticRecovery.Store;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AgenticRecovery.Browser.Tests;

/// <summary>Every verdict and claim of an approver, each in every <see cref="Way"/>.</summary>
[Collection(OneDesk.Name)]
public sealed class FlowTests(DeskBrowser browser)
{
    public static TheoryData<string, bool> Ways => Way.All;

    [BrowserTheory, MemberData(nameof(Ways))]
    public async Task A_case_is_approved(string screen, bool keys)
    {
        await using var visit = await Way.GoAsync(browser, screen, keys);
        var row = browser.Waiting(r => r.Proposal.Move is not Move.EscalateTo);
        await visit.OpenAsync(row);
        await visit.AssertSoundAsync("case");

        await visit.VerdictAsync("a");
        await visit.ToldAsync();

        await visit.AssertSoundAsync("case after a verdict");
        Assert.Equal("approved", browser.Stands(row).State);
    }

    [BrowserTheory, MemberData(nameof(Ways))]
    public async Task A_move_is_changed_and_asked_about_anew(string screen, bool keys)
    {
        await using var visit = await Way.GoAsync(browser, screen, keys);
        var row = browser.Waiting(r => r.Proposal.Move is Move.ReleaseHold or Move.SubmitEvidence or Move.ReturnForRefund);
        await visit.OpenAsync(row);

        await visit.VerdictAsync("e");
        await visit.WriteAsync("#edit-move", """{"move":"EscalateTo","owner":"risk","instructions":"Question: who knows this customer?"}""");
        await visit.WriteAsync("#edit-words", "the risk desk knows them");
        await visit.AssertSoundAsync("edit dialog");
        await visit.PressAsync(".verdict button[value=edit]");
        await visit.ToldAsync();

        Assert.Equal("edited", browser.Stands(row).State);
    }

    [BrowserTheory, MemberData(nameof(Ways))]
    public async Task The_customer_or_a_colleague_is_asked(string screen, bool keys)
    {
        await using var visit = await Way.GoAsync(browser, screen, keys);
        var row = browser.Waiting(r => r.Proposal.Move is not Move.EscalateTo);
        await visit.OpenAsync(row);

        await visit.VerdictAsync("?");
        if (screen == "phone")
            await visit.ChooseAsync("#ask-who", "A colleague; the request stays open");
        await visit.WriteAsync("#ask-words", "Which of the two sizes fits?");
        await visit.AssertSoundAsync("ask dialog");
        await visit.PressAsync(".verdict button[value=ask]");
        await visit.ToldAsync();

        var stands = browser.Stands(row);
        Assert.Equal(screen == "phone", stands.IsWaiting);
        Assert.Contains(stands.Verdicts, v => v is Approvals.Verdict.Ask { Question: "Which of the two sizes fits?" });
    }

    [BrowserTheory, MemberData(nameof(Ways))]
    public async Task A_move_is_rejected_with_its_reason(string screen, bool keys)
    {
        await using var visit = await Way.GoAsync(browser, screen, keys);
        var row = browser.Waiting(r => r.Proposal.Move is not Move.EscalateTo);
        await visit.OpenAsync(row);

        await visit.VerdictAsync("r");
        await visit.WriteAsync("#no-words", "the customer has answered already");
        await visit.AssertSoundAsync("reject dialog");
        await visit.PressAsync(".verdict button[value=reject]");
        await visit.ToldAsync();

        Assert.Equal("rejected", browser.Stands(row).State);
    }

    [BrowserTheory, MemberData(nameof(Ways))]
    public async Task A_case_is_taken_over(string screen, bool keys)
    {
        await using var visit = await Way.GoAsync(browser, screen, keys);
        var row = browser.Waiting(r => r.Proposal.Move is Move.EscalateTo);
        await visit.OpenAsync(row);

        await visit.VerdictAsync("t");
        await visit.WriteAsync("#take-words", "I call them");
        await visit.AssertSoundAsync("take-over dialog");
        await visit.PressAsync(".verdict button[value=takeover]");
        await visit.ToldAsync();

        Assert.Equal("taken-over", browser.Stands(row).State);
    }

    [BrowserTheory, MemberData(nameof(Ways))]
    public async Task A_case_is_claimed_and_released(string screen, bool keys)
    {
        await using var visit = await Way.GoAsync(browser, screen, keys);
        var row = browser.WaitingRows()[^1];
        await visit.QueueAsync(row);
        var mark = $"tr[data-id='{row.Proposal.Id}'] .c-claim";

        await ClaimAsync($"{mark} .me");
        Assert.NotNull(browser.Stands(row).ClaimedBy);
        await visit.AssertSoundAsync("queue with a claim");
        await ClaimAsync($"{mark} .none");

        Assert.Null(browser.Stands(row).ClaimedBy);

        async Task ClaimAsync(string then)
        {
            if (keys)
                await visit.ReachAsync(row);
            await visit.LeaveAsync(() => keys ? visit.Page.Keyboard.PressAsync("c") : visit.PressAsync($"{mark} button"), then);
        }
    }

    [BrowserTheory, MemberData(nameof(Ways))]
    public async Task Like_cases_are_previewed_and_approved_together(string screen, bool keys)
    {
        await using var visit = await Way.GoAsync(browser, screen, keys);
        var like = browser.WaitingRows().Where(r => r.Proposal.Move is not Move.EscalateTo).GroupBy(r => (r.Proposal.Move.Name, r.Case.Mode)).MaxBy(g => g.Count())!.Take(2).ToList();
        await visit.QueueAsync(like[0]);
        foreach (var row in like)
        {
            if (keys)
            {
                await visit.ReachAsync(row);
                await visit.Page.Keyboard.PressAsync("x");
            }
            else
                await visit.PressAsync($"tr[data-id='{row.Proposal.Id}'] .pick");
        }

        await visit.AssertSoundAsync("queue with a selection");
        await visit.LeaveAsync(() => keys ? visit.Page.Keyboard.PressAsync("b") : visit.PressAsync("#bulk .primary"), "form[action='/bulk']");
        await visit.AssertSoundAsync("bulk preview");
        await visit.LeaveAsync(() => visit.PressAsync("form[action='/bulk'] .primary"), ".page-head [role=status]");

        await Expect(visit.Page.Locator(".page-head [role=status]")).ToHaveTextAsync($"{like.Count} of {like.Count} taken");
        await visit.AssertSoundAsync("bulk result");
        Assert.All(like, row => Assert.Equal("approved", browser.Stands(row).State));
    }

    [BrowserTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_verdict_in_the_panel_leaves_the_queue_open_and_goes_on_to_the_next_row(bool keys)
    {
        await using var visit = await Way.GoAsync(browser, "desk", keys);
        // One of several of its kind, so that another row comes after it.
        var row = browser.WaitingRows().Where(r => r.Proposal.Move is not Move.EscalateTo).GroupBy(r => (r.Proposal.Move.Name, r.Case.Mode)).MaxBy(g => g.Count())!.First();
        await visit.QueueAsync(row);
        if (keys)
            await visit.ReachAsync(row);
        else
            await visit.PressAsync($"tr[data-id='{row.Proposal.Id}'] .c-value");
        await visit.ShownAsync($"#panel[data-proposal='{row.Proposal.Id}']");
        await visit.AssertSoundAsync("queue with its panel");

        await visit.VerdictAsync("r");
        await visit.WriteAsync("#panel #no-words", "seen from the queue");
        await visit.AssertSoundAsync("dialog of the panel");
        await visit.PressAsync("#panel button[value=reject]");
        await visit.ToldAsync();

        Assert.Equal("rejected", browser.Stands(row).State);
        await visit.ShownAsync($"#queue tr.gone[data-id='{row.Proposal.Id}']");
        await visit.ShownAsync($"#panel:not([data-proposal='{row.Proposal.Id}'])");
        await visit.AssertSoundAsync("queue after a verdict in its panel");
    }
}
