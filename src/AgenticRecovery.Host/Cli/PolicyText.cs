using AgenticRecovery.Books;
using Spectre.Console;

namespace AgenticRecovery.Host.Cli;

/// <summary>Answers about a policy book for people.</summary>
internal static class PolicyText
{
    public static void Write(IAnsiConsole console, PolicyReport report)
    {
        foreach (var fault in report.Faults)
            console.MarkupLineInterpolated($"[red]{fault}[/]");
        if (report.Book is { } book)
            console.MarkupLineInterpolated($"[bold]{book.Name}[/] v{book.Version} ({book.Hash}): {book.Rules} rules, {book.LawRules} of them duties of law, {book.Budgets} budgets");
        foreach (var finding in report.Findings)
            console.MarkupLineInterpolated($"{finding}");
        foreach (var claim in report.Claims)
            console.MarkupLineInterpolated($"{claim}");
        foreach (var example in report.Examples)
            console.MarkupLineInterpolated($"{example}");
        if (report.Diff is { } diff)
            console.WriteLine(System.Text.Json.JsonSerializer.Serialize(diff, Output.Json));
        if (report.WhatIf is { } whatIf)
            console.WriteLine(System.Text.Json.JsonSerializer.Serialize(whatIf, Output.Json));
        if (report.Explanation is { } explanation)
            console.WriteLine(System.Text.Json.JsonSerializer.Serialize(explanation, Output.Json));
    }
}
