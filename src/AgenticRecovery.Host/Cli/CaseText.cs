using System.Globalization;
using AgenticRecovery.Activities;
using AgenticRecovery.Store;
using Spectre.Console;

namespace AgenticRecovery.Host.Cli;

/// <summary>A case told for a person who was not there.</summary>
internal static class CaseText
{
    public static void Write(IAnsiConsole console, CaseFile file)
    {
        var c = file.Case;
        console.MarkupLineInterpolated($"[bold]{c.Id}[/]  {c.Mode?.ToString() ?? "not diagnosed"}, {c.Result?.ToString() ?? c.State.ToString()}: {c.StateWhy}");
        console.MarkupLineInterpolated($"order {c.Order?.Value ?? "none"}, customer {c.Customer?.Value ?? "unknown"}, queue {c.Queue}, owner {c.Owner}");
        if (c.Diagnosis is { } d)
            console.MarkupLineInterpolated($"diagnosis {d.Mode} ({d.Confidence:0.00}), {d.Fixability}; causes {string.Join(", ", d.RootCauses.Select(r => $"{r.Tag} “{r.Quote}”"))}");
        if (c.Valuation is { } text)
            Ladder(console, Valuations.Read(text));
        foreach (var p in file.Proposals)
            console.MarkupLineInterpolated($"proposal {p.Proposal.Id}: {p.Proposal.Move.Name}, customer gets {p.Proposal.Amount}, costs {p.Proposal.Cost}; {p.Decision?.Word} by {p.Decision?.Rule}; {p.Acted ?? "not acted"} {p.ActedSummary}; {p.Verified} {p.VerifiedObserved}");
        foreach (var m in file.Messages)
            console.MarkupLineInterpolated($"message {m.State} ({m.Language}): {m.Subject}");
        Story(console, file);
    }

    public static void Story(IAnsiConsole console, CaseFile file)
    {
        var table = new Table().AddColumns("UTC", "What", "Story");
        foreach (var line in file.Story)
            table.AddRow(line.At.UtcDateTime.ToString("MM-dd HH:mm:ss", CultureInfo.InvariantCulture), line.Kind, Markup.Escape(line.Text));
        console.Write(table);
    }

    private static void Ladder(IAnsiConsole console, ValuationRecord value)
    {
        var table = new Table { Title = new TableTitle($"{value.AtRisk} at risk; smallest effective move {value.Best}") };
        table.AddColumns("Move", "Odds kept", "Cost", "Expected value", "Why not");
        foreach (var rung in value.Rungs)
            table.AddRow(rung.Move + (rung.Move == value.Best ? " ◀" : ""), $"{rung.Odds:0.00} ({rung.Low:0.00}–{rung.High:0.00})", rung.Cost.ToString(), rung.ExpectedValue.ToString(), Markup.Escape(rung.WhyNot ?? ""));
        console.Write(table);
    }
}
