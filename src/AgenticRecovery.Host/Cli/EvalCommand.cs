using System.CommandLine;
using AgenticRecovery.Agents;
using AgenticRecovery.Evals;
using Microsoft.Extensions.Configuration;

namespace AgenticRecovery.Host.Cli;

/// <summary>Runs a suite of written cases through the real workflows: does this model, policy and playbook do what is right?</summary>
internal static class EvalCommand
{
    internal static readonly Argument<string> Suite = new("SUITE") { Description = "A shipped suite, or a suite file." };
    private static readonly Option<string?> Model = new("--model") { Description = "Model to grade instead of the suite's." };
    private static readonly Option<string?> Out = new("--out") { Description = "Folder that keeps the run; an unfinished run there is gone on with." };
    internal static readonly Option<int?> Repeats = new("--repeats") { Description = "Trials of each case." };
    private static readonly Option<ulong?> Seed = new("--seed") { Description = "Of the resampling behind intervals." };
    private static readonly Option<string?> Prompts = new("--prompts") { Description = "Folder of prompts that replace shipped ones." };
    private static readonly Option<int?> Together = new("--parallel") { Description = "Trials at the same time; default four times the processors." };
    private static readonly Option<string[]> Cases = new("--case") { Description = "Only these cases.", AllowMultipleArgumentsPerToken = true };

    public static Command Make()
    {
        var run = new Command("run",
            """
            Runs a suite and grades every case. Exit code 0 when the suite's gate holds, 1 when it does not.

            Examples:
              recovery eval run smoke
              recovery eval run core --out runs/monday --repeats 5
              recovery eval run core --out runs/draft --policy draft.yaml --json
              recovery eval run adversarial --json --every 10
              recovery eval run tau2-retail --shop retail_db.json --requests requests.json --json
            """)
            .With([
                CommonOptions.Json, CommonOptions.Verbose, CommonOptions.Policy, Model, Out, Repeats, Seed, Prompts, Together, Cases,
                AdversarialRun.Data, AdversarialRun.Every, AdversarialRun.Turns, AdversarialRun.Unprotected, .. RetailEvalCommand.Options,
            ]);
        run.Arguments.Add(Suite);
        run.SetAction(RunAsync);
        var command = new Command("eval", "Offline evaluation: written cases with the outcome that is right.");
        command.Subcommands.Add(run);
        foreach (var verb in EvalRunVerbs.All().Concat(EvalCaseVerbs.All()))
            command.Subcommands.Add(verb);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        if (parsed.GetValue(Suite) == AdversarialRun.Suite)
            return await AdversarialRun.RunAsync(parsed, ct);
        var isJson = parsed.GetValue(CommonOptions.Json);
        using var http = new HttpClient(new CappedAnswers(new SocketsHttpHandler()));
        if (RetailEvalCommand.Takes(parsed.GetValue(Suite)!))
            return await RetailEvalCommand.RunAsync(parsed, Models(http), parsed.GetValue(Model), ct);
        var people = Output.People(isJson);
        var report = await EvalRun.RunAsync(parsed.GetValue(Suite)!, Choices(parsed, Models(http)) with { Progress = new EvalProgressLines(people) }, ct);
        if (isJson)
            Output.Document(report);
        else
            EvalText.Write(people, report);
        return report.Gate.Passed ? CommandLine.Done : CommandLine.Finding;
    }

    private static EvalChoices Choices(ParseResult parsed, Func<string, IReadOnlyList<Model>> models)
    {
        foreach (var (name, count) in new[] { ("--repeats", parsed.GetValue(Repeats)), ("--parallel", parsed.GetValue(Together)) })
            if (count is < 1 or > 1000)
                throw new BadInputException($"{name}: expected a number from 1 to 1000, found {count}.");
        return new EvalChoices(parsed.GetValue(Model), parsed.GetValue(CommonOptions.Policy), models)
        {
            Out = parsed.GetValue(Out),
            Repeats = parsed.GetValue(Repeats),
            Seed = parsed.GetValue(Seed),
            Prompts = parsed.GetValue(Prompts),
            Parallel = parsed.GetValue(Together),
            Only = parsed.GetValue(Cases) is { Length: > 0 } only ? only : null,
        };
    }

    /// <summary>Makes models by name from configuration and environment.</summary>
    internal static Func<string, IReadOnlyList<Model>> Models(HttpClient http)
    {
        var models = new ModelFactory(
            new ConfigurationBuilder().AddJsonFile("recovery.json", optional: true).AddEnvironmentVariables().Build(), http, TimeProvider.System);
        return name =>
        {
            try
            {
                return models.Create(name);
            }
            catch (ArgumentException e)
            {
                throw new BadInputException(e.Message, e);
            }
        };
    }
}
