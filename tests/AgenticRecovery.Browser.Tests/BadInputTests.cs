using AgenticRecovery.Cases;
using AgenticRecovery.Signals;
using AgenticRecovery.Store;

namespace AgenticRecovery.Browser.Tests;

/// <summary>What people write into names and tickets stays text, however long, whatever its direction.</summary>
[Collection(OtherDesk.Name)]
public sealed class BadInputTests(DeskBrowser browser)
{
    private const string Hostile = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">";

    [BrowserFact]
    public async Task A_script_in_a_ticket_or_a_name_is_shown_and_never_runs()
    {
        var id = await TakeAsync("hostile", $"{Hostile} where is my parcel?");
        await browser.Desk.App.Store.WriteAsync(sql => browser.Desk.App.Store.Search.Name(sql, id, Hostile), CancellationToken.None);
        foreach (var path in new[] { $"/case?id={id}", "/", $"/cases?q={Uri.EscapeDataString(Hostile)}" })
        {
            await using var visit = await browser.SignInAsync(Screen.Desktop);

            await visit.GoAsync(path);

            Assert.DoesNotContain("owned", await visit.Page.TitleAsync());
            await visit.AssertSoundAsync(path);
        }
    }

    [BrowserFact]
    public async Task A_ticket_of_five_megabytes_keeps_its_page_small_and_is_there_in_full()
    {
        var id = await TakeAsync("long", string.Concat(Enumerable.Repeat("my parcel is late and I am waiting ", 150_000)));
        await using var visit = await browser.SignInAsync(Screen.SmallPhone);

        var page = await visit.Page.GotoAsync(new Uri(browser.Desk.Address, $"/case?id={id}").ToString());

        Assert.InRange((await page!.BodyAsync()).Length, 1, 150_000);
        await visit.AssertSoundAsync("case with a long ticket");
    }

    [BrowserFact]
    public async Task Right_to_left_words_are_laid_out_by_their_own_direction()
    {
        var id = await TakeAsync("rtl", "أين طردي؟ لقد طلبته منذ أسبوعين ولم يصل بعد. רציתי לדעת");
        await using var visit = await browser.SignInAsync(Screen.Phone);

        await visit.GoAsync($"/case?id={id}");

        Assert.Equal("rtl", await visit.Page.Locator("blockquote").First.EvaluateAsync<string>("e => getComputedStyle(e).direction"));
        await visit.AssertSoundAsync("right to left");
    }

    [BrowserFact]
    public async Task A_story_of_ten_thousand_lines_is_read_in_parts()
    {
        var store = browser.Desk.App.Store;
        var id = store.Approvals.Pending(new ApprovalFilter())[0].Case.Id;
        var at = browser.Desk.App.Clock.GetUtcNow();
        await store.WriteAsync(
            sql =>
            {
                for (var i = 0; i < 10_000; i++)
                    store.Timeline.Add(sql, new StoryLine(id, at.AddSeconds(i - 20_000), "tool", $"Looked at the parcel, time {i}"));
            },
            CancellationToken.None);
        await using var visit = await browser.SignInAsync(Screen.Desktop);

        await visit.GoAsync($"/case?id={id}");
        Assert.InRange(await visit.Page.Locator(".timeline li:not(.day)").CountAsync(), 1, 100);
        await visit.Page.GetByText("Older lines").ClickAsync();
        await visit.Page.GetByText("Newest lines").WaitForAsync();

        await visit.AssertSoundAsync("long story");
    }

    [BrowserFact]
    public async Task A_case_whose_order_the_shop_does_not_know_says_so()
    {
        var id = await TakeAsync("no-order", "Where is my parcel SO-99999?", new OrderId("SO-99999"));
        await using var visit = await browser.SignInAsync(Screen.Phone);

        await visit.GoAsync($"/case?id={id}");

        await visit.Page.GetByText("The shop knows no order SO-99999").WaitForAsync();
        await visit.AssertSoundAsync("case without its order");
    }

    [BrowserFact]
    public async Task A_message_from_a_clock_that_runs_ahead_is_shown_as_such()
    {
        var id = await TakeAsync("ahead", "Where is my parcel?", ahead: TimeSpan.FromHours(3));
        await using var visit = await browser.SignInAsync(Screen.Desktop);

        await visit.GoAsync($"/case?id={id}");

        await visit.Page.GetByText("ahead of our clock").First.WaitForAsync();
        await visit.AssertSoundAsync("case of a clock that runs ahead");
    }

    private async Task<CaseId> TakeAsync(string name, string text, OrderId? order = null, TimeSpan ahead = default)
    {
        var app = browser.Desk.App;
        var signal = new Signal
        {
            Id = $"mail-{name}",
            Source = "mail",
            Kind = SignalKind.CustomerMessage,
            OccurredAt = app.Clock.GetUtcNow() + ahead,
            Order = order,
            Text = text,
        };
        var joined = await app.Door.TakeAsync(signal, CancellationToken.None);
        await app.Door.DeliverAsync(CancellationToken.None);
        await app.Door.SettledAsync(null, CancellationToken.None);
        return joined.CaseId;
    }
}
