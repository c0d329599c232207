using AgenticRecovery.Benchmarks.Load;
using AgenticRecovery.Connectors.Sandbox;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Store;
using AgenticRecovery.Tests.Desk;
using Microsoft.Playwright;
using Spectre.Console;

namespace AgenticRecovery.Browser.Tests;

[CollectionDefinition(Name)]
public sealed class OneDesk : ICollectionFixture<DeskBrowser>
{
    public const string Name = "one desk and one browser";
}

/// <summary>A desk of its own beside the first, so that two groups of tests go on at the same time.</summary>
[CollectionDefinition(Name)]
public sealed class OtherDesk : ICollectionFixture<DeskBrowser>
{
    public const string Name = "another desk and another browser";
}

/// <summary>One desk over the shipped samples, with more of what waits there, and one Chromium for a group of tests.</summary>
public sealed class DeskBrowser : IAsyncLifetime
{
    private const int Copies = 3;
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
        if (!PicturesTests.AreWanted)
            await MoreAsync();
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

    /// <summary>Each test decides requests for good, so that there must be more of them than the samples have.</summary>
    private async Task MoreAsync()
    {
        var orders = Desk.App.Store.Approvals.Pending(new ApprovalFilter { PageSize = 500 }).Select(p => p.Case.Order?.Value).OfType<string>().ToHashSet();
        var (shop, queue) = await MadeUpQueue.MakeAsync(Copies * MadeUpQueue.CasesPerCopy, 1, orders, Desk.App.Clock, CancellationToken.None);
        await ((SandboxShop)Desk.App.Shop).ImportAsync(shop, CancellationToken.None);
        var quiet = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) });
        await new QueueRun(Desk.App, quiet).DriveAsync(queue.ToAsyncEnumerable(), CancellationToken.None);
    }

    /// <summary>Who sits at a screen of this size and only looks at one page after another; signed in once.</summary>
    public async Task<Visit> LookAsync(Screen screen) =>
        _visits.TryGetValue(screen, out var visit) ? visit : _visits[screen] = await SignInAsync(screen);

    /// <summary>Somebody at a screen who has not signed in.</summary>
    /// <param name="language">As the browser asks for.</param>
    public Task<Visit> StrangerAsync(Screen screen, string language = "en-GB", bool hasOnlyKeys = false) =>
        Visit.OpenAsync(_browser!, Desk.Address, screen, language, hasOnlyKeys);

    /// <summary>A signed-in person at a screen of this size, in a session of their own.</summary>
    /// <inheritdoc cref="StrangerAsync"/>
    public async Task<Visit> SignInAsync(Screen screen, string language = "en-GB", bool hasOnlyKeys = false)
    {
        var visit = await StrangerAsync(screen, language, hasOnlyKeys);
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
