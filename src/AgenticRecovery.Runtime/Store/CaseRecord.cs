using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Triage;

namespace AgenticRecovery.Store;

/// <summary>The row of a case: where it stands, who owns it, by when, and what it is worth.</summary>
public sealed record CaseRecord
{
    public required CaseId Id { get; init; }
    public required string Subject { get; init; }
    public OrderId? Order { get; init; }
    public CustomerId? Customer { get; init; }
    public required CaseState State { get; init; }
    public required string StateWhy { get; init; }

    /// <summary>When the wait of this state ends; null where it waits for nothing.</summary>
    public DateTimeOffset? StateDueAt { get; init; }
    public FailureMode? Mode { get; init; }
    public decimal? Confidence { get; init; }
    public Diagnosis? Diagnosis { get; init; }
    public string? Queue { get; init; }
    public string? Owner { get; init; }
    public DateTimeOffset? FirstTouchDueAt { get; init; }
    public DateTimeOffset? DecisionDueAt { get; init; }
    public DateTimeOffset? UpdateDueAt { get; init; }
    public DateTimeOffset? FirstTouchAt { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public CaseResult? Result { get; init; }
    public Money? ValueAtRisk { get; init; }

    /// <summary>The move that economics would choose.</summary>
    public string? BestMove { get; init; }

    /// <summary>The whole ladder with its numbers, as the caller wrote it (JSON).</summary>
    public string? Valuation { get; init; }
    public required int Signals { get; init; }

    /// <summary>Set when the machinery failed the case and a person must look; it is not a result.</summary>
    public string? FailedWhy { get; init; }
    public string? ClaimedBy { get; init; }
    public DateTimeOffset? ClaimedUntil { get; init; }
}

/// <summary>What valuation found, for the row.</summary>
/// <param name="Valuation">The ladder with its numbers, JSON.</param>
public sealed record CaseValue(
    string Queue, string Owner, DateTimeOffset FirstTouchAt, DateTimeOffset DecisionAt, DateTimeOffset? UpdateAt,
    Money AtRisk, string Best, string Valuation);

/// <summary>Which cases to list. All filters hold together; <see cref="Text"/> is part of a case, order or customer id.</summary>
public sealed record CaseFilter
{
    public bool? IsOpen { get; init; }
    public CaseState? State { get; init; }
    public FailureMode? Mode { get; init; }
    public string? Queue { get; init; }
    public string? Owner { get; init; }
    public CaseResult? Result { get; init; }
    public OrderId? Order { get; init; }
    public CustomerId? Customer { get; init; }
    public string? Text { get; init; }
    public DateTimeOffset? OpenedFrom { get; init; }
    public DateTimeOffset? OpenedBefore { get; init; }

    /// <summary>1 for the first page.</summary>
    public int Page { get; init; } = 1;
    public int PageSize { get; init; } = 50;
}

public sealed record CasePage(IReadOnlyList<CaseRecord> Cases, long Total);
