using System.CommandLine;
using AgenticRecovery.Agents;
using AgenticRecovery.Evals;
using Microsoft.Extensions.Configuration;
using Spectre.Console;

namespace AgenticRecovery.Host.Cli;

/// <summary>Runs a suite of written cases through the real workflows: does this model, policy and playbook do what is right?</summary>
internal static class EvalCommand
{
    private static readonly Argument<string> Suite = new("SUITE") { Description = "A shipped suite, or a suite file." };
    private static readonly Option<string?> Model = new("--model") { Description = "Model to grade instead of the suite's." };

    public static Command Make()
    {
        var run = new Command("run",
            """
            Runs a suite and grades every case. Exit code 0 when the suite's gate holds, 1 when it does not.

            Examples:
              recovery eval run smoke
              recovery eval run smoke --json --policy draft.yaml
              recovery eval run adversarial --json --every 10
              recovery eval run tau2-retail --shop retail_db.json --requests requests.json --json
            """)
            .With([CommonOptions.Json, CommonOptions.Verbose, CommonOptions.Policy, Model, AdversarialRun.Data, AdversarialRun.Every, AdversarialRun.Unprotected, .. RetailEvalCommand.Options]);
        run.Arguments.Add(Suite);
        run.SetAction(RunAsync);
        var command = new Command("eval", "Offline evaluation: written cases with the outcome that is right.");
        command.Subcommands.Add(run);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        if (parsed.GetValue(Suite) == AdversarialRun.Suite)
            return await AdversarialRun.RunAsync(parsed, ct);
        var isJson = parsed.GetValue(CommonOptions.Json);
        using var http = new HttpClient(new CappedAnswers(new SocketsHttpHandler()));
        var models = new ModelFactory(
            new ConfigurationBuilder().AddJsonFile("recovery.json", optional: true).AddEnvironmentVariables().Build(), http, TimeProvider.System);
        if (parsed.GetValue(Suite) == RetailEvalCommand.Suite)
            return await RetailEvalCommand.RunAsync(parsed, name => Create(models, name), parsed.GetValue(Model), ct);
        var report = await EvalRun.RunAsync(
            parsed.GetValue(Suite)!, new EvalChoices(parsed.GetValue(Model), parsed.GetValue(CommonOptions.Policy), name => Create(models, name)), ct);
        if (isJson)
            Output.Document(report);
        else
            Write(Output.People(isJson), report);
        return report.Gate.Passed ? CommandLine.Done : CommandLine.Finding;
    }

    private static IReadOnlyList<Model> Create(ModelFactory models, string name)
    {
        try
        {
            return models.Create(name);
        }
        catch (ArgumentException e)
        {
            throw new BadInputException(e.Message, e);
        }
    }

    private static void Write(IAnsiConsole console, EvalReport report)
    {
        foreach (var one in report.Cases.Where(c => !c.Passed))
        {
            console.MarkupLineInterpolated($"[red]failed[/] {one.Id}");
            foreach (var failure in one.Failures)
                console.MarkupLineInterpolated($"  {failure}");
        }

        var table = new Table().AddColumns("Grader", "Passed", "Failed");
        foreach (var (name, tally) in report.ByGrader)
            table.AddRow(name, $"{tally.Passed}", $"{tally.Failed}");
        console.Write(table);
        console.MarkupLineInterpolated($"{report.Suite}: {report.Passed} of {report.Trials} passed in {report.Seconds} s; model {report.Model}, policy {report.PolicyHash}");
        foreach (var reason in report.Gate.Reasons)
            console.MarkupLineInterpolated($"[red]gate[/] {reason}");
        if (report.Gate.Passed)
            console.MarkupLineInterpolated($"[green]gate holds[/] {report.Gate.Because ?? ""}");
    }
}
