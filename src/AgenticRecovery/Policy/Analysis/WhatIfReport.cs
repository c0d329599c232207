namespace AgenticRecovery.Policy;

/// <summary>What a draft would have done with recorded decisions, beside the book in force. Amounts are in the book's currency.</summary>
/// <param name="Drifted">Decisions that the book in force no longer makes as recorded, so that the comparison starts elsewhere.</param>
/// <param name="ApprovalsAdded">Decisions that a person would have had to make and did not before.</param>
/// <param name="AllowedBefore">Given to customers without a person.</param>
/// <param name="AskedBefore">Amounts that a person was asked about.</param>
public sealed record WhatIfReport(
    int Decisions, int Flips, int Drifted, int ApprovalsAdded, int ApprovalsRemoved,
    decimal AllowedBefore, decimal AllowedAfter, decimal AskedBefore, decimal AskedAfter, string Currency)
{
    /// <summary>Flips by "allow → approval" and the like.</summary>
    public required IReadOnlyDictionary<string, int> ByChange { get; init; }

    /// <summary>Which rule took over from which, the most frequent first.</summary>
    public required IReadOnlyList<RuleFlip> ByRule { get; init; }
    public required IReadOnlyList<BudgetUse> Budgets { get; init; }

    /// <summary>Cases to look at: flipped, the most money first.</summary>
    public required IReadOnlyList<FlippedCase> Cases { get; init; }

    /// <summary>Flipped cases that are not listed.</summary>
    public required int CasesLeftOut { get; init; }
}

public sealed record RuleFlip(string Move, string From, string FromRule, string To, string ToRule, int Decisions, decimal Amount);

/// <summary>The most that any scope and period of a budget would have used, and how often one was over its limit.</summary>
public sealed record BudgetUse(string Budget, decimal Limit, decimal MostBefore, decimal MostAfter, int OverBefore, int OverAfter);

public sealed record FlippedCase(string Case, string Move, string From, string FromRule, string To, string ToRule, decimal Amount);
