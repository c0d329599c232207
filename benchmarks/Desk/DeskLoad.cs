using System.Diagnostics;
using System.Globalization;
using AgenticRecovery.Benchmarks.Load;
using AgenticRecovery.Connectors.Sandbox;
using AgenticRecovery.Host.Accounts;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Host.Desk;
using AgenticRecovery.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace AgenticRecovery.Benchmarks.Desk;

/// <summary>
/// The desk under load. First people who read: queue pages, case pages and searches over many open and closed cases, with
/// the server's own times. Then people who decide: claims and verdicts on real waiting cases, some of them twice on purpose.
/// </summary>
internal static class DeskLoad
{
    public static async Task<int> RunAsync(IReadOnlyList<string> words)
    {
        var options = DeskLoadOptions.Parse(words);
        Environment.SetEnvironmentVariable("Desk__RequestsPerMinute", "10000000");
        var people = Output.People(isJson: true);
        var told = new Progress<string>(text => people.MarkupLineInterpolated($"[dim]{text}[/]"));
        DeskReadFigures? read = options.Seconds > 0 ? await ReadAsync(options, told) : null;
        DeskVerdictFigures? decided = options.Requests > 0 ? await DeskVerdicts.RunAsync(options, told) : null;
        if (read is not null)
            foreach (var (name, figure) in read.Pages)
                people.MarkupLineInterpolated($"{name}: {figure.Requests} requests, server time p50 {figure.P50Ms:0.0} ms, p95 {figure.P95Ms:0.0} ms, most {figure.MostMs:0.0} ms");
        if (decided is not null)
            people.MarkupLineInterpolated($"{decided.Decided} of {decided.Requests} requests decided by {options.Approvers} approvers in {decided.Seconds:0.0} s; twice {decided.Twice}, lost {decided.Lost}, refused tries {decided.Refused}; verdict to workflow p50 {decided.P50Ms:0} ms, p95 {decided.P95Ms:0} ms");
        Output.Document(new { read, decided });
        return decided is { Twice: > 0 } or { Lost: > 0 } ? 1 : 0;
    }

    private static async Task<DeskReadFigures> ReadAsync(DeskLoadOptions options, IProgress<string> told)
    {
        var folder = Directory.CreateTempSubdirectory("desk-load-");
        try
        {
            await using var app = await App.StartAsync(new AppOptions { Database = Path.Combine(folder.FullName, "desk.db") }, isPublic: false, CancellationToken.None);
            await DriveAsync(app, MadeUpQueue.CasesPerCopy);
            var watch = Stopwatch.StartNew();
            await DeskSeed.FillAsync(app, options.Open, options.Closed, told);
            told.Report($"seeded in {watch.Elapsed.TotalSeconds:0} s");
            await using var web = DeskHost.Build(app, null);
            await web.StartAsync();
            using var times = new ServerTimes();
            var address = new Uri(web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
            var readers = Enumerable.Range(0, options.Clients).Select(i => new DeskReader(address, "/login?token=" + web.Services.GetRequiredService<OneTimeLinks>().Make(), options, i)).ToList();
            foreach (var reader in readers)
                await reader.SignInAsync();
            // A first round compiles the pages; it is not measured.
            await readers[0].ReadAsync(TimeSpan.FromSeconds(Math.Min(5, options.Seconds)));
            times.Forget();
            await Task.WhenAll(readers.Select(r => Task.Run(() => r.ReadAsync(TimeSpan.FromSeconds(options.Seconds)))));
            return new DeskReadFigures(options.Open, options.Closed, options.Clients, new FileInfo(Path.Combine(folder.FullName, "desk.db")).Length >> 20, times.Figures());
        }
        finally
        {
            folder.Delete(true);
        }
    }

    internal static async Task DriveAsync(App app, int cases)
    {
        var (shop, queue) = await MadeUpQueue.MakeAsync(cases, 1, TimeProvider.System, CancellationToken.None);
        await ((SandboxShop)app.Shop).ImportAsync(shop, CancellationToken.None);
        var silent = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) });
        await new QueueRun(app, silent).DriveAsync(queue.ToAsyncEnumerable(), CancellationToken.None);
    }
}

/// <param name="ThinkMs">Pause of a reader between two pages.</param>
internal sealed record DeskLoadOptions(int Open, int Closed, int Clients, int Seconds, int ThinkMs, int Requests, int Approvers)
{
    public static DeskLoadOptions Parse(IReadOnlyList<string> words)
    {
        var options = new DeskLoadOptions(100_000, 1_000_000, 20, 30, 200, 5_000, 50);
        for (var i = 0; i < words.Count; i++)
        {
            var name = words[i];
            if (i + 1 == words.Count || !int.TryParse(words[++i], CultureInfo.InvariantCulture, out var number) || number < 0)
                throw new ArgumentException($"{name} needs a whole number.");
            options = name switch
            {
                "--open" => options with { Open = number },
                "--closed" => options with { Closed = number },
                "--clients" => options with { Clients = Math.Max(1, number) },
                "--seconds" => options with { Seconds = number },
                "--think-ms" => options with { ThinkMs = number },
                "--requests" => options with { Requests = number },
                "--approvers" => options with { Approvers = Math.Max(1, number) },
                _ => throw new ArgumentException($"Unknown option {name}"),
            };
        }

        return options;
    }
}

internal sealed record DeskReadFigures(int Open, int Closed, int Clients, long DatabaseMb, IReadOnlyDictionary<string, TimeFigure> Pages);

internal sealed record TimeFigure(int Requests, double P50Ms, double P95Ms, double MostMs)
{
    public static TimeFigure Of(IReadOnlyCollection<double> ms)
    {
        var sorted = ms.Order().ToList();
        return sorted.Count == 0 ? new TimeFigure(0, 0, 0, 0) : new TimeFigure(sorted.Count, sorted[sorted.Count / 2], sorted[(int)(sorted.Count * 0.95)], sorted[^1]);
    }
}
