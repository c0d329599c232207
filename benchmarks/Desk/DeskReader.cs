using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace AgenticRecovery.Benchmarks.Desk;

/// <summary>One person who reads: queue pages with and without filters, cases from them, searches by order, name and case.</summary>
internal sealed partial class DeskReader(Uri address, string link, DeskLoadOptions options, int seed)
{
    private static readonly string[] Queues =
    [
        "/", "/", "/", "/?brand=brand-3", "/?risk=high", "/?owner=free", "/?sla=hour", "/?sla=late&risk=mid", "/?mode=Dispute", "/?mode=FraudHold&brand=brand-1", "/?owner=me",
    ];

    private static readonly string[] Names = ["anna", "mül", "kowalska rosa", "garcia", "quentin ol", "novak", "tom", "laurent camille"];
    private readonly Random _random = new(seed);
    private readonly HttpClient _http = new(new HttpClientHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = true }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };

    public async Task SignInAsync() => (await _http.GetAsync(link)).EnsureSuccessStatusCode();

    public async Task ReadAsync(TimeSpan span, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < span && !ct.IsCancellationRequested)
        {
            var queue = await GetAsync(Queues[_random.Next(Queues.Length)]);
            if (Next().Match(queue) is { Success: true } next && _random.Next(3) == 0)
                queue = await GetAsync(WebUtility.HtmlDecode(next.Groups[1].Value));
            var cases = Cases().Matches(queue);
            for (var i = 0; i < 2 && cases.Count > 0; i++)
                await GetAsync(WebUtility.HtmlDecode(cases[_random.Next(cases.Count)].Value));
            await GetAsync("/cases?q=" + Uri.EscapeDataString(Wanted()));
        }
    }

    private string Wanted() => _random.Next(4) switch
    {
        0 => Names[_random.Next(Names.Length)],
        1 => $"case-SO-{1_000_000 + _random.Next(Math.Max(1, options.Open + options.Closed))}",
        2 => $"SO-1{_random.Next(100, 999)}",
        _ => $"SO-{1_000_000 + _random.Next(Math.Max(1, options.Open + options.Closed))}",
    };

    private async Task<string> GetAsync(string path)
    {
        var text = await _http.GetStringAsync(path);
        if (options.ThinkMs > 0)
            await Task.Delay(_random.Next(options.ThinkMs * 2));
        return text;
    }

    [GeneratedRegex("/case\\?id=[^\"]+")]
    private static partial Regex Cases();

    [GeneratedRegex("href=\"([^\"]+)\" rel=\"next\"")]
    private static partial Regex Next();
}
