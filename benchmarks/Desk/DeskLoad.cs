using System.Diagnostics;
using AgenticRecovery.Benchmarks.Load;
using AgenticRecovery.Connectors.Sandbox;
using AgenticRecovery.Host.Accounts;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Host.Desk;
using AgenticRecovery.Queues;
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
        var watch = Stopwatch.StartNew();
        var told = new Told(text => people.MarkupLineInterpolated($"[dim]{watch.Elapsed.TotalSeconds,6:0} s  {text}[/]"));
        using var bounded = new CancellationTokenSource(TimeSpan.FromMinutes(options.Minutes));
        DeskReadFigures? read = options.Seconds > 0 ? await ReadAsync(options, told, bounded.Token) : null;
        DeskVerdictFigures? decided = options.Requests > 0 ? await DeskVerdicts.RunAsync(options, told, bounded.Token) : null;
        if (read is not null)
            foreach (var (name, figure) in read.Pages)
                people.MarkupLineInterpolated($"{name}: {figure.Requests} requests, server time p50 {figure.P50Ms:0.0} ms, p95 {figure.P95Ms:0.0} ms, most {figure.MostMs:0.0} ms");
        if (decided is not null)
            people.MarkupLineInterpolated($"{decided.Decided} of {decided.Requests} requests decided by {options.Approvers} approvers in {decided.Seconds:0.0} s; twice {decided.Twice}, lost {decided.Lost}, refused tries {decided.Refused}; verdict to workflow p50 {decided.P50Ms:0} ms, p95 {decided.P95Ms:0} ms, {decided.CpuMsEach:0.0} ms CPU each");
        var bars = DeskBar.Of(options, read, decided);
        foreach (var bar in bars)
            people.MarkupLineInterpolated($"{(bar.Holds ? "holds" : "FAILS")}: {bar.Name}, {bar.Measured:0.#} of at most {bar.Most:0.#}");
        Output.Document(new { read, decided, bars, isWhole = !bounded.IsCancellationRequested, minutes = watch.Elapsed.TotalMinutes });
        return bars.All(b => b.Holds) && !bounded.IsCancellationRequested ? 0 : 1;
    }

    /// <summary>Tells at once and in order; <see cref="Progress{T}"/> would do neither in a program without a message loop.</summary>
    private sealed class Told(Action<string> say) : IProgress<string>
    {
        public void Report(string value) => say(value);
    }

    private static async Task<DeskReadFigures> ReadAsync(DeskLoadOptions options, IProgress<string> told, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("desk-load-");
        try
        {
            await using var app = await App.StartAsync(new AppOptions { Database = Path.Combine(folder.FullName, "desk.db") }, isPublic: false, CancellationToken.None);
            await DriveAsync(app, MadeUpQueue.CasesPerCopy);
            var watch = Stopwatch.StartNew();
            await DeskSeed.FillAsync(app, options.Open, options.Closed, told, ct);
            told.Report($"seeded in {watch.Elapsed.TotalSeconds:0} s");
            await using var web = DeskHost.Build(app, null);
            await web.StartAsync(ct);
            using var times = new ServerTimes();
            var address = new Uri(web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
            var readers = Enumerable.Range(0, options.Clients).Select(i => new DeskReader(address, "/login?token=" + web.Services.GetRequiredService<OneTimeLinks>().Make(), options, i)).ToList();
            foreach (var reader in readers)
                await reader.SignInAsync();
            // A first round compiles the pages; it is not measured.
            told.Report("warming up");
            await readers[0].ReadAsync(TimeSpan.FromSeconds(Math.Min(5, options.Seconds)), ct);
            times.Forget();
            told.Report($"{options.Clients} readers for {options.Seconds} s");
            var (cpu, allocated) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
            await Task.WhenAll(readers.Select(r => Task.Run(() => r.ReadAsync(TimeSpan.FromSeconds(options.Seconds), ct), CancellationToken.None)));
            var pages = times.Figures();
            var requests = Math.Max(1, pages.Values.Sum(p => p.Requests));
            return new DeskReadFigures(options.Open, options.Closed, options.Clients, new FileInfo(Path.Combine(folder.FullName, "desk.db")).Length >> 20, pages)
            {
                CpuMsEach = (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / requests,
                AllocatedKbEach = (GC.GetTotalAllocatedBytes() - allocated) / 1024.0 / requests,
            };
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
        await DriveAsync(app, queue);
    }

    internal static async Task DriveAsync(App app, IReadOnlyList<QueueEntry> queue)
    {
        var silent = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) });
        await new QueueRun(app, silent).DriveAsync(queue.ToAsyncEnumerable(), CancellationToken.None);
    }
}
