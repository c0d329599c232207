using AgenticRecovery.Economics;

namespace AgenticRecovery.Cases;

/// <summary>
/// A move that an agent or a person wants, priced by code. <see cref="Amount"/> is what the customer gets,
/// <see cref="Cost"/> what the shop gives up (goods, shipping, fees and the amount where it is a loss).
/// </summary>
public sealed record Proposal(
    ProposalId Id, CaseId Case, Move Move, Money Amount, Money Cost, string Reason, string ProposedBy)
{
    /// <summary>The order the move acts on; null only for moves on the customer's profile or with no order at all.</summary>
    public OrderId? Order { get; init; }
    public CustomerId? Customer { get; init; }

    /// <summary>Ids of the facts the proposer leaned on.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>0–1, how sure the proposer is; a person's proposal is 1.</summary>
    public decimal Confidence { get; init; } = 1;
}

/// <summary>One thing known, from one source, at one time. Values are text in the unit the name says.</summary>
public sealed record Fact(string Id, string Name, string Value, string Source, DateTimeOffset ObservedAt);
