using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;

namespace AgenticRecovery.Browser.Tests;

/// <summary>One person at one screen. Everything the browser complains of is kept and fails the test.</summary>
public sealed class Visit : IAsyncDisposable
{
    /// <summary>For every wait, in ms: of use only to a page that never comes, so a busy machine fails nothing.</summary>
    internal const float PatienceMs = 60_000;

    /// <summary>Nothing where the page fits its screen; else what reaches beyond it, the innermost last.</summary>
    private const string Overflow =
        """
        () => {
          const root = document.documentElement;
          if (root.scrollWidth <= root.clientWidth) return [];
          const beyond = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > root.clientWidth && !e.closest('.scroll *'));
          return [`${root.scrollWidth - root.clientWidth} px`, ...beyond.slice(-6).map(e => `<${e.localName} class="${e.getAttribute('class') ?? ''}"> ${e.textContent.trim().slice(0, 60)}`)];
        }
        """;

    private const int MostTabs = 250;
    private readonly IBrowserContext _context;
    private readonly bool _isTouch;
    private readonly Uri _address;
    private readonly ConcurrentQueue<string> _complaints = new();

    private Visit(IBrowserContext context, IPage page, Uri address, bool isTouch)
    {
        (_context, Page, _address, _isTouch) = (context, page, address, isTouch);
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

    /// <summary>Whether this person has only keys; else a mouse, or a finger on a phone.</summary>
    public bool HasOnlyKeys { get; init; }

    public static async Task<Visit> OpenAsync(IBrowser browser, Uri address, Screen screen, string language, bool hasOnlyKeys)
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
        context.SetDefaultTimeout(PatienceMs);
        // A script of the page could be stopped by its policy; one that comes with the document cannot.
        await context.AddInitScriptAsync(Chromium.AxeScript());
        return new Visit(context, await context.NewPageAsync(), address, screen.Width < 500) { HasOnlyKeys = hasOnlyKeys };
    }

    public Task GoAsync(string path) => Page.GotoAsync(new Uri(_address, path).ToString());

    /// <summary>Waits until this is on a page whose script listens to keys.</summary>
    public Task ShownAsync(string css) =>
        Page.Locator($"html.script:not(.left) {css}").First.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });

    /// <summary>Does what leads to another page, and waits for that page and this on it.</summary>
    public async Task LeaveAsync(Func<Task> act, string css)
    {
        // A mark that the next page does not have: this page may change by itself before it is left.
        await Page.EvaluateAsync("() => document.documentElement.classList.add('left')");
        await act();
        await ShownAsync(css);
    }

    /// <summary>Presses what this is: by mouse, by finger, or by Tab until it has the focus and then Enter, or Space where it is a box.</summary>
    public async Task PressAsync(string css)
    {
        if (HasOnlyKeys)
        {
            await TabToAsync(css);
            await Page.Keyboard.PressAsync(await Page.EvaluateAsync<bool>("() => document.activeElement.type === 'checkbox'") ? "Space" : "Enter");
        }
        else if (_isTouch)
            await Page.Locator(css).First.TapAsync();
        else
            await Page.Locator(css).First.ClickAsync();
    }

    /// <summary>Writes into a field in the place of what is there.</summary>
    public async Task WriteAsync(string css, string text)
    {
        if (HasOnlyKeys)
            await TabToAsync(css);
        else
            await PressAsync(css);
        await Page.Keyboard.PressAsync("Control+A");
        await Page.Keyboard.InsertTextAsync(text);
    }

    /// <summary>Chooses in a list; by keys by the beginning of its words.</summary>
    public async Task ChooseAsync(string css, string words)
    {
        if (!HasOnlyKeys)
        {
            await Page.Locator(css).First.SelectOptionAsync(new SelectOptionValue { Label = words });
            return;
        }

        await TabToAsync(css);
        await Page.Keyboard.TypeAsync(words);
    }

    /// <summary>Goes on by Tab until this has the focus, as somebody without a mouse would.</summary>
    public async Task TabToAsync(string css)
    {
        for (var i = 0; i < MostTabs; i++)
        {
            if (await Page.EvaluateAsync<bool>("css => document.activeElement.matches(css)", css))
                return;
            await Page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"{MostTabs} times Tab do not reach {css}.");
    }

    /// <summary>The session ends, as if it had run out.</summary>
    public Task ForgetSessionAsync() => _context.ClearCookiesAsync(new BrowserContextClearCookiesOptions { Name = "desk" });

    /// <summary>This browser's clock goes wrong by so much, from the next page on.</summary>
    public Task SkewAsync(TimeSpan ahead) =>
        _context.AddInitScriptAsync($"{{ const real = Date.now; Date.now = () => real.call(Date) + {(long)ahead.TotalMilliseconds}; }}");

    /// <summary>Fails on anything the browser complained of, any axe finding, and a page wider than its screen.</summary>
    public async Task AssertSoundAsync(string what)
    {
        var wide = await Page.EvaluateAsync<JsonElement>(Overflow);
        Assert.True(wide.GetArrayLength() == 0, $"{what}: wider than the screen by {string.Join(" | ", wide.EnumerateArray())}");
        var found = await Page.EvaluateAsync<JsonElement>("() => axe.run(document, { resultTypes: ['violations'] }).then(r => r.violations.map(v => v.id + ': ' + v.help + ' at ' + v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' ' + n.any.map(a => a.message).join('; ')).join(' | ')))");
        Assert.True(found.GetArrayLength() == 0, $"{what}: {string.Join("\n", found.EnumerateArray())}");
        List<string> heard = [];
        while (_complaints.TryDequeue(out var complaint))
            heard.Add(complaint);
        Assert.True(heard.Count == 0, $"{what}: {string.Join("\n", heard)}");
    }

    /// <summary>Complaints that a test provoked on purpose, such as a cut network; they no longer count.</summary>
    public void Forgive() => _complaints.Clear();

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
