using System.CommandLine;
using AgenticRecovery.Books;
using AgenticRecovery.Cases;
using AgenticRecovery.Policy;
using Spectre.Console;

namespace AgenticRecovery.Host.Cli;

/// <summary>What can be asked of a policy book.</summary>
internal static class PolicyVerbs
{
    private static readonly Argument<string> Book = new("BOOK") { Description = "A file, or the name of a shipped book.", DefaultValueFactory = _ => "default" };
    private static readonly Argument<string> Other = new("OTHER") { Description = "The book to compare with." };
    private static readonly Option<string[]> Claims = new("--claims", "--claim") { Description = "A claim, or a file of claims; the standard ones by default." };
    private static readonly Argument<string> Proposal = new("ID") { Description = "A case or proposal whose decision is explained." };
    private static readonly Option<int> Last = new("--last") { Description = "How many recorded decisions, newest first.", DefaultValueFactory = _ => 10_000 };

    public static Command Make()
    {
        var check = Ask("check", "Parse and type errors, rules that cannot match, moves without a rule.", [Book], [], p => PolicyCommands.Check(p.GetValue(Book)!));
        var prove = Ask("prove", "Whether any facts exist under which a claim fails.", [Book], [Claims], p => PolicyCommands.Prove(p.GetValue(Book)!, p.GetValue(Claims) ?? []));
        var test = Ask("test", "The book's own examples.", [Book], [], p => PolicyCommands.Test(p.GetValue(Book)!));
        var diff = Ask("diff", "What changed in meaning between two books.", [Book, Other], [], p => PolicyCommands.Diff(p.GetValue(Book)!, p.GetValue(Other)!));
        var facts = new Command("facts", "Every fact a rule may name.").With(CommonOptions.Json);
        facts.SetAction(Facts);
        var whatif = new Command("whatif", "Replays recorded decisions under a draft book.").With(Last, CommonOptions.Json, CommonOptions.Policy);
        whatif.Arguments.Add(Book);
        whatif.SetAction((parsed, ct) => CaseCommands.WithStoreAsync(
            parsed, app => Print(PolicyCommands.WhatIf(app.Options.Policy ?? "default", parsed.GetValue(Book)!, Recorded(app, parsed.GetValue(Last))), app.Options.IsJson), ct));
        var explain = new Command("explain", "Why a decision was made, and what would have changed it.").With(CommonOptions.Json, CommonOptions.Policy);
        explain.Arguments.Add(Proposal);
        explain.SetAction((parsed, ct) => CaseCommands.WithStoreAsync(parsed, app => Explain(app, parsed.GetValue(Proposal)!), ct));
        return new Command("policy", "The policy book: check, prove, test, compare, explain.") { Subcommands = { check, prove, test, diff, explain, whatif, facts } };
    }

    private static Command Ask(string name, string description, Argument[] arguments, Option[] options, Func<ParseResult, PolicyReport> ask)
    {
        var command = new Command(name, description).With([.. options, CommonOptions.Json]);
        foreach (var argument in arguments)
            command.Arguments.Add(argument);
        command.SetAction(parsed => Print(ask(parsed), parsed.GetValue(CommonOptions.Json)));
        return command;
    }

    private static int Explain(App app, string id)
    {
        var record = app.Store.Proposals.Find(new ProposalId(id)) ?? app.Store.Proposals.OfCase(new CaseId(id)).LastOrDefault(p => p.Facts is not null)
            ?? throw new BadInputException($"No decision is recorded for '{id}'; give a case or a proposal id.");
        return Print(PolicyCommands.Explain(app.Options.Policy ?? "default", Of(record)), app.Options.IsJson);
    }

    private static IEnumerable<RecordedDecision> Recorded(App app, int atMost) => app.Store.Proposals.Latest(atMost).Where(p => p.Facts is not null).Select(Of);

    private static RecordedDecision Of(Store.ProposalRecord record) => new(
        record.Proposal.Case.Value, record.Proposal.Move.Name, record.DecidedAt!.Value, record.Proposal.Amount.Currency.Code,
        Store.StoreJson.Read<Dictionary<string, string>>(record.Facts!), record.Decision!.Word);

    private static int Facts(ParseResult parsed)
    {
        if (parsed.GetValue(CommonOptions.Json))
        {
            Output.Document(new { facts = PolicyCommands.Facts(), groups = PolicyCommands.Groups() });
            return CommandLine.Done;
        }

        var table = new Table().AddColumns("Fact", "Kind", "Unit", "Meaning", "Example");
        foreach (var fact in PolicyCommands.Facts())
            table.AddRow(Markup.Escape(fact.Name), fact.Kind, Markup.Escape(fact.Unit), Markup.Escape(fact.Meaning), Markup.Escape(fact.Example));
        AnsiConsole.Write(table);
        return CommandLine.Done;
    }

    private static int Print(PolicyReport report, bool isJson)
    {
        if (isJson)
            Output.Document(report);
        else
            PolicyText.Write(AnsiConsole.Console, report);
        return report.Exit;
    }
}
