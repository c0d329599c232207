namespace AgenticRecovery.Browser.Tests;

public sealed class PagesTests(DeskBrowser browser) : IClassFixture<DeskBrowser>
{
    public static TheoryData<string> Paths => ["/", "/cases", "/cases?q=SO-70", "/case?id=case-none", "/nowhere"];

    [BrowserTheory]
    [MemberData(nameof(Paths))]
    public async Task Every_page_is_sound_at_every_width(string path)
    {
        foreach (var screen in new[] { Screen.Desktop, Screen.Phone, Screen.SmallPhone })
        {
            await using var visit = await browser.SignInAsync(screen);

            await visit.GoAsync(path);
            if (path is "/case?id=case-none" or "/nowhere")
                visit.Forgive();

            await visit.AssertSoundAsync($"{path} at {screen.Width}");
        }
    }
}
