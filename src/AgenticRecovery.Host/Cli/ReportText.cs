using System.Globalization;
using Spectre.Console;

namespace AgenticRecovery.Host.Cli;

/// <summary>The report of a run for people.</summary>
internal static class ReportText
{
    public static void Write(IAnsiConsole console, RunReport report, App app)
    {
        console.MarkupLineInterpolated($"[bold]{report.Cases} cases[/]: {report.Closed} closed, {report.WaitingForPerson} wait for a person, {report.WaitingForCustomer} for a customer, {report.WaitingForSource} for the shop, {report.Failed} failed");
        console.MarkupLineInterpolated($"Signals read {report.Signals.Read}, taken {report.Signals.Taken}, seen before {report.Signals.Duplicates}, dead letters {report.Signals.DeadLetters}");
        console.MarkupLineInterpolated($"Decisions: {report.ByDecision.Allow} allowed, {report.ByDecision.Approval} asked a person, {report.ByDecision.Deny} denied");
        console.MarkupLineInterpolated($"Margin kept {Money(report.RetainedMargin)}, conceded {Money(report.Conceded)}");
        console.MarkupLineInterpolated($"{report.Seconds:0.0} s, {report.CasesPerSecond:0.0} new cases/s; model {report.Model}; shop {report.Shop}; policy {report.Policy.Book} v{report.Policy.Version} ({report.Policy.Hash})");

        var table = new Table().AddColumn("Case").AddColumn("Mode").AddColumn("State").AddColumn("Why");
        foreach (var row in app.Store.Cases.List(new Store.CaseFilter { IsOpen = true, PageSize = 20 }).Cases)
            table.AddRow(Markup.Escape(row.Id.Value), row.Mode?.ToString() ?? "", row.State.ToString(), Markup.Escape(row.StateWhy));
        console.Write(table);
        console.MarkupLine("[dim]Next: recovery approvals list · recovery case timeline ID[/]");
    }

    private static string Money(MoneyFigure money) =>
        (money.Minor / 100m).ToString("N2", CultureInfo.InvariantCulture) + " " + money.Currency;
}
