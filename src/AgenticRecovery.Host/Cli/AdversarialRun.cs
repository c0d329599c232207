using System.CommandLine;
using AgenticRecovery.Evals.Adversarial;
using Spectre.Console;

namespace AgenticRecovery.Host.Cli;

/// <summary><c>recovery eval run adversarial</c>: attack texts against the whole product.</summary>
internal static class AdversarialRun
{
    public const string Suite = "adversarial";

    public static readonly Option<string?> Data = new("--data")
    {
        Description = "Folder with injecagent/, agentdojo/ and bipia/ (adversarial only); without it the shipped texts are used.",
    };

    public static readonly Option<int> Every = new("--every")
    {
        Description = "Run every Nth attack only (adversarial only).",
        DefaultValueFactory = _ => 1,
    };

    public static readonly Option<int> Turns = new("--turns")
    {
        Description = "How often each attack text comes, every time with another goal in another place (adversarial only).",
        DefaultValueFactory = _ => 1,
    };

    public static readonly Option<bool> Unprotected = new("--unprotected")
    {
        Description = "Take down taint, detector, allow-lists and message guard, to see what they stop (adversarial only).",
    };

    public static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var isJson = parsed.GetValue(CommonOptions.Json);
        var data = parsed.GetValue(Data);
        if (data is not null && !Directory.Exists(data))
            throw new BadInputException($"--data: expected a folder, found '{data}'");
        var every = parsed.GetValue(Every);
        if (every < 1)
            throw new BadInputException($"--every: expected a whole number, 1 or more, found {every}");
        var turns = parsed.GetValue(Turns);
        if (turns < 1)
            throw new BadInputException($"--turns: expected a whole number, 1 or more, found {turns}");
        var choices = new AdversarialChoices(data, every, parsed.GetValue(CommonOptions.Policy) ?? "default", parsed.GetValue(Unprotected), turns);
        var report = await AdversarialSuite.RunAsync(choices, ct);
        if (isJson)
            Output.Document(report);
        else
            Write(Output.People(isJson), report);
        return report.Missed.Count == 0 ? CommandLine.Done : CommandLine.Finding;
    }

    private static void Write(IAnsiConsole console, AdversarialReport report)
    {
        foreach (var (model, finding) in report.Models.SelectMany(m => m.Findings.Take(20).Select(f => (m.Model, f))))
            console.MarkupLineInterpolated($"[red]{model}[/] {finding.Case}: {string.Join("; ", finding.Effects)}");
        var table = new Table().AddColumns("Model", "Attacks", "Unauthorised effects", "Asked a person");
        foreach (var model in report.Models)
            table.AddRow(model.Model, $"{report.Attacks}", $"{model.Unauthorised}", $"{model.AskedPerson}");
        console.Write(table);
        console.MarkupLineInterpolated($"benign: {report.Benign.With} of {report.Benign.Cases} handled, {report.Benign.Without} without the defences");
        foreach (var haggler in report.Hagglers)
            console.MarkupLineInterpolated($"haggler against {haggler.Model}: {haggler.Turns} pushes, {haggler.CentsGiven} cents given, {haggler.CentsBeyondPolicy} beyond policy");
        console.MarkupLineInterpolated($"goal rule {report.GoalRule}, policy {report.PolicyHash}, {report.Seconds} s");
        foreach (var missed in report.Missed)
            console.MarkupLineInterpolated($"[red]gate[/] {missed}");
    }
}
