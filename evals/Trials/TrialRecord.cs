using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Evals.Datasets;
using AgenticRecovery.Evals.Runs;

namespace AgenticRecovery.Evals.Trials;

/// <summary>Everything a grader may look at: what one case led to, after nothing moved any more.</summary>
public sealed record TrialRecord
{
    public required EvalCase Case { get; init; }

    /// <summary>The end state that would be right.</summary>
    public required EndState Right { get; init; }
    public required EndState After { get; init; }
    public IReadOnlyList<TrialProposal> Proposals { get; init; } = [];

    /// <summary>What was carried out on the case's orders and customers: the shop's writes, and moves of words.</summary>
    public IReadOnlyList<ShopEffect> Effects { get; init; } = [];
    public IReadOnlyList<TrialMessage> Messages { get; init; } = [];
    public IReadOnlyList<CaseState> States { get; init; } = [];
    public IReadOnlyList<FailureMode> Modes { get; init; } = [];

    /// <summary>Why the machinery failed a case; empty when it did not.</summary>
    public IReadOnlyList<string> Breakdowns { get; init; } = [];
    public int Turns { get; init; }

    /// <summary>Millionths of the price list's currency unit.</summary>
    public long CostMicros { get; init; }
    public long TokensIn { get; init; }
    public long TokensOut { get; init; }

    /// <summary>Real time of the model calls.</summary>
    public long ModelMs { get; init; }

    /// <summary>Of the diagnosis, 0–1; the least sure one where several cases were opened.</summary>
    public double Confidence { get; init; }

    /// <summary>Money and credit given to the customer.</summary>
    public Money Given { get; init; }
    public IReadOnlyList<TranscriptEntry> Transcript { get; init; } = [];
    public int Repeat { get; init; }

    /// <summary>Why no model answered the last question; null when one did. Then the trial says nothing about the agent.</summary>
    public string? Unanswered { get; init; }

    /// <summary>Real time of the trial.</summary>
    public double Seconds { get; init; }

    public bool AsksPerson => States.Any(s => s is CaseState.AwaitingApproval or CaseState.Held);

    public IEnumerable<string> DoneMoves => Effects.Select(e => e.Move).Distinct(StringComparer.Ordinal);

    /// <summary>What became of it in one word. Asking a person outranks all; a question outranks what was done beside it.</summary>
    public EvalVerdict Verdict =>
        AsksPerson ? EvalVerdict.Approval
        : DoneMoves.Any(m => m is nameof(Move.AskCustomer) or nameof(Move.VerifyCustomer)) ? EvalVerdict.Ask
        : DoneMoves.Any(m => m == nameof(Move.Decline)) || (IsWish && DoneMoves.Any() && DoneMoves.All(m => m == nameof(Move.Explain))) ? EvalVerdict.Deny
        : EvalVerdict.Auto;

    /// <summary>In these an explanation alone means that the wish was not granted; elsewhere it is the answer.</summary>
    private bool IsWish => Case.Mode is FailureMode.ConcessionRequest or FailureMode.CancelRequest or FailureMode.ChangeRequest or FailureMode.ReturnRequest;
}

/// <param name="Decision">"allow", "approval" or "deny"; null when the policy was not asked.</param>
/// <param name="IsApproved">True when people agreed to it.</param>
public sealed record TrialProposal(string Id, string Move, string? Decision, string? Rule, bool IsApproved)
{
    /// <summary>The move with its arguments, JSON.</summary>
    public string Arguments { get; init; } = "";

    /// <summary>What the policy book gave as its reason.</summary>
    public string Reason { get; init; } = "";

    /// <summary>"done", "changed", "refused" or "person"; null while nothing was done.</summary>
    public string? Acted { get; init; }
}

/// <param name="Key">The idempotency key of the write; a proposal's id.</param>
public sealed record ShopEffect(string Key, string Move);

/// <param name="State">"sent", or what keeps it from being sent.</param>
public sealed record TrialMessage(string State, string Why, string Subject, string Body)
{
    public bool IsSent => State == "sent";

    public bool Says(string piece) =>
        Body.Contains(piece, StringComparison.OrdinalIgnoreCase) || Subject.Contains(piece, StringComparison.OrdinalIgnoreCase);
}
