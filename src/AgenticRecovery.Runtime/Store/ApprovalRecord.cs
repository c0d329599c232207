using AgenticRecovery.Approvals;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Store;

/// <summary>A request for a person, as it stands.</summary>
/// <param name="State">"waiting", "asked" (a question is out), "reopened", "approved", "edited", "rejected", "taken-over" or "withdrawn".</param>
/// <param name="Approvals">How many people have agreed since it was last (re)opened.</param>
public sealed record ApprovalRecord(ApprovalRequest Request, string RequestedBy, string State, string StateWhy, int Approvals)
{
    public DateTimeOffset? SettledAt { get; init; }
    public string? ClaimedBy { get; init; }
    public DateTimeOffset? ClaimedUntil { get; init; }
    public IReadOnlyList<Verdict> Verdicts { get; init; } = [];
    public bool IsWaiting => SettledAt is null;

    /// <summary>Who has agreed and not taken it back, the first first.</summary>
    public IReadOnlyList<string> Agreed => VerdictRules.Agreed(Verdicts);
}

/// <summary>What became of a verdict.</summary>
public abstract record VerdictTaken
{
    private VerdictTaken() { }

    /// <param name="IsFinal">True when the request is settled by it; false when more people, or an answer, are needed.</param>
    /// <param name="Approvals">How many people have agreed by now.</param>
    public sealed record Recorded(bool IsFinal, int Approvals) : VerdictTaken;
    public sealed record Refused(string Reason) : VerdictTaken;
}

/// <summary>Which waiting requests to list; the soonest deadline first.</summary>
public sealed record ApprovalFilter
{
    public IReadOnlyList<string>? Roles { get; init; }
    public CaseId? Case { get; init; }
    public string? ClaimedBy { get; init; }
    public int Page { get; init; } = 1;
    public int PageSize { get; init; } = 50;
}

/// <summary>A waiting request beside its case.</summary>
public sealed record PendingApproval(ApprovalRecord Approval, CaseRecord Case, Proposal Proposal);
