using System.Globalization;
using AgenticRecovery.Books;
using AgenticRecovery.Policy;

namespace AgenticRecovery.Host.Cli;

/// <summary>Two books beside each other, a replay, and the explanation of one decision, for people.</summary>
internal static class PolicyComparisonText
{
    public static void Write(TextWriter to, DiffReport diff)
    {
        to.WriteLine($"from {diff.From} ({diff.FromHash}) to {diff.To} ({diff.ToHash})");
        Line(to, "rules added", diff.RulesAdded);
        Line(to, "rules removed", diff.RulesRemoved);
        Line(to, "rules changed", diff.RulesChanged);
        Line(to, "also changed", diff.PartsChanged);
        foreach (var difference in diff.Differences)
        {
            to.WriteLine($"{difference.Move}: {difference.From} by {difference.FromRule} → {difference.To} by {difference.ToRule}");
            to.WriteLine($"        such as {PolicyText.Facts(difference.Facts)}");
        }
        to.WriteLine(diff.IsSame ? "every move is decided alike" : $"{diff.Differences.Count} kinds of facts are decided otherwise");
    }

    public static void Write(TextWriter to, BookRow inForce, WhatIfReport report)
    {
        to.WriteLine($"against {inForce.Name} v{inForce.Version} ({inForce.Hash}), in force");
        to.WriteLine($"{report.Decisions} recorded decisions, {report.Flips} come out otherwise: {Counts(report.ByChange)}");
        if (report.Drifted > 0)
            to.WriteLine($"note: the book in force decides {report.Drifted} of them otherwise than was recorded");
        to.WriteLine($"approvals: {report.ApprovalsAdded} added, {report.ApprovalsRemoved} removed");
        to.WriteLine($"given without a person: {Amount(report.AllowedBefore)} → {Amount(report.AllowedAfter)} {report.Currency}; asked of a person: {Amount(report.AskedBefore)} → {Amount(report.AskedAfter)} {report.Currency}");
        foreach (var rules in report.ByRule)
            to.WriteLine($"  {rules.Decisions,6} × {rules.Move}: {rules.From} by {rules.FromRule} → {rules.To} by {rules.ToRule} ({Amount(rules.Amount)} {report.Currency})");
        foreach (var budget in report.Budgets)
            to.WriteLine($"  budget {budget.Budget}: most used {Amount(budget.MostBefore)} → {Amount(budget.MostAfter)} of {Amount(budget.Limit)}; over its limit {budget.OverBefore} → {budget.OverAfter} times");
        if (report.Cases.Count > 0)
            to.WriteLine("cases to look at:");
        foreach (var one in report.Cases)
            to.WriteLine($"  {one.Case}  {one.Move} {Amount(one.Amount)} {report.Currency}: {one.From} by {one.FromRule} → {one.To} by {one.ToRule}");
        if (report.CasesLeftOut > 0)
            to.WriteLine($"  and {report.CasesLeftOut} more");
    }

    public static void Write(TextWriter to, Explanation explained)
    {
        to.WriteLine($"{explained.Move}: {explained.Word} by {explained.Rule}. {explained.Reason}");
        foreach (var rule in explained.Rules)
        {
            to.WriteLine($"  {rule.Truth,-7} {rule.Effect} {rule.Id}{(rule.IsLaw ? " (law)" : "")}: {string.Join(' ', rule.When.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}");
            if (rule.Truth != "false" && rule.Facts.Count > 0)
                to.WriteLine($"          {string.Join(", ", rule.Facts.Select(Fact))}");
        }
        foreach (var flip in explained.Flips)
            to.WriteLine($"  would be {flip.Word} by {flip.Rule} with {string.Join(" and ", flip.Changes.Select(change => $"{change.Fact} {change.To} instead of {change.From ?? "not known"}"))}");
    }

    internal static string Amount(decimal amount) => amount.ToString("#,##0.00", CultureInfo.InvariantCulture);

    internal static string Counts(IReadOnlyDictionary<string, int> counts) =>
        counts.Count == 0 ? "none" : string.Join(", ", counts.Select(count => $"{count.Value} {count.Key}"));

    private static string Fact(FactReading fact) => fact.Value is null ? $"{fact.Name} not known" : $"{fact.Name} = {fact.Value}{(fact.IsStale ? " (too old)" : "")}";

    private static void Line(TextWriter to, string what, IReadOnlyList<string> names)
    {
        if (names.Count > 0)
            to.WriteLine($"{what}: {string.Join(", ", names)}");
    }
}
