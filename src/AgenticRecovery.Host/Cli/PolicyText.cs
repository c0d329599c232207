using System.Globalization;
using AgenticRecovery.Books;
using AgenticRecovery.Policy;

namespace AgenticRecovery.Host.Cli;

/// <summary>Answers about a policy book for people: plain lines, so that an editor can jump to file:line:column.</summary>
internal static class PolicyText
{
    public static void Write(TextWriter to, PolicyReport report)
    {
        foreach (var fault in report.Faults)
            to.WriteLine(fault.ToString());
        if (report.Faults.Count > 0)
            to.WriteLine($"{report.Faults.Count} {(report.Faults.Count == 1 ? "fault keeps" : "faults keep")} this from being used.");
        if (report.Book is { } book)
            to.WriteLine($"{book.Name} v{book.Version} ({book.Hash}): {book.Rules} rules, {book.LawRules} of them duties of law, {book.Budgets} budgets");
        if (report.Findings is { } findings)
            Findings(to, findings);
        if (report.Claims is { } claims)
            Claims(to, claims);
        if (report.Examples is { } examples)
            Examples(to, examples, report.Findings is not null);
        if (report.Diff is { } diff)
            PolicyComparisonText.Write(to, diff);
        if (report.WhatIf is { } whatIf)
            PolicyComparisonText.Write(to, report.InForce!, whatIf);
        if (report.Explanation is { } explanation)
            PolicyComparisonText.Write(to, explanation);
    }

    internal static string Facts(IReadOnlyDictionary<string, string> facts) => string.Join(", ", facts.Select(fact => $"{fact.Key}: {fact.Value}"));

    private static void Findings(TextWriter to, IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings.OrderByDescending(finding => finding.Severity, StringComparer.Ordinal).ThenBy(finding => finding.Line))
        {
            to.WriteLine($"{finding.Severity,-7} {finding.Kind,-13} {(finding.Line > 0 ? $"line {finding.Line}: " : "")}{finding.Message}");
            if (finding.Facts is { Count: > 0 } facts)
                to.WriteLine($"        such as {finding.Move} with {Facts(facts)}");
        }
        var warnings = findings.Count(finding => finding.Severity == "warning");
        to.WriteLine(warnings == 0 ? $"no warning, {findings.Count} notes" : $"{warnings} warnings, {findings.Count - warnings} notes");
    }

    private static void Claims(TextWriter to, IReadOnlyList<ClaimResult> claims)
    {
        foreach (var claim in claims)
        {
            to.WriteLine($"{claim.Verdict,-9} {claim.Id}: {Flat(claim.Text)}");
            if (claim.Facts is { } facts)
                to.WriteLine($"          {claim.Move} comes to {claim.Word} by {claim.Rule} with {(facts.Count == 0 ? "no fact known" : Facts(facts))}; everything else not known");
            else if (!claim.Holds)
                to.WriteLine($"          neither proved nor refuted for {claim.Move}: facts are multiplied with each other");
        }
        to.WriteLine($"{claims.Count(claim => claim.Holds)} of {claims.Count} claims hold for all facts");
    }

    private static void Examples(TextWriter to, IReadOnlyList<ExampleResult> examples, bool onlyFailed)
    {
        foreach (var example in examples.Where(example => !example.Holds))
        {
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"failed    line {example.Line}: {example.Name}"));
            to.WriteLine($"          expected {example.Expected}, got {example.Got}: {example.Reason}");
        }
        if (examples.Count == 0 && !onlyFailed)
            to.WriteLine("the book has no examples");
        else if (!onlyFailed || examples.Count > 0)
            to.WriteLine(onlyFailed ? $"{examples.Count} examples fail" : $"{examples.Count(example => example.Holds)} of {examples.Count} examples hold");
    }

    private static string Flat(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
