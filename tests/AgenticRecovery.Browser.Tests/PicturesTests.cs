using Microsoft.Playwright;

namespace AgenticRecovery.Browser.Tests;

/// <summary>Takes the pictures of the README into docs/pictures; runs only where <c>RECOVERY_PICTURES</c> is set.</summary>
[Collection(OneDesk.Name)]
public sealed class PicturesTests(DeskBrowser browser)
{
    /// <summary>Pictures show the shipped samples as they are.</summary>
    internal static bool AreWanted => Environment.GetEnvironmentVariable("RECOVERY_PICTURES") is not null;

    [BrowserFact]
    public async Task The_pictures_of_the_desk_are_taken()
    {
        if (!AreWanted)
            return;
        await TakeAsync("desk-queue", "/", new Screen(1440, 900));
        await TakeAsync("desk-queue-phone", "/", new Screen(390, 844, "dark"));
        await TakeAsync("desk-case", First(), new Screen(1440, 1400));
        await TakeAsync("desk-dashboard", "/dashboard?days=7", new Screen(1440, 1000));
        await TakeAsync("desk-policy", "/policy", new Screen(1440, 1000, "dark"));
    }

    private string First() => $"/case?id={browser.Desk.App.Store.Queue.Page(new Store.QueueFilter { Now = browser.Desk.App.Clock.GetUtcNow() }).Rows.First(r => r.Proposal.Move is not Cases.Move.EscalateTo).Case.Id}";

    private async Task TakeAsync(string name, string path, Screen screen)
    {
        await using var visit = await browser.SignInAsync(screen);
        await visit.GoAsync(path);
        var file = Path.GetFullPath(Path.Combine(Chromium.Project(), "..", "..", "docs", "pictures", name + ".png"));
        await visit.Page.ScreenshotAsync(new PageScreenshotOptions { Path = file, Type = ScreenshotType.Png });
        Assert.True(new FileInfo(file).Length > 10_000);
    }
}
