using AgenticRecovery.Policy;

namespace AgenticRecovery.Books;

/// <summary>The answer of one policy verb; what was not asked is null.</summary>
public sealed record PolicyReport
{
    public BookRow? Book { get; init; }

    /// <summary>The book a draft is held against.</summary>
    public BookRow? InForce { get; init; }
    public IReadOnlyList<PolicyFault> Faults { get; init; } = [];
    public IReadOnlyList<Finding>? Findings { get; init; }
    public IReadOnlyList<ClaimResult>? Claims { get; init; }
    public IReadOnlyList<ExampleResult>? Examples { get; init; }
    public DiffReport? Diff { get; init; }
    public WhatIfReport? WhatIf { get; init; }
    public Explanation? Explanation { get; init; }

    /// <summary>2 for a book that cannot be read; 1 for a warning, a failed claim or a failed example; else 0.</summary>
    public int Exit => Faults.Count > 0 ? 2
        : Findings?.Any(finding => finding.Severity == "warning") == true || Claims?.Any(claim => !claim.Holds) == true || Examples?.Any(example => !example.Holds) == true ? 1
        : 0;

    public static PolicyReport Unreadable(IReadOnlyList<PolicyFault> faults) => new() { Faults = faults };
}

public sealed record BookRow(string Name, int Version, string Hash, int Rules, int LawRules, int Budgets)
{
    public static BookRow Of(PolicyBook book) =>
        new(book.Text.Name, book.Text.Version, book.Hash, book.Rules.Count, book.Rules.Count(rule => rule.IsLaw), book.Budgets.Count);
}

public sealed record FactRow(string Name, string Kind, string Unit, string Meaning, string Example, IReadOnlyList<string> Values);
