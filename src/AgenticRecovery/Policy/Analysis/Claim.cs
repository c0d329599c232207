namespace AgenticRecovery.Policy;

/// <summary>Something a book is meant to keep, whatever the facts.</summary>
public abstract record Claim
{
    private Claim() { }

    public required string Id { get; init; }

    /// <summary>As written: "never allow concessions when customer.abuse >= 0.7".</summary>
    public required string Text { get; init; }
    public required MoveSet Moves { get; init; }
    public string Because { get; init; } = "";

    /// <summary>No facts under which the condition is known to hold lead to this word.</summary>
    public sealed record Never(DecisionWord Word, Expression When) : Claim;

    /// <summary>Where the condition is known to hold, no move is allowed or put to a person without this obligation.</summary>
    public sealed record Accompanied(string Obligation, Expression When) : Claim;

    /// <summary>Every move that can be allowed or approved has a budget.</summary>
    public sealed record Budgeted : Claim;
}

/// <summary>How a claim stands against a book.</summary>
/// <param name="Verdict">"holds", "fails" or "undecided" (neither a proof nor an example was found).</param>
/// <param name="Move">The move of the counter-example, or the first that stays undecided.</param>
/// <param name="Facts">The counter-example; everything not named is missing.</param>
/// <param name="Rule">The rule that decided there.</param>
/// <param name="Regions">How many parts of the facts were looked at.</param>
public sealed record ClaimResult(
    string Id, string Text, string Verdict, string? Move, IReadOnlyDictionary<string, string>? Facts, string? Rule, int Regions)
{
    public bool Holds => Verdict == "holds";

    /// <summary>The decision in the counter-example; null where there is none.</summary>
    public string? Word { get; init; }
    public string Because { get; init; } = "";
}
