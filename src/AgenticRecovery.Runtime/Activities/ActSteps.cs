using AgenticRecovery.Agents;
using AgenticRecovery.Approvals;
using AgenticRecovery.Books;
using AgenticRecovery.Cases;
using AgenticRecovery.Connectors;
using AgenticRecovery.Store;
using AgenticRecovery.Workflows;
using Temporalio.Activities;

namespace AgenticRecovery.Activities;

/// <summary>The one place where a proposal becomes an effect, exactly once per proposal.</summary>
public sealed class ActSteps(RecoveryStore store, IShop shop, CaseReader reader, Requests requests, PlaybookShelf playbooks, TimeProvider clock)
{
    /// <inheritdoc cref="ICaseSteps.ActAsync"/>
    [Activity]
    public async Task<Acted> ActAsync(ProposalRef of)
    {
        var ct = ActivityExecutionContext.Current.CancellationToken;
        var record = store.Proposals.Find(new ProposalId(of.ProposalId)) ?? throw new InvalidOperationException($"There is no proposal {of.ProposalId}.");
        var (proposal, traits) = (record.Proposal, MoveTraits.Of(record.Proposal.Move));
        if (record.Acted == "done")
            return Done(traits);

        if (proposal.Move is Move.EscalateTo)
            return new Acted("person", "", false, false, HandOvers.Need(record));
        if (await requests.ReopenIfChangedAsync(record, ct) is { } changed)
            return changed;
        if (proposal.Move is Move.DoNothing || (traits.Group == MoveGroup.Message && !shop.Capabilities.Contains(proposal.Move.Name)))
        {
            // The shop keeps no record of plain words: the message itself is the move.
            await SettleAsync(record, "done", "nothing changes in the shop", ToolSays.Done, null, ct);
            return Done(traits);
        }

        await store.Intents.PlanAsync(proposal.Id.Value, proposal.Case, proposal.Move.Name, clock.GetUtcNow(), ct);
        var answer = await shop.ExecuteAsync(Write(proposal), ct);
        switch (answer)
        {
            case ShopAnswer.Done done:
                await SettleAsync(record, "done", done.Summary, ToolSays.Done, done.Reference, ct);
                return Done(traits);
            case ShopAnswer.Refused refused:
                await SettleAsync(record, "refused", refused.Reason, ToolSays.Refused, null, ct);
                return new Acted("refused", "", false, false, null);
            case ShopAnswer.NeedsPerson person:
                var note = await store.Notes.PutAsync(proposal.Case, person.Instructions, clock.GetUtcNow(), ct);
                return new Acted("person", note, false, false, HandOvers.Need(record));
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <inheritdoc cref="ICaseSteps.VerifyAsync"/>
    [Activity]
    public async Task<Verified> VerifyAsync(VerifyMoves moves)
    {
        var ct = ActivityExecutionContext.Current.CancellationToken;
        var id = new CaseId(moves.CaseId);
        var (word, observed) = ("holds", "nothing had to change");
        foreach (var proposalId in moves.Proposals)
        {
            var proposal = store.Proposals.Find(new ProposalId(proposalId))!.Proposal;
            if (proposal.Move is Move.DoNothing or Move.EscalateTo || !shop.Capabilities.Contains(proposal.Move.Name))
                continue;
            var seen = await shop.VerifyAsync(Write(proposal), ct);
            observed = seen.Observed;
            var own = seen.Holds ? "holds" : seen.IsFinal ? "failed" : "later";
            await store.WriteAsync(sql => store.Proposals.Verify(sql, proposal.Id, own, seen.Observed, clock.GetUtcNow()), ct);
            word = own == "failed" || word == "failed" ? "failed" : own == "later" ? "later" : word;
        }

        if (word == "holds" && await NotDoneAsync(id, moves, ct) is { } notYet)
            (word, observed) = ("later", notYet);
        var at = clock.GetUtcNow();
        var note = await store.WriteAsync(
            sql =>
            {
                store.Tell(sql, id, at, "verify", $"{moves.Attempt}/{word}", $"{shop.Name}: {observed} ({word})");
                return store.Notes.Put(sql, id, observed, at);
            },
            ct);
        return new Verified(word, note);
    }

    /// <summary>What the playbook's definition of done still lacks; null when it holds.</summary>
    private async Task<string?> NotDoneAsync(CaseId id, VerifyMoves moves, CancellationToken ct)
    {
        var now = await reader.ReadAsync(id, ct);
        var done = playbooks[now.Case.Mode!.Value].Done;
        var orders = moves.Proposals.Select(p => store.Proposals.Find(new ProposalId(p))!.Proposal).ToList();
        var isAnswered = store.Messages.OfCase(id).Any(m => m.State is "sent" or "skipped" && m.Purpose != "holding");
        var isActed = orders.Any(p => MoveTraits.Of(p.Move).Group is not (MoveGroup.Message or MoveGroup.Task));
        var isReclassified = now.Case.Mode != FailureMode.Unclear || isAnswered;
        var progress = new CaseProgress(
            now.Case.OpenedAt, isAnswered, isActed, false, isReclassified, orders.Any(p => p.Move is Move.Replace or Move.Reroute));
        // A message may name no order, or several: then the one that was acted on last shows how it went.
        var order = now.Order ?? (orders.LastOrDefault(p => p.Order is not null)?.Order is { } last ? await shop.FindOrderAsync(last, ct) : null);
        return DoneWhen.Holds(done, order, progress) ? null : "waits until this is true: " + DoneWhen.Names[done];
    }

    private Task SettleAsync(ProposalRecord record, string word, string summary, string says, string? reference, CancellationToken ct)
    {
        var proposal = record.Proposal;
        var at = clock.GetUtcNow();
        return store.WriteAsync(
            sql =>
            {
                store.Proposals.Act(sql, proposal.Id, word, summary, at);
                store.Intents.Settle(sql, proposal.Id.Value, word == "done" ? IntentState.Done : IntentState.Refused, reference, summary, at);
                if (word == "done")
                    store.Budgets.Commit(sql, proposal.Id.Value, at);
                else
                    store.Budgets.Release(sql, proposal.Id.Value, at);
                requests.Answer(sql, proposal, says, word == "done" ? summary : $"{shop.Name}: {summary}", at);
                store.Cases.EnterState(sql, proposal.Case, CaseState.Acting, $"{proposal.Move.Name}: {summary}", null, at);
                store.Tell(sql, proposal.Case, at, "move", proposal.Id.Value, $"{proposal.Move.Name} {word}: {summary} [{shop.Name}]",
                    ("proposal", proposal.Id.Value), ("reference", reference ?? ""));
            },
            // Money may have moved: the record of it is not given up because a worker shuts down.
            word == "done" ? CancellationToken.None : ct);
    }

    private ShopWrite Write(Proposal proposal) => new(proposal.Id.Value, proposal.Order, proposal.Customer, proposal.Move, clock.GetUtcNow());

    private static Acted Done(MoveTraits traits) => new("done", "", traits.TellsCustomer, traits.AwaitsCustomer, null);
}
