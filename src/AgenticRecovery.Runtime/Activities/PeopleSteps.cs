using AgenticRecovery.Agents;
using AgenticRecovery.Approvals;
using AgenticRecovery.Cases;
using AgenticRecovery.Store;
using AgenticRecovery.Workflows;
using Temporalio.Activities;

namespace AgenticRecovery.Activities;

/// <summary>Requests to people and their verdicts on the record, with the holds that protect the order meanwhile.</summary>
public sealed class PeopleSteps(RecoveryStore store, Requests requests, Holds holds, TimeProvider clock)
{
    /// <inheritdoc cref="ICaseSteps.AskPersonAsync"/>
    [Activity]
    public async Task AskPersonAsync(Ask ask)
    {
        var ct = ActivityExecutionContext.Current.CancellationToken;
        var record = store.Proposals.Find(new ProposalId(ask.ProposalId))!;
        var proposal = record.Proposal;
        var request = await requests.ForAsync(record, ask.Need, ct);
        var isWaiting = store.Approvals.Find(proposal.Id) is { IsWaiting: true };
        await holds.PlaceAsync(proposal, ct);
        var at = clock.GetUtcNow();
        var said = store.Notes.Read(ask.Why);
        var why = proposal.Move is Move.EscalateTo to ? to.Instructions : $"{proposal.Move.Name}: {said}";
        await store.WriteAsync(
            sql =>
            {
                store.Approvals.Ask(sql, request, proposal.ProposedBy);
                // A request that still waits is the same request: this step ran before and was cut off.
                if (!isWaiting)
                    store.Approvals.Reopen(sql, request, said);
                store.Cases.EnterState(sql, proposal.Case, CaseState.AwaitingApproval, why, ask.Need.DueAt, at);
                store.Tell(sql, proposal.Case, at, "approval", $"{proposal.Id}/asked", $"Asks {People(ask.Need)} about {proposal.Move.Name} until {ask.Need.DueAt:yyyy-MM-dd HH:mm} UTC: {why}", ("proposal", proposal.Id.Value));
            },
            ct);
    }

    /// <inheritdoc cref="ICaseSteps.RecordVerdictAsync"/>
    [Activity]
    public async Task RecordVerdictAsync(VerdictGiven given)
    {
        var ct = ActivityExecutionContext.Current.CancellationToken;
        var verdict = GivenVerdicts.Read(store, given.Verdict.Id);
        var proposal = store.Proposals.Find(verdict.Proposal)!.Proposal;
        var at = clock.GetUtcNow();
        if (given.Settles && verdict is not Verdict.Ask)
            await holds.LiftAsync(proposal.Case, ct);
        await store.WriteAsync(
            sql =>
            {
                if (store.Approvals.Record(sql, verdict, at) is VerdictTaken.Refused refused)
                    throw new InvalidOperationException($"The workflow took a verdict that the record refuses: {refused.Reason}");
                store.Tell(sql, proposal.Case, at, "approval", $"{proposal.Id}/{verdict.By}/{at.ToUnixTimeMilliseconds()}", Words(verdict), ("proposal", proposal.Id.Value));
                // At work again from this moment, so that nobody takes what the verdict sets going for settled.
                if (given.Settles)
                    store.Cases.EnterState(sql, proposal.Case, CaseState.Acting, Words(verdict), null, at);
                if (verdict is Verdict.Reject reject)
                {
                    store.Proposals.Act(sql, proposal.Id, "rejected", reject.Reason, at);
                    store.Budgets.Release(sql, proposal.Id.Value, at);
                    requests.Answer(sql, proposal, ToolSays.Rejected, reject.Reason, at);
                }
                // An edit gives the money back when it takes the proposal's place: one that is denied leaves the proposal as it was.
                else if (verdict is Verdict.TakeOver or Verdict.Ask { OfCustomer: true })
                {
                    store.Budgets.Release(sql, proposal.Id.Value, at);
                }

                if (verdict is Verdict.Ask { OfCustomer: true })
                    store.Approvals.Withdraw(sql, proposal.Id, "the customer was asked first", at);
            },
            ct);
    }

    /// <inheritdoc cref="ICaseSteps.EnterAsync"/>
    [Activity]
    public Task EnterAsync(EnterState enter)
    {
        var ct = ActivityExecutionContext.Current.CancellationToken;
        var at = clock.GetUtcNow();
        var id = new CaseId(enter.CaseId);
        var why = store.Notes.Read(enter.Why);
        return store.WriteAsync(
            sql =>
            {
                if (!enter.OnlyIfWoken || store.Cases.IsWoken(sql, id))
                    store.Cases.EnterState(sql, id, enter.State, why, enter.DueAt, at);
            },
            ct);
    }

    /// <inheritdoc cref="ICaseSteps.EscalateAsync"/>
    [Activity]
    public Task EscalateAsync(EscalationStep step)
    {
        var ct = ActivityExecutionContext.Current.CancellationToken;
        var id = new CaseId(step.CaseId);
        var why = store.Notes.Read(step.Why);
        var at = clock.GetUtcNow();
        return store.WriteAsync(
            sql =>
            {
                store.Timeline.Escalate(sql, new Escalation(id, step.Step + 1, step.To, why, at));
                store.Tell(sql, id, at, "escalation", $"{step.ProposalId}/{step.Step}/{step.Why}", $"Escalated to {step.To}: {why}");
            },
            ct);
    }

    private static string People(ApprovalNeed need) => need.People == 1 ? $"one person ({need.Role})" : $"{need.People} people ({need.Role})";

    private static string Words(Verdict verdict) => verdict switch
    {
        Verdict.Approve a => $"{a.By} approves" + (a.Note is { Length: > 0 } note ? $": {note}" : ""),
        Verdict.Edit e => $"{e.By} wants {e.Move.Name} instead: {e.Note}",
        Verdict.Reject r => $"{r.By} rejects: {r.Reason}",
        Verdict.Ask a => $"{a.By} asks {(a.OfCustomer ? "the customer" : "a colleague")}: {a.Question}",
        Verdict.TakeOver t => $"{t.By} takes over: {t.Note}",
        Verdict.TakeBack t => $"{t.By} takes the approval back",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
