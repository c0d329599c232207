using AgenticRecovery.Store;
using Microsoft.Playwright;

namespace AgenticRecovery.Browser.Tests;

/// <summary>The four ways every flow is gone: by mouse and by keys alone at a desk, by finger and by keys alone on a phone.</summary>
public static class Way
{
    public static TheoryData<string, bool> All => new()
    {
        { "desk", false },
        { "desk", true },
        { "phone", false },
        { "phone", true },
    };

    public static async Task<Visit> GoAsync(DeskBrowser browser, string screen, bool hasOnlyKeys) =>
        await browser.SignInAsync(ScreenOf(screen), hasOnlyKeys: hasOnlyKeys);

    public static Screen ScreenOf(string name) => name == "desk" ? Screen.Desktop : Screen.Phone;

    /// <summary>The dearest request that fits and nobody has touched.</summary>
    public static QueueRow Waiting(this DeskBrowser browser, Func<QueueRow, bool> fits) => browser.WaitingRows().First(fits);

    public static IReadOnlyList<QueueRow> WaitingRows(this DeskBrowser browser) =>
        [.. browser.Desk.App.Store.Queue.Page(new QueueFilter { Now = browser.Desk.App.Clock.GetUtcNow(), Size = 500 }).Rows
            // Who asks cannot answer: what another test's edit or question made is not for this one.
            .Where(r => r.Approval is { ClaimedBy: null, State: "waiting", Request.People: 1 } && (r.Approval.RequestedBy == "workflow" || r.Approval.RequestedBy.StartsWith("model:", StringComparison.Ordinal)))];

    public static ApprovalRecord Stands(this DeskBrowser browser, QueueRow row) => browser.Desk.App.Store.Approvals.Find(row.Proposal.Id)!;

    /// <summary>Goes to the queue of requests like this one, so that it is on the first page.</summary>
    public static async Task QueueAsync(this Visit visit, QueueRow row)
    {
        await visit.GoAsync($"/?move={row.Proposal.Move.Name}&mode={row.Case.Mode}");
        await visit.ShownAsync($"tr[data-id='{row.Proposal.Id}']");
    }

    /// <summary>Opens a case from the queue; by keys with J and Enter.</summary>
    public static async Task OpenAsync(this Visit visit, QueueRow row)
    {
        await visit.QueueAsync(row);
        if (visit.HasOnlyKeys)
        {
            await visit.ReachAsync(row);
            await visit.LeaveAsync(() => visit.Page.Keyboard.PressAsync("Enter"), ".case-page .verdict");
        }
        else
            await visit.LeaveAsync(() => visit.PressAsync($"tr[data-id='{row.Proposal.Id}'] .c-case a"), ".case-page .verdict");
    }

    /// <summary>Moves the cursor to a row: by J, or by a click beside its link.</summary>
    public static async Task ReachAsync(this Visit visit, QueueRow row)
    {
        var wanted = visit.Page.Locator($"tr[data-id='{row.Proposal.Id}'][aria-current=true]");
        for (var steps = 0; steps < 30; steps++)
        {
            if (await wanted.CountAsync() > 0 && await visit.Page.EvaluateAsync<bool>("() => document.activeElement.closest('tr[aria-current=true]') !== null"))
                return;
            await visit.Page.Keyboard.PressAsync(steps == 0 && await wanted.CountAsync() > 0 ? "k" : "j");
        }

        Assert.Fail($"{row.Proposal.Id} is not on the first page of the queue.");
    }

    /// <summary>Opens one of the verdicts with words: by its key, or by its button.</summary>
    public static Task VerdictAsync(this Visit visit, string key) =>
        visit.HasOnlyKeys ? visit.Page.Keyboard.PressAsync(key) : visit.PressAsync($".verdict [data-key='{key}']");

    /// <summary>Waits for what became of the verdict on the case's page.</summary>
    public static async Task ToldAsync(this Visit visit, string heading = "Your verdict was taken")
    {
        var said = visit.Page.Locator("section[aria-labelledby='said']");
        await said.WaitForAsync();
        Assert.StartsWith(heading, await said.InnerTextAsync(), StringComparison.Ordinal);
    }
}
