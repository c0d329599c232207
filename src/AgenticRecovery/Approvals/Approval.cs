using System.Text.Json.Serialization;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Approvals;

/// <summary>What a person is asked: the exact proposal, the rule that asks, and the state it was judged on.</summary>
public sealed record ApprovalRequest
{
    public required ProposalId Proposal { get; init; }
    public required CaseId Case { get; init; }

    /// <summary>SHA-256 of the proposal's canonical JSON, hex; a verdict must carry the same.</summary>
    public required string ProposalHash { get; init; }
    public required string BookHash { get; init; }
    public required string Rule { get; init; }
    public required string Role { get; init; }
    public required int People { get; init; }
    public required Money Amount { get; init; }
    public required BusinessSnapshot Snapshot { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>The shop's brand, as the order says.</summary>
    public string Brand { get; init; } = "main";

    /// <summary>0–1, see <see cref="Customer.AbuseRisk"/>; null where no customer is known.</summary>
    public decimal? AbuseRisk { get; init; }
}

/// <summary>The state a request was judged on, read again just before acting.</summary>
public sealed record BusinessSnapshot
{
    public required OrderStatus Status { get; init; }

    /// <summary>Hash over lines, quantities, prices and address.</summary>
    public required string OrderHash { get; init; }
    public required Money Refundable { get; init; }

    /// <summary>Free units per variant that the move needs.</summary>
    public IReadOnlyDictionary<string, int> Stock { get; init; } = new Dictionary<string, int>();
    public DateTimeOffset? CutoffAt { get; init; }
    public string? Tracking { get; init; }

    /// <summary>Id of the newest customer message the proposer had read.</summary>
    public string? NewestMessage { get; init; }
}

/// <summary>One fact that moved between judging and acting.</summary>
public sealed record Change(string What, string Was, string Is, string Tolerates);

/// <summary>A person's answer to a request. Silence is none of these.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "verdict")]
[JsonDerivedType(typeof(Approve), "approve")]
[JsonDerivedType(typeof(Edit), "edit")]
[JsonDerivedType(typeof(Reject), "reject")]
[JsonDerivedType(typeof(Ask), "ask")]
[JsonDerivedType(typeof(TakeOver), "takeover")]
[JsonDerivedType(typeof(TakeBack), "takeback")]
public abstract record Verdict
{
    private Verdict() { }

    public required ProposalId Proposal { get; init; }
    public required string ProposalHash { get; init; }

    /// <summary>Account name of the person, and the roles they hold.</summary>
    public required string By { get; init; }
    public required IReadOnlyList<string> Roles { get; init; }

    public sealed record Approve(string? Note) : Verdict;
    public sealed record Edit(Move Move, string Note) : Verdict;
    public sealed record Reject(string Reason) : Verdict;
    public sealed record Ask(string Question, bool OfCustomer) : Verdict;
    public sealed record TakeOver(string Note) : Verdict;

    /// <summary>Takes the same person's approval back, while others must still agree.</summary>
    public sealed record TakeBack : Verdict;
}
