using AgenticRecovery.Tests.Desk;
using Microsoft.Playwright;

namespace AgenticRecovery.Browser.Tests;

/// <summary>One desk over the shipped samples and one Chromium for all tests of a class.</summary>
public sealed class DeskBrowser : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private readonly Dictionary<Screen, Visit> _visits = [];

    public OpenDesk Desk { get; } = new();

    public async Task InitializeAsync()
    {
        if (Chromium.WhyAbsent is not null)
            return;
        Assertions.SetDefaultExpectTimeout(Visit.PatienceMs);
        await Desk.InitializeAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright);
    }

    public async Task DisposeAsync()
    {
        if (_browser is null)
            return;
        foreach (var visit in _visits.Values)
            await visit.DisposeAsync();
        await _browser.DisposeAsync();
        _playwright!.Dispose();
        await Desk.DisposeAsync();
    }

    /// <summary>Who sits at a screen of this size and only looks at one page after another; signed in once.</summary>
    public async Task<Visit> LookAsync(Screen screen) =>
        _visits.TryGetValue(screen, out var visit) ? visit : _visits[screen] = await SignInAsync(screen);

    /// <summary>A signed-in person at a screen of this size, in a session of their own.</summary>
    /// <param name="language">As the browser asks for.</param>
    public async Task<Visit> SignInAsync(Screen screen, string language = "en-GB")
    {
        var visit = await Visit.OpenAsync(_browser!, Desk.Address, screen, language);
        await visit.GoAsync(Desk.Link());
        // The first page tells the desk the viewer's time zone and is then shown in it.
        await visit.ShownAsync("body[data-zone='Europe/Berlin']");
        return visit;
    }
}

/// <summary>A screen of the sizes people use.</summary>
/// <param name="Scheme">"light" or "dark", as the system asks for.</param>
public sealed record Screen(int Width, int Height, string Scheme = "light")
{
    public static Screen Desktop { get; } = new(1440, 900);
    public static Screen Phone { get; } = new(390, 844);
    public static Screen SmallPhone { get; } = new(360, 740, "dark");
}
