namespace AgenticRecovery.Policy;

/// <summary>Something odd about a book that reads well.</summary>
/// <param name="Severity">"warning" where a rule does not do what it seems to, "note" where it is worth a look.</param>
/// <param name="Kind">"unreachable", "contradiction", "no-effect", "reason-only", "overflow", "no-rule", "gap", "edge" or "overlap".</param>
/// <param name="Line">In the book's file; 0 where it is about no rule.</param>
/// <param name="Facts">An example, where one explains it.</param>
public sealed record Finding(
    string Severity, string Kind, string? Rule, string? Move, int Line, string Message, IReadOnlyDictionary<string, string>? Facts);
