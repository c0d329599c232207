using AgenticRecovery.Cases;
using Temporalio.Workflows;

namespace AgenticRecovery.Workflows;

/// <summary>Approvals: a request waits for verdicts; deadlines escalate, and nothing is ever decided by time alone.</summary>
public sealed partial class RecoveryCase
{
    private Pending? _pending;
    private bool _toldWeCheck;

    /// <summary>
    /// A person's answer. It is refused at once when it is late, for another proposal, by the wrong person, or second.
    /// The caller has checked the account; roles come with the verdict.
    /// </summary>
    [WorkflowUpdate]
    public async Task<string> GiveVerdictAsync(GivenVerdict verdict)
    {
        var pending = _pending!;
        var settles = pending.Take(verdict);
        await Steps.OwnAsync(s => s.RecordVerdictAsync(new VerdictGiven(_caseId, verdict, settles)));
        pending.Recorded(verdict);
        if (settles)
            pending.Settle(verdict);
        return settles ? "settled" : $"{(verdict.Word == "takeback" ? "taken back" : "recorded")}; {pending.StillNeeded} more must agree";
    }

    [WorkflowUpdateValidator(nameof(GiveVerdictAsync))]
    public void CheckVerdict(GivenVerdict verdict)
    {
        if (_pending is null)
            throw new InvalidOperationException($"Case {_caseId} waits for no verdict; it is {_state}.");
        _pending.Check(verdict);
    }

    /// <summary>Waits for a verdict and says what may go ahead: the proposal, an edited one, or nothing.</summary>
    private async Task<Settled> SettleAsync(Proposed proposed)
    {
        while (true)
        {
            var verdict = await AwaitVerdictAsync(proposed);
            switch (verdict.Word)
            {
                case "approve" when proposed.IsHandOver:
                    return new Settled(null, new RoundEnd(true, CaseResult.TakenOver, "handled by a person"));
                case "approve":
                    return new Settled(proposed, null);
                case "reject":
                    return proposed.IsHandOver
                        ? new Settled(null, new RoundEnd(true, CaseResult.Declined, verdict.Id))
                        : new Settled(null, null);
                case "takeover":
                    return new Settled(null, new RoundEnd(true, CaseResult.TakenOver, verdict.Id));
                case "ask-customer":
                    await SendAsync("question", $"ask-{proposed.ProposalId}", [], verdict.Id);
                    return new Settled(null, await AwaitCustomerAsync());
                case "ask-colleague":
                    continue;
                case "edit":
                    var edit = new EditedMove(_caseId, proposed.ProposalId, verdict.Id);
                    var edited = await Steps.OutsideAsync(s => s.ProposeEditAsync(edit));
                    if (edited.Word == "allow")
                        return new Settled(edited, null);
                    proposed = edited.Word == "approval"
                        ? edited
                        : proposed with { Reason = $"{edited.Move} instead is not possible: {edited.Reason}" };
                    continue;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }
    }

    /// <summary>For a case that only a person can finish.</summary>
    private async Task<RoundEnd> AskPersonAsync(Proposed handOver)
    {
        var worked = await CarryAsync(handOver, new Worked());
        if (worked.Ended is { } ended)
            return ended;
        await TellAsync(worked);
        return worked.AwaitsCustomer ? await AwaitCustomerAsync() : await VerifyAsync(worked);
    }

    private async Task<GivenVerdict> AwaitVerdictAsync(Proposed proposed)
    {
        var need = proposed.Need!;
        // Set before the request is shown: a quick person may answer before the step that shows it reports back.
        _pending = new Pending(proposed, need);
        await Steps.OutsideAsync(s => s.AskPersonAsync(new Ask(_caseId, proposed.ProposalId, need, proposed.Reason)));
        (_state, _why) = (CaseState.AwaitingApproval, proposed.Reason);

        await HoldingNoteAsync(need.DueAt);
        var step = 0;
        var wait = Later(need.DueAt);
        while (!await WaitAsync(() => _pending.Answer is not null, wait))
        {
            await EscalateAsync(proposed.ProposalId, step, "no verdict by the deadline");
            wait = ++step < (_plan?.Escalation.Count ?? 0) ? TimeSpan.FromHours(4) : Timeout.InfiniteTimeSpan;
        }

        var answer = _pending.Answer!;
        _pending = null;
        return answer;
    }

    /// <summary>Tells the customer once that we are checking, when the wait is longer than the playbook's update promise.</summary>
    private async Task HoldingNoteAsync(DateTimeOffset dueAt)
    {
        if (_toldWeCheck || _plan?.Sla.UpdateAt is not { } updateAt || updateAt >= dueAt)
            return;
        if (await Workflow.WaitConditionAsync(() => _pending!.Answer is not null, Later(updateAt)))
            return;
        _toldWeCheck = true;
        await SendAsync("holding", "holding", [], null);
    }

    private Task EscalateAsync(string? proposal, int step, string why)
    {
        var path = _plan?.Escalation ?? [];
        var to = path.Count == 0 ? "operations lead" : path[Math.Min(step, path.Count - 1)];
        return Steps.OwnAsync(s => s.EscalateAsync(new EscalationStep(_caseId, proposal, to, why, step)));
    }

    /// <summary>At least a second, so that a deadline already past still leaves room for an answer before it escalates.</summary>
    private static TimeSpan Later(DateTimeOffset at)
    {
        var left = at - new DateTimeOffset(Workflow.UtcNow, TimeSpan.Zero);
        return left > TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1);
    }

    private static async Task<bool> WaitAsync(Func<bool> until, TimeSpan within)
    {
        if (within != Timeout.InfiniteTimeSpan)
            return await Workflow.WaitConditionAsync(until, within);
        await Workflow.WaitConditionAsync(until);
        return true;
    }

    private sealed record Settled(Proposed? Go, RoundEnd? Ended);
}
