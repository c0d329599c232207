using AgenticRecovery.Cases;

namespace AgenticRecovery.Triage;

public enum Fixability
{
    FixableNow,
    NeedsCustomerDecision,
    MustCancel,
    NeedsPerson,
}

/// <summary>What triage says of a case. Scores are 0–1.</summary>
public sealed record Diagnosis
{
    public required FailureMode Mode { get; init; }
    public required decimal Confidence { get; init; }
    public required Fixability Fixability { get; init; }

    /// <summary>Why it happened, kept apart from what the customer says.</summary>
    public IReadOnlyList<RootCause> RootCauses { get; init; } = [];
    public string? StatedReason { get; init; }

    /// <summary>What must still be known before anything is done.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
    public decimal Recoverability { get; init; }
    public decimal Urgency { get; init; }
    public decimal Severity { get; init; }
    public decimal Frustration { get; init; }
    public decimal PromiseSensitivity { get; init; }
    public decimal ReturnPropensity { get; init; }
    public string Language { get; init; } = "en";
}

/// <param name="Tag">Such as "carrier.hub-backlog" or "catalogue.size-chart".</param>
/// <param name="Quote">The words or the fact it rests on.</param>
/// <param name="Confidence">0–1.</param>
public sealed record RootCause(string Tag, string Quote, decimal Confidence);
