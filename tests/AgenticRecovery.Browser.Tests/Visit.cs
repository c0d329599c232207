using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;

namespace AgenticRecovery.Browser.Tests;

/// <summary>One person at one screen. Everything the browser complains of is kept and fails the test.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly Uri _address;
    private readonly ConcurrentQueue<string> _complaints = new();

    private Visit(IBrowserContext context, IPage page, Uri address)
    {
        (_context, Page, _address) = (context, page, address);
        // A content-security violation is told on the console as an error as well.
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _complaints.Enqueue($"console {message.Type}: {message.Text}");
        };
        page.PageError += (_, fault) => _complaints.Enqueue($"script fault: {fault}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(address.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                _complaints.Enqueue($"request to elsewhere: {request.Url}");
        };
    }

    public IPage Page { get; }

    public static async Task<Visit> OpenAsync(IBrowser browser, Uri address, Screen screen, string language)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = screen.Width, Height = screen.Height },
            ColorScheme = screen.Scheme == "dark" ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = language,
            TimezoneId = "Europe/Berlin",
            HasTouch = screen.Width < 500,
        });
        // A script of the page could be stopped by its policy; one that comes with the document cannot.
        await context.AddInitScriptAsync(Chromium.AxeScript());
        return new Visit(context, await context.NewPageAsync(), address);
    }

    public Task GoAsync(string path) => Page.GotoAsync(new Uri(_address, path).ToString());

    /// <summary>Fails on anything the browser complained of, any axe finding, and a page wider than its screen.</summary>
    public async Task AssertSoundAsync(string what)
    {
        var wide = await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(wide <= 0, $"{what}: {wide} px wider than the screen");
        var found = await Page.EvaluateAsync<JsonElement>("() => axe.run(document, { resultTypes: ['violations'] }).then(r => r.violations.map(v => v.id + ': ' + v.help + ' at ' + v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' ' + n.any.map(a => a.message).join('; ')).join(' | ')))");
        Assert.True(found.GetArrayLength() == 0, $"{what}: {string.Join("\n", found.EnumerateArray())}");
        Assert.True(_complaints.IsEmpty, $"{what}: {string.Join("\n", _complaints)}");
    }

    /// <summary>Complaints that a test provoked on purpose, such as a cut network; they no longer count.</summary>
    public void Forgive() => _complaints.Clear();

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
