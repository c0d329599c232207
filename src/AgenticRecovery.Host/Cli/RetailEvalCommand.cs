using System.CommandLine;
using AgenticRecovery.Agents;
using AgenticRecovery.Evals.Retail;
using Spectre.Console;

namespace AgenticRecovery.Host.Cli;

/// <summary><c>eval run tau2-retail</c>: written requests, or recorded runs of models, on the retail shop of a file.</summary>
internal static class RetailEvalCommand
{
    public const string Suite = "tau2-retail";

    /// <summary>The requests and the small shop that are in the program.</summary>
    public const string ShippedSuite = "retail";

    private static readonly Option<string?> Shop = new("--shop") { Description = "Retail shop (JSON with orders, products, users); with tau2-retail." };
    private static readonly Option<string?> Tasks = new("--tasks") { Description = "Reference for requests that have none of their own." };
    private static readonly Option<string?> Requests = new("--requests") { Description = "Written requests with their reference actions." };

    private static readonly Option<string[]> Runs = new("--runs")
    {
        Description = "Recorded runs of models (files or folders): replay them instead of running a model.",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string[]> Oracle = new("--oracle")
    {
        Description = "Recorded calls of the original tools (JSON lines): make them again on the shop and compare every answer.",
        AllowMultipleArgumentsPerToken = true,
    };

    public static readonly Option[] Options = [Shop, Tasks, Requests, Runs, Oracle];

    public static bool Takes(string suite) => suite is Suite or ShippedSuite;

    public static async Task<int> RunAsync(ParseResult parsed, Func<string, IReadOnlyList<Model>> models, string? model, CancellationToken ct)
    {
        var isJson = parsed.GetValue(CommonOptions.Json);
        var console = Output.People(isJson);
        if (parsed.GetValue(Oracle) is { Length: > 0 } recordings)
            return await OracleAsync(FileOf(parsed, Shop, "shipped:shop"), recordings, isJson, console, ct);
        var repeats = parsed.GetValue(EvalCommand.Repeats) ?? 1;
        if (repeats is < 1 or > 100)
            throw new BadInputException($"--repeats: expected 1 to 100, found {repeats}.");
        var choices = new RetailChoices
        {
            Shop = FileOf(parsed, Shop, "shipped:shop"),
            Requests = FileOf(parsed, Requests, "shipped:requests"),
            Tasks = parsed.GetValue(Tasks) is null ? null : FileOf(parsed, Tasks, ""),
            Repeats = repeats,
            Policy = parsed.GetValue(CommonOptions.Policy) ?? "retail",
            Models = models(model ?? "playbook"),
        };
        if (parsed.GetValue(Runs) is { Length: > 0 } runs)
            return await ReplayAsync(choices, runs, isJson, console, ct);
        var report = await RetailEval.RunAsync(choices, null, ct);
        if (isJson)
            Output.Document(report);
        else
            Write(console, report);
        return CommandLine.Done;
    }

    private static async Task<int> OracleAsync(string shop, string[] recordings, bool isJson, IAnsiConsole console, CancellationToken ct)
    {
        if (recordings.FirstOrDefault(file => !File.Exists(file)) is { } missing)
            throw new BadInputException($"--oracle: {missing}: no such file.");
        var report = await OracleEval.RunAsync(shop, recordings, ct);
        if (isJson)
            Output.Document(report);
        foreach (var one in isJson ? [] : report.Differing)
            console.MarkupLineInterpolated($"[red]differs[/] {one}");
        console.MarkupLineInterpolated($"{report.Equal} of {report.Calls} recorded calls answered to the byte, {report.Errors} of them errors; {report.Seconds} s");
        return report.Differing.Count == 0 ? CommandLine.Done : CommandLine.Finding;
    }

    private static async Task<int> ReplayAsync(RetailChoices choices, string[] runs, bool isJson, IAnsiConsole console, CancellationToken ct)
    {
        var report = await ReplayEval.RunAsync(choices, runs, ct);
        if (isJson)
        {
            Output.Document(report);
            return CommandLine.Done;
        }

        var guard = report.Guard;
        foreach (var one in report.Disagreements)
            console.MarkupLineInterpolated($"[red]differs[/] {one.File} {one.Ticket}: recorded {one.Recorded}, ours {one.Ours}");
        console.MarkupLineInterpolated($"{report.AgreeWithRecordedVerdict} of {report.Runs} recorded verdicts are ours; {report.WithoutVerdict} without a verdict, {report.Empty} empty; {report.Seconds} s");
        console.MarkupLineInterpolated($"wrong writes stopped {guard.WrongWritesStopped} of {guard.WrongWritesTotal}; right writes blocked {guard.RightWritesBlocked}, to a person {guard.RightWritesToPerson} of {guard.RightWritesTotal}; mutants stopped {guard.MutantsStopped} of {guard.MutantsTotal}");
        return CommandLine.Done;
    }

    private static bool IsShipped(ParseResult parsed) => parsed.GetValue(EvalCommand.Suite) == ShippedSuite;

    private static string FileOf(ParseResult parsed, Option<string?> option, string shipped)
    {
        if (parsed.GetValue(option) is not { } file)
            return IsShipped(parsed) ? shipped : throw new BadInputException($"{Suite} needs {option.Name} FILE; '{ShippedSuite}' runs the requests that are in the program.");
        return File.Exists(file) ? file : throw new BadInputException($"{option.Name}: {file}: no such file.");
    }

    private static void Write(IAnsiConsole console, RetailReport report)
    {
        foreach (var one in report.Requests.Where(r => !r.Passed))
            console.MarkupLineInterpolated($"{(one.Finished ? "[red]wrong[/]" : "[yellow]to a person[/]")} {one.Id}: {one.Breakdown ?? one.Said}");
        console.MarkupLineInterpolated($"{report.Passed} of {report.Trials} passed; {report.Automatic.Count} finished by itself, {report.Automatic.Correct} of them right; {report.Escalated.Count} handed over, {report.NeedlessEscalations} perhaps needlessly; {report.WrongWrites} wrong writes; {report.Seconds} s");
    }
}
