using AgenticRecovery.Cases;
using Temporalio.Workflows;

namespace AgenticRecovery.Workflows;

/// <summary>The agent loop: one activity per model turn and per tool call. Models only propose.</summary>
public sealed partial class RecoveryCase
{
    private const int MaxTurns = 60;
    private const int MaxDenialsInARow = 3;

    private async Task<Worked> WorkAsync()
    {
        var worked = new Worked();
        var denials = 0;
        var hasProposed = false;
        for (var turn = 0; turn < MaxTurns; turn++)
        {
            var next = new ModelTurn(_caseId, _turns++, turn == 0);
            var taken = await Steps.OutsideAsync(s => s.ModelTurnAsync(next));
            if (taken.Finish == "give-up")
                return worked.EndedBy(await AskPersonAsync(await HandOverAsync(taken.Say ?? "no model could answer")));
            if (taken.Calls.Count == 0 && !hasProposed && Workflow.Patched("words-are-no-move"))
                return worked.EndedBy(await AskPersonAsync(await HandOverAsync("the model ended without proposing a move; what it says it did was not done")));
            if (taken.Calls.Count == 0)
                return worked;

            await ReadAllAsync(next.Turn, taken.Calls);
            foreach (var call in taken.Calls.Where(c => c.IsWrite))
            {
                hasProposed = true;
                var made = new ToolCallRef(_caseId, next.Turn, call.CallId);
                var proposed = await Steps.OutsideAsync(s => s.ProposeAsync(made));
                _state = CaseState.Proposed;
                var went = await CarryAsync(proposed, worked);
                if (went.Ended is not null)
                    return went;
                denials = proposed.Word is "deny" or "unreadable" ? denials + 1 : 0;
                if (denials >= MaxDenialsInARow && Workflow.Patched("refusals-within-a-turn"))
                    break;
            }

            if (denials >= MaxDenialsInARow)
                return worked.EndedBy(await AskPersonAsync(await HandOverAsync("three proposals in a row were refused")));
        }

        return worked.EndedBy(await AskPersonAsync(await HandOverAsync($"no end after {MaxTurns} turns")));
    }

    private async Task ReadAllAsync(int turn, IReadOnlyList<ToolCall> calls)
    {
        // One after another: the answers stand on the transcript in the order of the calls.
        foreach (var call in calls.Where(c => !c.IsWrite))
        {
            var made = new ToolCallRef(_caseId, turn, call.CallId);
            await Steps.OutsideAsync(s => s.ReadAsync(made));
        }
    }

    /// <summary>Carries a proposal as far as the rules, a person and the shop let it go.</summary>
    private async Task<Worked> CarryAsync(Proposed proposed, Worked worked)
    {
        switch (proposed.Word)
        {
            case "deny" or "unreadable":
                return worked;
            case "approval":
                var settled = await SettleAsync(proposed);
                if (settled.Ended is { } ended)
                    return worked.EndedBy(ended);
                return settled.Go is null ? worked : await ActAsync(settled.Go, worked);
            default:
                return await ActAsync(proposed, worked);
        }
    }

    private async Task<Worked> ActAsync(Proposed proposed, Worked worked)
    {
        _state = CaseState.Acting;
        var acted = await Steps.OutsideAsync(s => s.ActAsync(new ProposalRef(_caseId, proposed.ProposalId)));
        switch (acted.Word)
        {
            case "done":
                _moves++;
                worked.Add(proposed, acted);
                return worked;
            case "refused":
                return worked;
            case "changed" or "person":
                var again = proposed with { Word = "approval", Reason = acted.Summary, Need = acted.Need, IsHandOver = acted.Word == "person" };
                return await CarryAsync(again, worked);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>What a round of work has done so far.</summary>
    private sealed class Worked
    {
        public List<string> Done { get; } = [];
        public List<string> ToTell { get; } = [];
        public bool AwaitsCustomer { get; private set; }
        public RoundEnd? Ended { get; private set; }
        public CaseResult Result { get; private set; } = CaseResult.Answered;

        public void Add(Proposed proposed, Acted acted)
        {
            Done.Add(proposed.ProposalId);
            if (acted.TellsCustomer)
                ToTell.Add(proposed.ProposalId);
            AwaitsCustomer |= acted.AwaitsCustomer;
            Result = ResultOf(proposed.Move, Result);
        }

        public Worked EndedBy(RoundEnd end)
        {
            Ended = end;
            return this;
        }

        /// <summary>Keeping the order outranks giving it up, which outranks words.</summary>
        private static CaseResult ResultOf(string move, CaseResult before) => move switch
        {
            nameof(Move.Decline) => before == CaseResult.Answered ? CaseResult.Declined : before,
            nameof(Move.CancelOrder) or nameof(Move.FullRefund) or nameof(Move.ReturnForRefund) or nameof(Move.AcceptDispute) =>
                before == CaseResult.Recovered ? before : CaseResult.Released,
            _ => MoveTraits.All[move].Group is MoveGroup.Message or MoveGroup.Task ? before : CaseResult.Recovered,
        };
    }
}
