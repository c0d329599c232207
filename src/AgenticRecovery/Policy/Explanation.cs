namespace AgenticRecovery.Policy;

/// <summary>Why a decision came out as it did, and what would have changed it.</summary>
/// <param name="Word">"allow", "approval" or "deny".</param>
public sealed record Explanation(
    string Move, string Word, string Rule, string Reason, string Book, int Version, string BookHash,
    IReadOnlyList<RuleReading> Rules, IReadOnlyList<Flip> Flips);

/// <summary>One rule about the move, met or not.</summary>
/// <param name="Truth">"true", "false" or "unknown".</param>
public sealed record RuleReading(string Id, string Effect, bool IsLaw, string When, string Because, string Truth, IReadOnlyList<FactReading> Facts);

/// <summary>A fact as the rule saw it.</summary>
/// <param name="Value">Null where it is missing.</param>
/// <param name="AgeSeconds">Null where it is missing.</param>
/// <param name="IsStale">Known, but older than the book accepts, so it counts as missing.</param>
public sealed record FactReading(string Name, string? Value, long? AgeSeconds, bool IsStale);

/// <summary>A change of facts that would lead to another decision, the nearest of its kind.</summary>
/// <param name="Word">What the decision would be.</param>
public sealed record Flip(IReadOnlyList<FactChange> Changes, string Word, string Rule);

/// <param name="From">Null where the fact is missing now.</param>
public sealed record FactChange(string Fact, string? From, string To);
