using Temporalio.Activities;

namespace AgenticRecovery.Workflows;

/// <summary>
/// Everything a case does outside its workflow. Each step may run twice: writes carry an idempotency key.
/// The names are part of running cases' histories and never change.
/// </summary>
public interface ICaseSteps
{
    /// <summary>Joins the signals given so far, reads the shop and records each fact with source and time.</summary>
    [Activity] Task<Opened> OpenAsync(OpenCase open);

    /// <summary>One call of the Triage agent.</summary>
    [Activity] Task<Diagnosed> DiagnoseAsync(CaseRound of);

    /// <summary>Value at risk, the ladder with expected values, and the deadlines of the playbook.</summary>
    [Activity] Task<Valued> ValueAsync(CaseRound of);

    /// <summary>One call of the Recovery agent. A turn that was recorded is returned, not paid for again.</summary>
    [Activity] Task<TurnTaken> ModelTurnAsync(ModelTurn turn);

    /// <summary>Runs a read tool and puts its answer on the transcript.</summary>
    [Activity] Task ReadAsync(ToolCallRef call);

    /// <summary>Reads a write tool call into a priced proposal, asks the policy book, reserves budgets, records all of it.</summary>
    [Activity] Task<Proposed> ProposeAsync(ToolCallRef call);

    /// <summary>The same for a move that a person put in place of another.</summary>
    [Activity] Task<Proposed> ProposeEditAsync(EditedMove edit);

    /// <summary>A proposal that only asks a person, for cases no model could finish.</summary>
    [Activity] Task<Proposed> HandOverAsync(HandOver hand);

    /// <summary>Puts the request into the desk and places the hold that protects the order meanwhile.</summary>
    [Activity] Task AskPersonAsync(Ask ask);

    /// <summary>Records a verdict; when it settles the request, lifts the hold and answers the model's tool call.</summary>
    [Activity] Task RecordVerdictAsync(VerdictGiven given);

    /// <summary>Reads the state again, then acts through the shop, exactly once per proposal.</summary>
    [Activity] Task<Acted> ActAsync(ProposalRef proposal);

    /// <summary>One call of the Writer agent, the message guard, and the sending, exactly once per key.</summary>
    [Activity] Task<MessageSent> MessageAsync(MessageFor message);

    /// <summary>Asks the source system whether the moves really show.</summary>
    [Activity] Task<Verified> VerifyAsync(VerifyMoves moves);

    [Activity] Task EnterAsync(EnterState enter);
    [Activity] Task EscalateAsync(EscalationStep step);
    [Activity] Task CloseAsync(CloseCase close);
}
