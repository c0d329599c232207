using System.CommandLine;
using AgenticRecovery.Cases;
using AgenticRecovery.Evals;
using AgenticRecovery.Evals.Live;
using Spectre.Console;

namespace AgenticRecovery.Host.Cli;

/// <summary>Evals and the running shop: cases become eval cases, candidates run in the shadow.</summary>
internal static class EvalCaseVerbs
{
    private static readonly string[] Formats = ["store"];

    private static readonly Argument<string> Case = new("CASE") { Description = "Id of a case of --db." };
    private static readonly Argument<string> Format = new("FORMAT") { Description = "store: the cases of a database of this program." };
    private static readonly Argument<string> File = new("FILE") { Description = "What to import." };
    private static readonly Option<string> To = new("--to") { Description = "Dataset to add to.", DefaultValueFactory = _ => "promoted.jsonl" };
    private static readonly Option<string> Last = new("--last") { Description = "How far back: 7d, 12h.", DefaultValueFactory = _ => "7d" };
    private static readonly Option<string?> Model = new("--model") { Description = "The candidate; default the built-in model." };
    private static readonly Option<string?> Prompts = new("--prompts") { Description = "Folder of prompts that replace shipped ones." };

    public static IEnumerable<Command> All()
    {
        var promote = new Command("promote", "Adds a case to a dataset, personal data replaced. What happened becomes what is expected: check it.").With(CommonOptions.Json, To);
        promote.Arguments.Add(Case);
        promote.SetAction(PromoteAsync);
        yield return promote;

        var import = new Command("import", "Adds many cases to a dataset, personal data replaced.").With(CommonOptions.Json, To, Last);
        import.Arguments.Add(Format);
        import.Arguments.Add(File);
        import.SetAction(ImportAsync);
        yield return import;

        var shadow = new Command("shadow", "Runs a candidate on the cases of --db, with no effect on them, and shows where it would have acted otherwise.")
            .With(CommonOptions.Json, CommonOptions.Policy, Model, Prompts, Last);
        shadow.SetAction(ShadowAsync);
        yield return shadow;
    }

    private static async Task<int> PromoteAsync(ParseResult parsed, CancellationToken ct)
    {
        await using var app = await OpenAsync(parsed, CommonOptions.Read(parsed).Database, ct);
        var line = await Promotion.LineAsync(app.Store, app.Shop, new CaseId(parsed.GetValue(Case)!), ct);
        return Said(parsed, Promotion.Append(parsed.GetValue(To)!, [line]), []);
    }

    private static async Task<int> ImportAsync(ParseResult parsed, CancellationToken ct)
    {
        var format = parsed.GetValue(Format)!;
        if (!Formats.Contains(format))
            throw new BadInputException($"import: expected {string.Join(" or ", Formats)}, found '{format}'{(Spelling.Nearest(format, Formats) is { } near ? $" (did you mean '{near}'?)" : "")}.");
        await using var app = await OpenAsync(parsed, parsed.GetValue(File)!, ct);
        var (lines, leftOut) = await Promotion.AllAsync(app.Store, app.Shop, Since(parsed, app), ct);
        return Said(parsed, Promotion.Append(parsed.GetValue(To)!, lines), leftOut);
    }

    private static async Task<int> ShadowAsync(ParseResult parsed, CancellationToken ct)
    {
        await using var app = await OpenAsync(parsed, CommonOptions.Read(parsed).Database, ct);
        using var http = new HttpClient();
        var choices = new EvalChoices(parsed.GetValue(Model), parsed.GetValue(CommonOptions.Policy), EvalCommand.Models(http)) { Prompts = parsed.GetValue(Prompts) };
        var report = await ShadowRun.RunAsync(app.Store, app.Shop, Since(parsed, app), choices, ct);
        if (parsed.GetValue(CommonOptions.Json))
        {
            Output.Document(report);
            return CommandLine.Done;
        }

        var console = Output.People(false);
        foreach (var one in report.Differing)
            console.MarkupLineInterpolated($"{one.Case} ({one.Mode}): live {Words(one.Live, one.LiveAsked)}; candidate {one.Error ?? Words(one.Candidate, one.CandidateAsks)}");
        console.MarkupLineInterpolated($"{report.Same} of {report.Cases} cases the same; a person was asked in {report.LiveAsked}, the candidate asks in {report.CandidateAsks}; {report.LeftOut} left out; cost {report.CostMicros / 1e6:0.00}");
        return CommandLine.Done;
    }

    private static async Task<App> OpenAsync(ParseResult parsed, string database, CancellationToken ct)
    {
        var path = Path.GetFullPath(database);
        return System.IO.File.Exists(path)
            ? await App.OpenAsync(new AppOptions { Database = path, IsJson = parsed.GetValue(CommonOptions.Json) }, ct)
            : throw new BadInputException($"{database}: expected a database of this program, found no such file.");
    }

    private static DateTimeOffset Since(ParseResult parsed, App app) => WorkSpan.TryParse(parsed.GetValue(Last), out var span) && span.Clock == SpanClock.Calendar
        ? app.Clock.GetUtcNow() - span.Length
        : throw new BadInputException($"--last: expected a length such as 7d or 12h, found '{parsed.GetValue(Last)}'.");

    private static int Said(ParseResult parsed, int added, IReadOnlyList<string> leftOut)
    {
        if (parsed.GetValue(CommonOptions.Json))
            Output.Document(new { file = parsed.GetValue(To), added, leftOut });
        else
            Output.People(false).MarkupLineInterpolated($"{added} cases added to {parsed.GetValue(To)!}; {leftOut.Count} left out. Check what each expects before it counts.");
        return CommandLine.Done;
    }

    private static string Words(IReadOnlyList<string> moves, bool asks) => (moves.Count == 0 ? "nothing" : string.Join(" + ", moves)) + (asks ? ", asks a person" : "");
}
