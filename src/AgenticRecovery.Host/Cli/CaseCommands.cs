using System.CommandLine;
using AgenticRecovery.Cases;
using AgenticRecovery.Store;
using Spectre.Console;

namespace AgenticRecovery.Host.Cli;

/// <summary>Looking at cases, and withdrawing one.</summary>
internal static class CaseCommands
{
    private static readonly Argument<string> Id = new("ID") { Description = "The case, as 'case list' shows it." };
    private static readonly Option<string?> State = new("--state") { Description = "Only cases in this state." };
    private static readonly Option<int> Page = new("--page") { Description = "Page of 50 cases.", DefaultValueFactory = _ => 1 };

    public static Command Make()
    {
        var list = new Command("list", "Cases, newest first.").With(State, Page, CommonOptions.Json);
        list.SetAction((parsed, ct) => WithStoreAsync(parsed, app => List(app, parsed), ct));
        var show = new Command("show", "Everything on record about one case.").With(CommonOptions.Json);
        show.Arguments.Add(Id);
        show.SetAction((parsed, ct) => WithStoreAsync(parsed, app => Show(app, parsed.GetValue(Id)!), ct));
        var timeline = new Command("timeline", "The story of one case, oldest first.").With(CommonOptions.Json);
        timeline.Arguments.Add(Id);
        timeline.SetAction((parsed, ct) => WithStoreAsync(parsed, app => Timeline(app, parsed.GetValue(Id)!), ct));
        var cancel = new Command("cancel", "Withdraws a case; nothing further is done for it.").With(CommonOptions.Json, CommonOptions.Verbose);
        cancel.Arguments.Add(Id);
        cancel.SetAction(async (parsed, ct) =>
        {
            await using var app = await App.StartAsync(CommonOptions.Read(parsed), isPublic: false, ct);
            var file = Find(app, parsed.GetValue(Id)!);
            if (file.Case.ClosedAt is not null)
                throw new BadInputException($"{file.Case.Id} is closed already: {file.Case.Result}.");
            await app.Door.CancelAsync(file.Case.Id, ct);
            while (app.Store.Cases.Get(file.Case.Id).ClosedAt is null)
                await Task.Delay(TimeSpan.FromMilliseconds(20), ct);
            return Show(app, file.Case.Id.Value);
        });
        return new Command("case", "Cases and their stories.") { Subcommands = { list, show, timeline, cancel } };
    }

    /// <summary>Runs a look-up on the opened database; it needs no worker.</summary>
    internal static async Task<int> WithStoreAsync(ParseResult parsed, Func<App, int> look, CancellationToken ct)
    {
        var options = CommonOptions.Read(parsed);
        if (!File.Exists(options.Database))
            throw new BadInputException($"{options.Database}: no such database; 'recovery run' or 'recovery demo' makes one, --db names one.");
        await using var app = await App.OpenAsync(options, ct);
        return look(app);
    }

    private static int List(App app, ParseResult parsed)
    {
        CaseState? state = parsed.GetValue(State) is not { } word ? null
            : Enum.TryParse<CaseState>(word, true, out var known) ? known
            : throw new BadInputException($"--state: expected one of {string.Join(", ", Enum.GetNames<CaseState>())}, found '{word}'.");
        var page = app.Store.Cases.List(new CaseFilter { State = state, Page = Math.Max(1, parsed.GetValue(Page)) });
        if (app.Options.IsJson)
        {
            Output.Document(new { total = page.Total, cases = page.Cases.Select(Row) });
            return CommandLine.Done;
        }

        var table = new Table().AddColumns("Case", "Mode", "State", "At risk", "Why");
        foreach (var row in page.Cases)
            table.AddRow(Markup.Escape(row.Id.Value), row.Mode?.ToString() ?? "", row.Result?.ToString() ?? row.State.ToString(), row.ValueAtRisk?.ToString() ?? "", Markup.Escape(row.StateWhy));
        AnsiConsole.Write(table);
        AnsiConsole.MarkupLineInterpolated($"[dim]{page.Cases.Count} of {page.Total}[/]");
        return CommandLine.Done;
    }

    private static object Row(CaseRecord c) => new
    {
        id = c.Id,
        c.Mode,
        c.State,
        why = c.StateWhy,
        dueAt = c.StateDueAt,
        c.Order,
        c.Customer,
        c.Queue,
        c.Owner,
        c.Result,
        valueAtRisk = c.ValueAtRisk,
        c.BestMove,
        c.OpenedAt,
        c.ClosedAt,
    };

    private static int Show(App app, string id)
    {
        var file = Find(app, id);
        if (app.Options.IsJson)
        {
            Output.Document(new
            {
                @case = Row(file.Case),
                diagnosis = file.Case.Diagnosis,
                valuation = file.Case.Valuation is { } v ? Activities.Valuations.Read(v) : null,
                file.Signals,
                file.Facts,
                file.Proposals,
                approvals = file.Approvals,
                sideEffects = file.Intents,
                file.Messages,
                file.Promises,
                modelCalls = app.Store.Transcripts.Calls(file.Case.Id),
                toolCalls = app.Store.ToolCalls.OfCase(file.Case.Id),
                timeline = file.Story,
                file.Outcome,
            });
            return CommandLine.Done;
        }

        CaseText.Write(AnsiConsole.Console, file);
        return CommandLine.Done;
    }

    private static int Timeline(App app, string id)
    {
        var file = Find(app, id);
        if (app.Options.IsJson)
            Output.Document(new { id = file.Case.Id, timeline = file.Story });
        else
            CaseText.Story(AnsiConsole.Console, file);
        return CommandLine.Done;
    }

    private static CaseFile Find(App app, string id)
    {
        if (app.Store.File(new CaseId(id)) is { } file)
            return file;
        var known = app.Store.Cases.List(new CaseFilter { PageSize = 500 }).Cases.Select(c => c.Id.Value);
        throw new BadInputException($"There is no case '{id}'{(Spelling.Nearest(id, known) is { } near ? $"; did you mean '{near}'?" : "; see 'recovery case list'.")}");
    }
}
