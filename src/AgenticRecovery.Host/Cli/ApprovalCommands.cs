using System.CommandLine;
using System.Text.Json;
using AgenticRecovery.Activities;
using AgenticRecovery.Approvals;
using AgenticRecovery.Cases;
using AgenticRecovery.Store;
using Spectre.Console;

namespace AgenticRecovery.Host.Cli;

/// <summary>The approval desk on the command line. A verdict goes to the case's workflow, which may refuse it.</summary>
internal static class ApprovalCommands
{
    private static readonly Argument<string> Id = new("ID") { Description = "The proposal, as 'approvals list' shows it." };
    private static readonly Option<string> Note = new("--note") { Description = "Why.", DefaultValueFactory = _ => "" };
    private static readonly Option<string> Reason = new("--reason") { Description = "Why not; the agent gets to read it.", Required = true };
    private static readonly Option<string> Question = new("--question") { Description = "The one question.", Required = true };
    private static readonly Option<bool> OfCustomer = new("--customer") { Description = "Ask the customer instead of a colleague." };
    private static readonly Option<string> Wanted = new("--move") { Description = "The move wanted instead, as JSON: {\"move\":\"FullRefund\",\"Basis\":\"…\"}.", Required = true };

    public static Command Make()
    {
        var list = new Command("list", "What waits for a person, the soonest deadline first.").With(CommonOptions.Json);
        list.SetAction((parsed, ct) => CaseCommands.WithStoreAsync(parsed, List, ct));
        var show = new Command("show", "One request: the proposal, the rule, the state it was judged on.").With(CommonOptions.Json);
        show.Arguments.Add(Id);
        show.SetAction((parsed, ct) => CaseCommands.WithStoreAsync(parsed, app => Show(app, Find(app, parsed.GetValue(Id)!)), ct));
        return new Command("approvals", "Requests that wait for a person.")
        {
            Subcommands =
            {
                list, show,
                Verdict("approve", "Lets the proposal go ahead.", [Note], (p, head) => new Verdict.Approve(p.GetValue(Note)) { Proposal = head.Proposal, ProposalHash = head.Hash, By = head.By, Roles = head.Roles }),
                Verdict("reject", "Refuses it; the agent may choose something smaller.", [Reason], (p, head) => new Verdict.Reject(p.GetValue(Reason)!) { Proposal = head.Proposal, ProposalHash = head.Hash, By = head.By, Roles = head.Roles }),
                Verdict("edit", "Puts another move in its place; it goes through the policy book again.", [Wanted, Note], (p, head) => new Verdict.Edit(ReadMove(p.GetValue(Wanted)!), p.GetValue(Note)!) { Proposal = head.Proposal, ProposalHash = head.Hash, By = head.By, Roles = head.Roles }),
                Verdict("ask", "Asks one question before deciding.", [Question, OfCustomer], (p, head) => new Verdict.Ask(p.GetValue(Question)!, p.GetValue(OfCustomer)) { Proposal = head.Proposal, ProposalHash = head.Hash, By = head.By, Roles = head.Roles }),
                Verdict("takeback", "Takes your own approval back while others must still agree.", [], (p, head) => new Verdict.TakeBack { Proposal = head.Proposal, ProposalHash = head.Hash, By = head.By, Roles = head.Roles }),
                Verdict("takeover", "Stops the agent; the person goes on.", [Note], (p, head) => new Verdict.TakeOver(p.GetValue(Note)!) { Proposal = head.Proposal, ProposalHash = head.Hash, By = head.By, Roles = head.Roles }),
            },
        };
    }

    private static Command Verdict(string name, string description, Option[] options, Func<ParseResult, Head, Verdict> make)
    {
        var command = new Command(name, description).With([.. options, CommonOptions.As, CommonOptions.Roles, CommonOptions.Json, CommonOptions.Verbose, CommonOptions.Policy, CommonOptions.Model]);
        command.Arguments.Add(Id);
        command.SetAction(async (parsed, ct) =>
        {
            var by = parsed.GetValue(CommonOptions.As) ?? throw new BadInputException($"approvals {name} needs --as NAME: a verdict belongs to a person.");
            var options = CommonOptions.Read(parsed);
            await using var app = await App.StartAsync(options, isPublic: false, ct);
            var request = Find(app, parsed.GetValue(Id)!).Request;
            var roles = RolesOf(app, by, parsed.GetValue(CommonOptions.Roles) ?? []);
            var answer = await app.Door.GiveVerdictAsync(make(parsed, new Head(request.Proposal, request.ProposalHash, by, roles)), ct);
            if (answer.IsTaken)
                await app.Door.SettledAsync(null, ct);
            return Tell(app, request.Proposal, answer);
        });
        return command;
    }

    /// <summary>Those of the account; on a desk without accounts, those that the person at the console says they have.</summary>
    private static IReadOnlyList<string> RolesOf(App app, string by, string[] given)
    {
        if (!app.Store.Accounts.IsSetUp())
            return given is { Length: > 0 } ? given : ["approver", "operations", "finance", "risk"];
        if (given is { Length: > 0 })
            throw new BadInputException($"--role: this desk has accounts, so {by} has the roles of the account; leave --role out.");
        return app.Store.Accounts.Find(by)?.Roles ?? throw new BadInputException(
            $"--as: there is no account '{by}'{(Spelling.Nearest(by, app.Store.Accounts.List().Select(a => a.Name)) is { } near ? $"; did you mean '{near}'?" : "; see 'recovery user list'.")}");
    }

    private static int Tell(App app, ProposalId id, VerdictAnswer answer)
    {
        var proposal = app.Store.Proposals.Find(id)!;
        var row = app.Store.Cases.Get(proposal.Proposal.Case);
        if (app.Options.IsJson)
            Output.Document(new { taken = answer.IsTaken, message = answer.Message, proposal = id, acted = proposal.Acted, summary = proposal.ActedSummary, @case = row.Id, state = row.State, why = row.StateWhy, result = row.Result });
        else
            AnsiConsole.MarkupLineInterpolated($"{(answer.IsTaken ? "taken" : "refused")}: {answer.Message}. {row.Id} is now {row.Result?.ToString() ?? row.State.ToString()}: {row.StateWhy}");
        return answer.IsTaken ? CommandLine.Done : CommandLine.Finding;
    }

    private static int List(App app)
    {
        var pending = app.Store.Approvals.Pending(new ApprovalFilter { PageSize = 500 });
        if (app.Options.IsJson)
        {
            Output.Document(new { total = app.Store.Approvals.CountPending(), approvals = pending.Select(p => Row(p.Approval, p.Case, p.Proposal)) });
            return CommandLine.Done;
        }

        var table = new Table().AddColumns("Proposal", "Move", "Gets", "Costs", "Who", "Until (UTC)", "Why");
        foreach (var p in pending)
            table.AddRow(
                Markup.Escape(p.Proposal.Id.Value), p.Proposal.Move.Name, p.Proposal.Amount.ToString(), p.Proposal.Cost.ToString(),
                p.Approval.Request.People == 1 ? p.Approval.Request.Role : $"{p.Approval.Request.People}× {p.Approval.Request.Role}",
                p.Approval.Request.DueAt.UtcDateTime.ToString("MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture), Markup.Escape(p.Case.StateWhy));
        AnsiConsole.Write(table);
        AnsiConsole.MarkupLine("[dim]recovery approvals approve ID --as NAME[/]");
        return CommandLine.Done;
    }

    private static int Show(App app, ApprovalRecord approval)
    {
        var proposal = app.Store.Proposals.Find(approval.Request.Proposal)!.Proposal;
        var row = app.Store.Cases.Get(proposal.Case);
        if (app.Options.IsJson)
        {
            Output.Document(new { request = approval.Request, approval.State, approval.StateWhy, approval.Verdicts, proposal, decision = app.Store.Proposals.Find(proposal.Id)!.Decision, row = Row(approval, row, proposal) });
            return CommandLine.Done;
        }

        AnsiConsole.MarkupLineInterpolated($"[bold]{proposal.Id}[/] {proposal.Move.Name} on order {proposal.Order}: customer gets {proposal.Amount}, costs {proposal.Cost}");
        AnsiConsole.MarkupLineInterpolated($"{proposal.Reason}");
        AnsiConsole.MarkupLineInterpolated($"asked by {approval.Request.Rule}: {approval.Request.People} × {approval.Request.Role} until {approval.Request.DueAt:u}; {approval.State} {approval.StateWhy}");
        AnsiConsole.MarkupLineInterpolated($"judged on: order {approval.Request.Snapshot.Status}, refundable {approval.Request.Snapshot.Refundable}, tracking {approval.Request.Snapshot.Tracking ?? "none"}");
        return CommandLine.Done;
    }

    private static object Row(ApprovalRecord a, CaseRecord c, Proposal p) => new
    {
        id = p.Id,
        @case = c.Id,
        c.Mode,
        order = p.Order,
        move = p.Move.Name,
        arguments = JsonSerializer.SerializeToElement(p.Move, Output.Json),
        amount = p.Amount,
        cost = p.Cost,
        reason = p.Reason,
        rule = a.Request.Rule,
        role = a.Request.Role,
        people = a.Request.People,
        approvals = a.Approvals,
        dueAt = a.Request.DueAt,
        state = a.State,
        proposalHash = a.Request.ProposalHash,
        bookHash = a.Request.BookHash,
    };

    private static ApprovalRecord Find(App app, string id)
    {
        // A case has one open request at a time, so its id serves as well.
        if (app.Store.Approvals.Find(new ProposalId(id)) is { } exact)
            return exact;
        if (app.Store.Approvals.Pending(new ApprovalFilter { Case = new CaseId(id) }) is [var only, ..])
            return only.Approval;
        var known = app.Store.Approvals.Pending(new ApprovalFilter { PageSize = 500 }).Select(p => p.Proposal.Id.Value);
        throw new BadInputException($"No request '{id}'{(Spelling.Nearest(id, known) is { } near ? $"; did you mean '{near}'?" : "; see 'recovery approvals list'.")}");
    }

    private static Move ReadMove(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Move>(json, Output.Json) ?? throw new BadInputException("--move: expected a move as JSON, found null.");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new BadInputException($"--move: expected a move as JSON such as {{\"move\":\"Reassure\",\"about\":\"the delay\"}}: {e.Message} Moves: {string.Join(", ", MoveTraits.All.Keys)}.", e);
        }
    }

    private sealed record Head(ProposalId Proposal, string Hash, string By, IReadOnlyList<string> Roles);
}
