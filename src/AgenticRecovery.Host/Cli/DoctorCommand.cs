using System.CommandLine;
using AgenticRecovery.Agents;
using AgenticRecovery.Agents.Checkup;
using AgenticRecovery.Books;
using Microsoft.Extensions.Configuration;
using Spectre.Console;

namespace AgenticRecovery.Host.Cli;

/// <summary>Looks whether the program can work where it is, and says what to do where it cannot.</summary>
internal static class DoctorCommand
{
    private static readonly Option<string?> Model = new("--model") { Description = "Try this model only, with two real calls: address, key, tool call, JSON, speed, cost." };

    public static Command Make()
    {
        var command = new Command("doctor",
            """
            Checks configuration, database, Temporal, model and clock; with --model it tries that model for real. Exit code 1 when
            something failed.

            Examples:
              recovery doctor
              recovery doctor --model openai:gpt-4.1-mini
              recovery doctor --model anthropic:claude-sonnet-4-5,playbook --json
            """).With(Model, CommonOptions.Json, CommonOptions.Verbose);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var isJson = parsed.GetValue(CommonOptions.Json);
        var findings = new List<Finding>();
        if (parsed.GetValue(Model) is not { } names)
        {
            findings.Add(Surroundings.Configuration());
            findings.Add(Surroundings.Prompts());
            findings.Add(Surroundings.Database(parsed.GetValue(CommonOptions.Database)!));
            findings.Add(await Surroundings.TemporalAsync(parsed.GetValue(CommonOptions.Temporal)!, ct));
            findings.AddRange(Surroundings.Clock(parsed.GetValue(CommonOptions.Database)!));
            names = PlaybookModel.Name;
        }

        findings.AddRange(await ModelsAsync(names, ct));
        var isWell = findings.TrueForAll(finding => finding.State != FindingState.Failed);
        if (isJson)
            Output.Document(new { ok = isWell, checks = findings });
        else
            Write(Output.People(isJson), findings);
        return isWell ? CommandLine.Done : CommandLine.Finding;
    }

    private static async Task<IReadOnlyList<Finding>> ModelsAsync(string names, CancellationToken ct)
    {
        using var http = new HttpClient(new CappedAnswers(new SocketsHttpHandler()));
        IReadOnlyList<Model> models;
        try
        {
            models = new ModelFactory(Surroundings.Settings(), http, TimeProvider.System).Create(names);
        }
        catch (ArgumentException fault)
        {
            throw new BadInputException("--model: " + fault.Message, fault);
        }

        if (models.Count == 0)
            throw new BadInputException("--model: expected one or more names with commas between them, found none.");
        var prompts = PromptBook.Load(Environment.GetEnvironmentVariable("RECOVERY_PROMPTS"));
        var findings = new List<Finding>();
        foreach (var model in models)
            findings.AddRange(await ModelCheckup.OfAsync(model, prompts, PlaybookShelf.Shipped(), TimeProvider.System, ct));
        return findings;
    }

    private static void Write(IAnsiConsole console, List<Finding> findings)
    {
        foreach (var finding in findings)
        {
            var (colour, word) = finding.State switch
            {
                FindingState.Ok => ("green", "ok     "),
                FindingState.Warning => ("yellow", "warning"),
                FindingState.Failed => ("red", "failed "),
                FindingState.Skipped => ("grey", "skipped"),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
            console.MarkupLine($"[{colour}]{word}[/] {finding.What.EscapeMarkup()}: {finding.Found.EscapeMarkup()}");
            if (finding.Do is { } advice)
                console.MarkupLine($"        → {advice.EscapeMarkup()}");
        }
    }
}
