using System.CommandLine;
using AgenticRecovery.Signals;
using Spectre.Console;

namespace AgenticRecovery.Host.Cli;

/// <summary>What could not be taken in, and trying it again.</summary>
internal static class DeadLetterCommands
{
    private static readonly Argument<string> Id = new("ID");

    public static Command Make()
    {
        var list = new Command("list", "What could not be taken, oldest first.").With(CommonOptions.Json);
        list.SetAction((parsed, ct) => CaseCommands.WithStoreAsync(parsed, List, ct));
        var retry = new Command("retry", "Tries a dead letter again.").With(CommonOptions.Json, CommonOptions.Verbose);
        retry.Arguments.Add(Id);
        retry.SetAction(async (parsed, ct) =>
        {
            await using var app = await App.StartAsync(CommonOptions.Read(parsed), isPublic: false, ct);
            var left = await app.Store.DeadLetters.RetryAsync(parsed.GetValue(Id)!, letter => TakeAsync(app, letter.Body, ct), app.Clock.GetUtcNow(), ct);
            await app.Door.DeliverAsync(ct);
            await app.Door.SettledAsync(null, ct);
            AnsiConsole.MarkupLineInterpolated($"{(left is null ? "taken" : "still refused: " + left)}");
            return left is null ? CommandLine.Done : CommandLine.Finding;
        });
        return new Command("dead-letters", "Events that could not be taken in.") { Subcommands = { list, retry } };
    }

    /// <summary>Null when it was taken; else why not.</summary>
    internal static async Task<string?> TakeAsync(App app, string body, CancellationToken ct)
    {
        if (Intake.Read(body, app.Clock.GetUtcNow()) is not Received.Accepted accepted)
            return ((Received.Rejected)Intake.Read(body, app.Clock.GetUtcNow())).Reason;
        if (accepted.Signal.Order is { } order && await app.Shop.FindOrderAsync(order, ct) is null)
            return $"{app.Shop.Name} knows no order '{order}'";
        await app.Door.TakeAsync(accepted.Signal, ct);
        return null;
    }

    private static int List(App app)
    {
        var letters = app.Store.DeadLetters.Waiting(500);
        if (app.Options.IsJson)
        {
            Output.Document(new { deadLetters = letters });
            return CommandLine.Done;
        }

        var table = new Table().AddColumns("Id", "Source", "Reason");
        foreach (var letter in letters)
            table.AddRow(letter.Id, Markup.Escape(letter.Source), Markup.Escape(letter.Reason));
        AnsiConsole.Write(table);
        return CommandLine.Done;
    }
}
