using AgenticRecovery.Cases;
using Temporalio.Workflows;

namespace AgenticRecovery.Workflows;

/// <summary>What the customer hears, and waiting for what they say.</summary>
public sealed partial class RecoveryCase
{
    private const int MaxDrafts = 3;
    private int _messages;

    /// <summary>One message for each move the customer hears of, in the order they were done.</summary>
    private async Task TellAsync(Worked worked)
    {
        foreach (var proposal in worked.ToTell)
            await SendAsync("moves", $"round-{_messages++}", [proposal], null);
    }

    /// <summary>Writes, checks and sends. A draft the guard refuses is written again twice, then a person looks.</summary>
    private async Task SendAsync(string purpose, string key, IReadOnlyList<string> proposals, string? askedIn)
    {
        for (var attempt = 0; attempt < MaxDrafts; attempt++)
        {
            var message = new MessageFor(_caseId, key, purpose, proposals, askedIn, attempt);
            var sent = await Steps.OutsideAsync(s => s.MessageAsync(message));
            switch (sent.Word)
            {
                case "sent" or "skipped":
                    return;
                case "later" when purpose == "holding":
                    // A verdict makes the note pointless, and the note must not delay what the verdict sets going.
                    if (sent.NotBefore >= _pending!.DueAt || await Workflow.WaitConditionAsync(() => _pending.Answer is not null, Later(sent.NotBefore!.Value)))
                        return;
                    attempt--;
                    break;
                case "later":
                    await EnterAsync(CaseState.Verifying, "a message waits: " + sent.Reason, sent.NotBefore);
                    _hearsNothing = true;
                    await Workflow.DelayAsync(Later(sent.NotBefore!.Value));
                    _hearsNothing = false;
                    attempt--;
                    break;
                case "held":
                    await EscalateAsync(null, 0, "message held: " + sent.Reason);
                    return;
            }
        }

        await EscalateAsync(null, 0, "the message guard refused every draft");
    }

    /// <summary>Waits for an answer, reminds once, then follows the playbook.</summary>
    private async Task<RoundEnd> AwaitCustomerAsync()
    {
        var wait = _plan?.Wait ?? new WaitPlan(TimeSpan.FromDays(1), TimeSpan.FromHours(12), "person");
        var dueAt = new DateTimeOffset(Workflow.UtcNow, TimeSpan.Zero) + wait.AnswerWithin;
        await EnterAsync(CaseState.AwaitingCustomer, "waiting for the customer's answer", dueAt);

        if (wait.RemindAfter > TimeSpan.Zero && wait.RemindAfter < wait.AnswerWithin)
        {
            if (await Workflow.WaitConditionAsync(() => _inbox.Count > 0, wait.RemindAfter))
                return Answered();
            await SendAsync("reminder", $"remind-{_messages++}", [], null);
        }

        if (await Workflow.WaitConditionAsync(() => _inbox.Count > 0, Later(dueAt)))
            return Answered();
        if (wait.OnSilence == "close")
            return new RoundEnd(true, CaseResult.Answered, "the customer did not answer");
        return await AskPersonAsync(await HandOverAsync($"the customer did not answer; the playbook says {wait.OnSilence}"));

        static RoundEnd Answered() => new(false, null, "the customer answered");
    }

    private async Task WaitForNewsAsync(string why)
    {
        await EnterAsync(CaseState.AwaitingCustomer, why, null);
        await Workflow.WaitConditionAsync(() => _inbox.Count > 0);
    }
}
