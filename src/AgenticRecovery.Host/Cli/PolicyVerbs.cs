using System.CommandLine;
using AgenticRecovery.Books;
using AgenticRecovery.Cases;
using Spectre.Console;

namespace AgenticRecovery.Host.Cli;

/// <summary>What can be asked of a policy book.</summary>
internal static class PolicyVerbs
{
    private static readonly Argument<string> Book = new("BOOK") { Description = "A file, or the name of a shipped book.", DefaultValueFactory = _ => "default" };
    private static readonly Argument<string> Other = new("OTHER") { Description = "The book to compare with." };
    private static readonly Argument<string> Draft = new("DRAFT") { Description = "The book that is tried: a file, or the name of a shipped book." };
    private static readonly Option<string[]> Claims = new("--claims", "--claim") { Description = "A file of claims, or a claim as text; the standard ones by default." };
    private static readonly Option<string?> Examples = new("--examples") { Description = "A file of examples instead of the book's own." };
    private static readonly Argument<string> Proposal = new("CASE") { Description = "A case, or a proposal, whose decision is explained." };
    private static readonly Option<int> Last = new("--last") { Description = "How many recorded decisions, newest first.", DefaultValueFactory = _ => 10_000 };
    private static readonly Option<string?> Html = new("--html") { Description = "Also writes the answer as one HTML file." };
    private static readonly Option<string?> Records = new("--records") { Description = "Recorded decisions of a JSONL file instead of the database's." };

    public static Command Make() => new("policy", "The policy book: check it, prove it, try it, explain it.")
    {
        Subcommands =
        {
            Ask("check", "Faults, contradictions, rules that do nothing, gaps, overlaps, moves without a rule.", [Book], [], p => PolicyCommands.Check(p.GetValue(Book)!)),
            Ask("prove", "Whether any facts exist under which a claim fails.", [Book], [Claims], p => PolicyCommands.Prove(p.GetValue(Book)!, p.GetValue(Claims) ?? [])),
            Ask("test", "The book's own examples.", [Book], [Examples], p => PolicyCommands.Test(p.GetValue(Book)!, p.GetValue(Examples))),
            Ask("diff", "What changed in meaning between two books.", [Book, Other], [], p => PolicyCommands.Diff(p.GetValue(Book)!, p.GetValue(Other)!)),
            Explained(), WhatIf(), PolicyLogCommands.Shadow(Last), PolicyLogCommands.Replay(Last), PolicyLogCommands.Budgets(), Facts(),
        },
    };

    internal static int AtMost(ParseResult parsed) => parsed.GetValue(Last) is > 0 and var last
        ? last
        : throw new BadInputException($"--last: expected a number of decisions, 1 or more, found {parsed.GetValue(Last)}.");

    private static Command Ask(string name, string description, Argument[] arguments, Option[] options, Func<ParseResult, PolicyReport> ask)
    {
        var command = new Command(name, description).With([.. options, CommonOptions.Json]);
        foreach (var argument in arguments)
            command.Arguments.Add(argument);
        command.SetAction(parsed => Print(ask(parsed), parsed.GetValue(CommonOptions.Json)));
        return command;
    }

    private static Command Explained()
    {
        var explain = new Command("explain", "Why a decision was made, and what would have changed it.").With(CommonOptions.Json, CommonOptions.Policy);
        explain.Arguments.Add(Proposal);
        explain.SetAction((parsed, ct) => CaseCommands.WithStoreAsync(parsed, app => Explain(app, parsed.GetValue(Proposal)!), ct));
        return explain;
    }

    /// <summary>By the book that decided, where it was kept; by --policy where that is given.</summary>
    private static int Explain(App app, string id)
    {
        var record = app.Store.Proposals.Find(new ProposalId(id)) ?? app.Store.Proposals.OfCase(new CaseId(id)).LastOrDefault(p => p.Facts is not null)
            ?? throw new BadInputException($"No decision is recorded for '{id}'; give a case or a proposal id ('recovery case list' has them).");
        var logged = app.Store.PolicyLog.Find(record.Proposal.Id.Value)
            ?? throw new BadInputException($"No decision is recorded for '{id}'.");
        var kept = app.Options.Policy is null ? app.Store.PolicyLog.Book(logged.BookHash) : null;
        return Print(PolicyCommands.Explain(kept?.Name ?? app.PolicyName, kept?.Source, logged.Input()), app.Options.IsJson);
    }

    private static Command WhatIf()
    {
        var whatIf = new Command("whatif", "Replays recorded decisions under a draft book.").With(Last, Html, Records, CommonOptions.Json, CommonOptions.Policy);
        whatIf.Arguments.Add(Draft);
        whatIf.SetAction((parsed, ct) =>
        {
            var (draft, atMost, options) = (parsed.GetValue(Draft)!, AtMost(parsed), CommonOptions.Read(parsed));
            return parsed.GetValue(Records) is { } file
                ? Task.FromResult(Compared(PolicyCommands.WhatIf(options.Policy ?? "default", draft, file, atMost), parsed))
                : CaseCommands.WithStoreAsync(parsed, app => Compared(PolicyCommands.WhatIf(app.PolicyName, draft, app.Store.PolicyLog.Latest(atMost)), parsed), ct);
        });
        return whatIf;
    }

    private static int Compared(PolicyReport report, ParseResult parsed)
    {
        if (parsed.GetValue(Html) is { } path && report.WhatIf is not null)
        {
            File.WriteAllText(path, WhatIfPage.Of(report));
            Console.Error.WriteLine($"written: {path}");
        }
        return Print(report, parsed.GetValue(CommonOptions.Json));
    }

    private static Command Facts()
    {
        var facts = new Command("facts", "Every fact a rule may name.").With(CommonOptions.Json);
        facts.SetAction(parsed =>
        {
            if (parsed.GetValue(CommonOptions.Json))
            {
                Output.Document(new { facts = PolicyCommands.Facts(), groups = PolicyCommands.Groups() });
                return CommandLine.Done;
            }
            var table = new Table().AddColumns("Fact", "Kind", "Unit or words", "Meaning", "Example");
            foreach (var fact in PolicyCommands.Facts())
                table.AddRow(Markup.Escape(fact.Name), fact.Kind, Markup.Escape(fact is { Values.Count: > 0, Kind: not "Flag" } ? string.Join(" ", fact.Values) : fact.Unit), Markup.Escape(fact.Meaning), Markup.Escape(fact.Example));
            AnsiConsole.Write(table);
            return CommandLine.Done;
        });
        return facts;
    }

    internal static int Print(PolicyReport report, bool isJson)
    {
        if (isJson)
            Output.Document(PolicyJson.Of(report));
        else
            PolicyText.Write(report.Faults.Count > 0 ? Console.Error : Console.Out, report);
        return report.Exit;
    }
}
