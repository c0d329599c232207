using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AgenticRecovery.Cases;
using AgenticRecovery.Connectors.Sandbox;
using AgenticRecovery.Queues;
using AgenticRecovery.Queues.Olist;
using AgenticRecovery.Signals;
using Spectre.Console;

namespace AgenticRecovery.Host.Cli;

/// <summary>Takes queue files in and drives every case until it is closed or waits.</summary>
internal static class RunCommand
{
    private static readonly Argument<string[]> Files = new("FILE") { Description = "Queue files, or the folder of a mapping." };
    private static readonly Option<string?> Mapping = new("--mapping") { Description = "'olist', or a mapping file for CSV." };
    private static readonly Option<string?> Format = new("--format") { Description = "'signals' (JSONL, default) or 'tau2-requests'." };
    private static readonly Option<string?> Shop = new("--shop") { Description = "'sandbox' or 'tau2:FILE' for a retail shop." };
    private static readonly Option<string?> Until = new("--until") { Description = "Last day that exists, YYYY-MM-DD (with --mapping olist)." };

    public static Command Make()
    {
        var command = new Command("run",
            """
            Takes an exception queue and drives every case until it is closed or waits.

            Examples:
              recovery run queue.jsonl --json
              recovery run orders.csv --mapping warehouse.yaml
              recovery run DIR --mapping olist --until 2017-11-20 --db olist.db
              recovery run requests.json --format tau2-requests --shop tau2:retail_db.json --db retail.db
            """)
            .With(Mapping, Format, Shop, Until, CommonOptions.Json, CommonOptions.Verbose, CommonOptions.Policy, CommonOptions.Shadow, CommonOptions.Model);
        command.Arguments.Add(Files);
        command.SetAction((parsed, ct) => RunAsync(parsed, ct));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var files = parsed.GetValue(Files) ?? [];
        if (files.Length == 0)
            throw new BadInputException("run needs at least one file; see 'recovery run --help'.");
        foreach (var file in files.Where(f => !File.Exists(f) && !Directory.Exists(f)))
            throw new BadInputException($"{file}: no such file.");
        var (mapping, format) = (parsed.GetValue(Mapping), parsed.GetValue(Format) ?? "signals");
        if (format is not ("signals" or "tau2-requests"))
            throw new BadInputException($"--format: expected signals or tau2-requests, found '{format}'{Near(format, ["signals", "tau2-requests"])}.");

        var options = CommonOptions.Read(parsed) with { Shop = parsed.GetValue(Shop) };
        var console = Output.People(options.IsJson);
        if (mapping == "olist")
            return await OlistAsync(options, files[0], parsed.GetValue(Until), console, ct);

        await using var app = await App.StartAsync(options, isPublic: false, ct);
        var entries = format == "tau2-requests" ? RequestsAsync(files, app.Clock, ct)
            : mapping is not null ? MappedAsync(files, mapping, app.Clock, ct)
            : LinesAsync(files, app.Clock, ct);
        return Print(await new QueueRun(app, console).DriveAsync(entries, ct), app, console);
    }

    private static async Task<int> OlistAsync(AppOptions options, string folder, string? until, IAnsiConsole console, CancellationToken ct)
    {
        if (!DateOnly.TryParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            throw new BadInputException($"--until: expected a day such as 2017-11-20, found '{until}'.");
        console.MarkupLineInterpolated($"[dim]reading {folder} as it stood on {until}[/]");
        var olist = OlistImport.Read(folder, day, ct);
        await using var app = await App.StartAsync(options with { StartAt = olist.Until }, isPublic: false, ct);
        foreach (var fault in olist.Faults)
        {
            console.MarkupLineInterpolated($"[yellow]dead letter[/] {fault}");
            await app.Store.DeadLetters.PutAsync(folder, fault, fault, app.Clock.GetUtcNow(), ct);
        }

        await ((SandboxShop)app.Shop).ImportAsync(olist.Seed, ct);
        console.MarkupLineInterpolated($"[dim]{olist.Seed.Orders.Count} orders, {olist.Signals.Count} signals[/]");
        var entries = olist.Signals.Select((s, i) => new QueueEntry(folder, i + 1, new Received.Accepted(s), s.Id));
        return Print(await new QueueRun(app, console).DriveAsync(entries.ToAsyncEnumerable(), ct), app, console);
    }

    private static int Print(RunReport report, App app, IAnsiConsole console)
    {
        if (app.Options.IsJson)
            Output.Document(report);
        else
            ReportText.Write(console, report, app);
        return CommandLine.Done;
    }

    private static async IAsyncEnumerable<QueueEntry> LinesAsync(
        string[] files, TimeProvider clock, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var file in files)
        {
            await using var stream = File.OpenRead(file);
            await foreach (var entry in QueueFile.ReadAsync(stream, file, clock, ct))
                yield return entry;
        }
    }

    private static async IAsyncEnumerable<QueueEntry> MappedAsync(
        string[] files, string name, TimeProvider clock, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var mapping = CsvMapping.Find(name);
        foreach (var file in files)
        {
            await using var stream = File.OpenRead(file);
            await foreach (var entry in CsvQueue.ReadAsync(stream, file, mapping, clock, ct))
                yield return entry;
        }
    }

    /// <summary>Each request's ticket is a customer's message; whoever wrote it must identify themselves in it.</summary>
    private static async IAsyncEnumerable<QueueEntry> RequestsAsync(
        string[] files, TimeProvider clock, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var file in files)
        {
            await using var stream = File.OpenRead(file);
            using var document = await JsonDocument.ParseAsync(stream, cancellationToken: ct);
            var line = 0;
            foreach (var request in document.RootElement.EnumerateArray())
            {
                line++;
                var received = request.TryGetProperty("ticket", out var ticket) && ticket.ValueKind == JsonValueKind.String
                    ? (Received)new Received.Accepted(RetailRequests.Signal(request.GetProperty("id").ToString(), ticket.GetString()!, clock.GetUtcNow()))
                    : Received.Because(new IntakeFault("ticket", "the customer's text"));
                yield return new QueueEntry(file, line, received, request.GetRawText()[..Math.Min(QueueEntry.MostRaw, request.GetRawText().Length)]);
            }
        }
    }

    private static string Near(string word, string[] valid) => Spelling.Nearest(word, valid) is { } near ? $" (did you mean '{near}'?)" : "";
}
