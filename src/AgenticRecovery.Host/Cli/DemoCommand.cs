using System.CommandLine;
using AgenticRecovery.Connectors.Sandbox;
using AgenticRecovery.Host.Samples;
using AgenticRecovery.Queues;

namespace AgenticRecovery.Host.Cli;

/// <summary>The main job on the shipped sample queue; the same database is continued, never repeated.</summary>
internal static class DemoCommand
{
    private static readonly Option<bool> Exit = new("--exit") { Description = "Stop after the run instead of leaving the desk open." };

    private static readonly Option<string?> Urls = new("--urls") { Description = "Where the desk listens. Default: a free loopback port." };

    public static Command Make()
    {
        var command = new Command("demo", "The main job on the shipped sample queue, then the approval desk.")
            .With(Exit, Urls, ServiceCommands.MayBePlain, CommonOptions.Json, CommonOptions.Verbose, CommonOptions.Policy, CommonOptions.Shadow, CommonOptions.Model);
        command.SetAction(async (parsed, ct) =>
        {
            var options = CommonOptions.Read(parsed);
            if (options.Database == Path.GetFullPath("recovery.db"))
                options = options with { Database = Path.GetFullPath("demo.db") };
            var console = Output.People(options.IsJson);
            await using var app = await App.StartAsync(options, isPublic: !parsed.GetValue(Exit), ct);
            var baseTime = await SampleBase.OfAsync(app, ct);
            var shop = (SandboxShop)app.Shop;
            using (var stream = ShippedSamples.Shop())
                await shop.ImportAsync(SampleShop.Load(stream, baseTime), ct);

            using var queue = ShippedSamples.Queue();
            var entries = await SampleQueue.LoadAsync(queue, ShippedSamples.QueueName, baseTime, TimeProvider.System, ct);
            var report = await new QueueRun(app, console).DriveAsync(entries.ToAsyncEnumerable(), ct);
            if (options.IsJson)
                Output.Document(report);
            else
                ReportText.Write(console, report, app);
            return parsed.GetValue(Exit) ? CommandLine.Done : await Desk.DeskHost.ServeAsync(app, console, new Desk.ServeOptions(parsed.GetValue(Urls), parsed.GetValue(ServiceCommands.MayBePlain), true), ct);
        });
        return command;
    }
}

/// <summary>The moment the sample's relative times count from: that of the first run on this database.</summary>
internal static class SampleBase
{
    public static async Task<DateTimeOffset> OfAsync(App app, CancellationToken ct)
    {
        const string name = "sample queue";
        if (app.Store.Imports.MarkedAt(name) is { } first)
            return first;
        var now = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        await app.Store.Imports.MarkAsync(name, "shipped", 0, now, ct);
        return now;
    }
}
