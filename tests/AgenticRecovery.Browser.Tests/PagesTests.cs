using AgenticRecovery.Store;

namespace AgenticRecovery.Browser.Tests;

[Collection(OtherDesk.Name)]
public sealed class PagesTests(DeskBrowser browser)
{
    private const int HeaviestPage = 150 * 1024;

    public static TheoryData<string> Paths =>
    [
        "/", "/?owner=free&sla=day", "/cases", "/cases?q=SO-70", "/today", "/dashboard", "/causes", "/trends", "/budgets", "/quality",
        "/audit", "/policy", "/decided", "/bulk", "/account", "/users", "/case?id=case-none", "/nowhere",
    ];

    [BrowserTheory]
    [MemberData(nameof(Paths))]
    public async Task Every_page_is_sound_at_every_width(string path)
    {
        foreach (var screen in new[] { Screen.Desktop, Screen.Phone, Screen.SmallPhone })
        {
            var visit = await browser.LookAsync(screen);

            await visit.GoAsync(path);
            if (path is "/case?id=case-none" or "/nowhere")
                visit.Forgive();

            await visit.AssertSoundAsync($"{path} at {screen.Width}");
        }
    }

    [BrowserFact]
    public async Task A_case_s_page_is_sound_at_every_width_and_in_German()
    {
        var id = browser.Desk.App.Store.Approvals.Pending(new ApprovalFilter())[0].Case.Id;
        foreach (var screen in new[] { Screen.Desktop, Screen.Phone, Screen.SmallPhone })
        {
            await using var visit = await browser.SignInAsync(screen, "de-DE");

            await visit.GoAsync($"/case?id={id}");

            Assert.Equal("de", await visit.Page.Locator("html").GetAttributeAsync("lang"));
            await visit.AssertSoundAsync($"case at {screen.Width}");
        }
    }

    [BrowserFact]
    public async Task The_first_page_with_all_it_loads_is_light_and_asks_nobody_else()
    {
        await using var visit = await browser.SignInAsync(Screen.Desktop);
        await visit.GoAsync("/");

        // Sizes before compression, of the document and everything it asked for.
        var bytes = await visit.Page.EvaluateAsync<long>(
            "() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].reduce((sum, e) => sum + e.decodedBodySize, 0)");

        Assert.InRange(bytes, 10_000, HeaviestPage);
        await visit.AssertSoundAsync("first page");
    }

    [BrowserFact]
    public async Task Times_are_those_of_the_viewer_s_zone()
    {
        await using var visit = await browser.SignInAsync(Screen.Desktop);

        await visit.GoAsync("/");

        Assert.Equal("Europe/Berlin", await visit.Page.Locator("body").GetAttributeAsync("data-zone"));
    }
}
