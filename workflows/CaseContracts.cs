using AgenticRecovery.Cases;
using AgenticRecovery.Triage;

namespace AgenticRecovery.Workflows;

// Records that cross the border between the workflow and its activities. They carry ids, verdicts and small values
// only; texts, transcripts and evidence stay in the store. Fields are only ever added.

/// <summary>Starts a case. Later signals arrive as workflow signals.</summary>
public sealed record OpenCase(string CaseId, string FirstSignal);

/// <summary>What intake and gathering found.</summary>
/// <param name="Order">The order the case is about, when it is known.</param>
/// <param name="IsWithdrawn">True when there is nothing to work: the order is gone, or the event was a mistake.</param>
/// <param name="Signals">Ids of the signals that were read; one that arrives later opens another round.</param>
public sealed record Opened(
    string? Order, string? Customer, string Subject, int Facts, bool IsWithdrawn, string? Why, IReadOnlyList<string> Signals);

/// <param name="Round">Counts from 0; each answer of the customer or new event begins another.</param>
public sealed record CaseRound(string CaseId, int Round);

/// <param name="TranscriptId">Content hash of the triage transcript.</param>
public sealed record Diagnosed(FailureMode Mode, decimal Confidence, Fixability Fixability, string TranscriptId, IReadOnlyList<string> Missing);

/// <param name="Sla">Deadlines as instants, from the playbook.</param>
/// <param name="Best">The move that economics would choose, for the record.</param>
public sealed record Valued(string Queue, string Owner, Deadlines Sla, long ValueAtRiskMinor, string Currency, string Best, WaitPlan Wait, IReadOnlyList<string> Escalation);

public sealed record Deadlines(DateTimeOffset FirstTouchAt, DateTimeOffset DecisionAt, DateTimeOffset? UpdateAt);

/// <param name="OnSilence">A move name, or "close" or "person".</param>
public sealed record WaitPlan(TimeSpan AnswerWithin, TimeSpan RemindAfter, string OnSilence);

/// <summary>One call of the recovery model; the transcript is found by case and grows by one turn.</summary>
/// <param name="Turn">Counts over all rounds of the case.</param>
/// <param name="IsFirst">True for the first turn of a round: the transcript begins anew with what is known now.</param>
public sealed record ModelTurn(string CaseId, int Turn, bool IsFirst);

/// <param name="Finish">"tools", "stop" or "give-up" (no model answered; a person takes it).</param>
/// <param name="Say">For "give-up": the id of a note that says why.</param>
public sealed record TurnTaken(string Finish, IReadOnlyList<ToolCall> Calls, string TranscriptId, int Tokens, string? Say);

/// <param name="IsWrite">A write is a proposal; a read runs.</param>
public sealed record ToolCall(string CallId, string Tool, bool IsWrite);

public sealed record ToolCallRef(string CaseId, int Turn, string CallId);

/// <summary>What became of a proposed move.</summary>
/// <param name="Word">"allow", "approval", "deny" or "unreadable".</param>
/// <param name="IsHandOver">True when the move is a question to a person rather than a change.</param>
public sealed record Proposed(
    string ProposalId, string Move, string Word, string Rule, string Reason, bool IsHandOver, ApprovalNeed? Need);

/// <summary>Who must answer, how many, by when, and the hash their verdict must carry.</summary>
public sealed record ApprovalNeed(string Role, int People, DateTimeOffset DueAt, string ProposalHash, string ProposedBy);

/// <summary>A move that a person wants instead of the one proposed; the verdict says which.</summary>
public sealed record EditedMove(string CaseId, string Replaces, string VerdictId);

/// <summary>A case that no model could finish; a person gets it with the reason.</summary>
/// <param name="Why">Words of the workflow, which may hold ids of notes.</param>
public sealed record HandOver(string CaseId, string Why);

public sealed record ProposalRef(string CaseId, string ProposalId);

/// <summary>Puts a proposal before a person.</summary>
public sealed record Ask(string CaseId, string ProposalId, ApprovalNeed Need, string Why);

/// <summary>What acting on a proposal led to.</summary>
/// <param name="Word">"done", "changed" (the state moved since it was judged; a person looks again), "refused" (by the shop) or "person" (only a person can do it).</param>
/// <param name="Summary">For "changed" and "person": the id of a note with what a person must know.</param>
/// <param name="Need">Set for "changed" and "person": what a person is asked now.</param>
public sealed record Acted(string Word, string Summary, bool TellsCustomer, bool AwaitsCustomer, ApprovalNeed? Need);

/// <summary>A message about what was done, or a question, reminder or holding note.</summary>
/// <param name="Key">Idempotency key of this message within the case.</param>
/// <param name="Purpose">"moves", "question", "reminder" or "holding".</param>
/// <param name="Attempt">0 for the first draft; each refusal of the guard asks for another.</param>
/// <param name="AskedIn">For "question": the id of the verdict that asks it.</param>
public sealed record MessageFor(string CaseId, string Key, string Purpose, IReadOnlyList<string> Proposals, string? AskedIn, int Attempt);

/// <param name="Word">"sent", "rewrite" (the guard refused this draft), "held" (a person must look), "later" (contact rules) or "skipped" (opted out).</param>
/// <param name="NotBefore">Set for "later".</param>
public sealed record MessageSent(string Word, string Reason, DateTimeOffset? NotBefore);

/// <param name="Word">"holds", "later" or "failed".</param>
/// <param name="Observed">The id of a note with what the source shows.</param>
public sealed record Verified(string Word, string Observed);

public sealed record VerifyMoves(string CaseId, IReadOnlyList<string> Proposals, int Attempt);

/// <param name="OnlyIfWoken">True to change nothing unless a signal put the case back to work and the workflow has not moved since.</param>
public sealed record EnterState(string CaseId, CaseState State, string Why, DateTimeOffset? DueAt, bool OnlyIfWoken = false);

/// <summary>A person's verdict as history carries it; what they wrote, and the move they want, stay in the store.</summary>
/// <param name="Id">The note that holds the verdict.</param>
/// <param name="Word">"approve", "edit", "reject", "ask-customer", "ask-colleague" or "takeover".</param>
public sealed record GivenVerdict(string Id, string Proposal, string ProposalHash, string By, IReadOnlyList<string> Roles, string Word);

/// <param name="Settles">True when the request is answered by this verdict; false when more people must agree.</param>
public sealed record VerdictGiven(string CaseId, GivenVerdict Verdict, bool Settles);

public sealed record EscalationStep(string CaseId, string? ProposalId, string To, string Why, int Step);

public sealed record CloseCase(string CaseId, CaseResult Result, string Why);

/// <summary>What the workflow answers to a query.</summary>
public sealed record CaseView(string CaseId, CaseState State, FailureMode? Mode, string? PendingProposal, int Turns, int Moves, string Why);
