using System.Text.Json.Serialization;

namespace AgenticRecovery.Policy;

/// <summary>What the policy book says of a proposal. A refusal names its rule, so a person can look it up.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "verdict")]
[JsonDerivedType(typeof(Allow), "allow")]
[JsonDerivedType(typeof(NeedsApproval), "approval")]
[JsonDerivedType(typeof(Deny), "deny")]
public abstract record Decision
{
    private Decision() { }

    /// <summary>The rule that settled it; "default.deny" where no rule allowed.</summary>
    public required string Rule { get; init; }
    public required string Reason { get; init; }

    /// <summary>Hash of the book that decided, first 16 hex digits of SHA-256.</summary>
    public required string BookHash { get; init; }

    /// <summary>All rules whose condition held or could not be known, in id order.</summary>
    public IReadOnlyList<string> Matched { get; init; } = [];

    /// <summary>Facts that a matching rule needed and that were missing or stale.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>What must accompany the move: "message:refund-date", "hold:HoldFulfilment", "evidence:photo".</summary>
    public IReadOnlyList<string> Obligations { get; init; } = [];

    /// <summary>Budgets from which the amount must be reserved before the move is offered.</summary>
    public IReadOnlyList<string> Budgets { get; init; } = [];

    public sealed record Allow : Decision;

    /// <param name="Role">Who may answer.</param>
    /// <param name="People">How many different people must agree, 1 or more.</param>
    /// <param name="Within">Time to the business deadline.</param>
    public sealed record NeedsApproval(string Role, int People, TimeSpan Within) : Decision;

    public sealed record Deny : Decision;

    [JsonIgnore]
    public string Word => this switch
    {
        Allow => "allow",
        NeedsApproval => "approval",
        Deny => "deny",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
