using AgenticRecovery.Accounts;
using AgenticRecovery.Agents;
using AgenticRecovery.Approvals;
using AgenticRecovery.Books;
using AgenticRecovery.Cases;
using AgenticRecovery.Connectors;
using AgenticRecovery.Policy;
using AgenticRecovery.Store;
using AgenticRecovery.Tools;
using AgenticRecovery.Workflows;
using Temporalio.Activities;

namespace AgenticRecovery.Activities;

/// <summary>From a wanted move to a recorded proposal with its decision. Nothing is done here.</summary>
public sealed class ProposalSteps(
    RecoveryStore store, IShop shop, CaseReader reader, RecoveryInputs inputs, CaseTranscripts transcripts, Decider decider,
    PlaybookShelf playbooks, TimeProvider clock)
{
    internal Defences Defences { get; init; } = Defences.All;

    /// <inheritdoc cref="ICaseSteps.ProposeAsync"/>
    [Activity]
    public async Task<Proposed> ProposeAsync(ToolCallRef made)
    {
        var ct = ActivityExecutionContext.Current.CancellationToken;
        var id = new CaseId(made.CaseId);
        var call = store.ToolCalls.Find(id, made.CallId) ?? throw new InvalidOperationException($"{id} has no call {made.CallId}.");
        if (call.Proposal is { } known)
            return Recorded(store.Proposals.Find(known)!);
        if (call.Outcome == ToolSays.Unreadable)
            return Unreadable(call.Tool, "");

        if (!MoveTools.ByTool.ContainsKey(call.Tool))
            return await RefuseAsync(call, ((MoveReading.Unreadable)MoveReader.Read(call.Tool, null, null)).Reason, ct);
        var now = await reader.ReadAsync(id, ct);
        if (Defences.AllowList && !ToolShelf.For(playbooks[now.Case.Mode!.Value]).Allows(call.Tool))
            return await RefuseAsync(call, $"{call.Tool} is not on the list for {now.Case.Mode}.", ct);
        var arguments = ToolJson.Arguments(call.Arguments);
        var order = MoveReader.OrderOf(arguments) is { } orderId ? await shop.FindOrderAsync(orderId, ct) : null;
        if (MoveReader.Read(call.Tool, arguments, order) is not MoveReading.Readable read)
            return await RefuseAsync(call, ((MoveReading.Unreadable)MoveReader.Read(call.Tool, arguments, order)).Reason, ct);

        var trusted = TranscriptReads.Of(await inputs.OfAsync(now, ct), transcripts.OfRound(id));
        if (order is not null && order.Id != now.Order?.Id && order.Customer != trusted.Customer?.Id)
            return await RefuseAsync(call, $"This customer has no order '{order.Id}'.", ct);
        if (RejectedBefore(id, read) is { } rejected)
            return await RefuseAsync(call, $"A person rejected this already: {rejected}", ct);

        var model = store.Transcripts.Calls(id).LastOrDefault(c => c.Agent == "recovery")?.Model ?? "unknown";
        var wanted = new Wanted(read.Move, read.Order, read.Why, read.Evidence, "model:" + model, now.Case.Confidence ?? 0, read.Step);
        try
        {
            return await DecideAsync(now, wanted, trusted, call.CallId, ct);
        }
        catch (ArgumentException fault)
        {
            return await RefuseAsync(call, fault.Message, ct);
        }
    }

    /// <inheritdoc cref="ICaseSteps.ProposeEditAsync"/>
    [Activity]
    public async Task<Proposed> ProposeEditAsync(EditedMove edit)
    {
        var ct = ActivityExecutionContext.Current.CancellationToken;
        var id = new CaseId(edit.CaseId);
        var replaced = store.Proposals.Find(new ProposalId(edit.Replaces))!.Proposal;
        var verdict = (Verdict.Edit)GivenVerdicts.Read(store, edit.VerdictId);
        var now = await reader.ReadAsync(id, ct);
        var earlier = store.Proposals.OfCase(id).LastOrDefault(p => p.Proposal.ProposedBy == verdict.By && p.Proposal.Reason == verdict.Note && p.Acted is null);
        if (earlier is not null && StoreJson.Hash(earlier.Proposal.Move) == StoreJson.Hash(verdict.Move))
            return Recorded(earlier);

        var wanted = new Wanted(verdict.Move, replaced.Order ?? now.Order?.Id, verdict.Note, [], verdict.By, 1, null);
        var trusted = new TrustedReads(now.Order is null ? [] : [now.Order], now.Customer, await shop.ProductsAsync(ct), store.Cases.Facts(id));
        var callId = store.ToolCalls.OfCase(id).LastOrDefault(c => c.Proposal == replaced.Id)?.CallId;
        Proposed proposed;
        try
        {
            proposed = await DecideAsync(now, wanted, trusted, callId, ct, replaced.Id);
        }
        catch (ArgumentException fault)
        {
            return Unreadable(verdict.Move.Name, await store.Notes.PutAsync(id, fault.Message, clock.GetUtcNow(), ct));
        }

        if (OverLimit(verdict, proposed) is { } over)
            return over;

        // A person who may answer it has answered it by editing; a higher role, or a second person, must still agree.
        return proposed is { Word: "approval", Need: { People: 1 } need } && verdict.Roles.Contains(need.Role)
            ? proposed with { Word = "allow", Need = null }
            : proposed;
    }

    /// <summary>The edit as a request to somebody else, where it lets go more than its author may; null where it does not.</summary>
    private Proposed? OverLimit(Verdict.Edit edit, Proposed proposed)
    {
        if (proposed.Word == "deny" || store.Accounts.Find(edit.By) is not { } account || store.Approvals.Find(edit.Proposal) is not { } answered)
            return null;
        var record = store.Proposals.Find(new ProposalId(proposed.ProposalId))!;
        var need = proposed.Need ?? Need(record, answered.Request.Role, 1, answered.Request.DueAt);
        return AmountLimits.WhyOver(account, need.Role, record.Proposal.Amount, store.Accounts.RoleLimits()) is { } why
            ? proposed with { Word = "approval", Reason = why, Need = need }
            : null;
    }

    /// <inheritdoc cref="ICaseSteps.HandOverAsync"/>
    [Activity]
    public async Task<Proposed> HandOverAsync(HandOver hand)
    {
        var ct = ActivityExecutionContext.Current.CancellationToken;
        var id = new CaseId(hand.CaseId);
        var now = await reader.ReadAsync(id, ct);
        var mode = now.Case.Mode ?? FailureMode.Unclear;
        var why = store.Notes.Read(hand.Why);
        if (now.Case.Mode is null)
            await store.Cases.DiagnoseAsync(id, Undiagnosed(why), clock.GetUtcNow(), ct);
        var move = new Move.EscalateTo(playbooks[mode].Owner, why);
        var open = store.Proposals.OfCase(id).LastOrDefault(p => p.Acted is null && p.Proposal.Move == move);
        if (open is not null)
            return AsRequest(open);
        now = await reader.ReadAsync(id, ct);
        var wanted = new Wanted(move, now.Order?.Id, why, [], "workflow", 1, null);
        var trusted = new TrustedReads(now.Order is null ? [] : [now.Order], now.Customer, [], store.Cases.Facts(id));
        var proposed = await DecideAsync(now, wanted, trusted, null, ct);
        return AsRequest(store.Proposals.Find(new ProposalId(proposed.ProposalId))!);
    }

    /// <param name="replaces">The proposal that a person's edit takes the place of, unless the book denies the edit.</param>
    private async Task<Proposed> DecideAsync(
        CaseNow now, Wanted wanted, TrustedReads trusted, string? callId, CancellationToken ct, ProposalId? replaces = null)
    {
        var ordinal = store.Proposals.OfCase(now.Id).Count + 1;
        var decided = await decider.DecideAsync(now, wanted, ProposalId.For(now.Id, ordinal), trusted, ct);
        var at = clock.GetUtcNow();
        var record = await store.WriteAsync(sql => Record(sql, now, decided, ordinal, callId, replaces, at), ct);
        return Recorded(record);
    }

    private ProposalRecord Record(Sql sql, CaseNow now, Decided decided, int ordinal, string? callId, ProposalId? replaces, DateTimeOffset at)
    {
        var (proposal, decision) = (decided.Proposal, decided.Decision);
        if (replaces is { } replaced && decision is not Decision.Deny)
            store.Budgets.Release(sql, replaced.Value, at);
        if (decision is not Decision.Deny && decided.Reservations.Count > 0)
        {
            var pots = decided.Reservations.Select(r => new BudgetPot(r.Key.ToString(), r.Limit)).ToList();
            if (store.Budgets.TryReserve(sql, proposal.Id.Value, pots, decided.Reservations[0].Amount, at) is Reservation.Exhausted spent)
            {
                if (replaces is { } kept)
                    store.Budgets.Restore(sql, kept.Value, at);
                decision = new Decision.Deny
                {
                    Rule = PolicyLog.BudgetRule + spent.BudgetId.Split('|')[0],
                    // Without its scope, which may name a customer.
                    Reason = $"The budget {spent.BudgetId.Split('|')[0]} has {spent.Left} left.",
                    BookHash = decision.BookHash,
                    Matched = decision.Matched,
                };
            }
        }

        store.Proposals.Add(sql, proposal, ordinal, at);
        store.Proposals.Decide(sql, proposal, decision, decided.Facts, at);
        store.PolicyLog.NoteAges(sql, proposal.Id.Value, decided.Ages);
        store.PolicyLog.Keep(sql, decided.Books.Enforced, decided.Books.EnforcedSource, at);
        if (decided is { Shadow: { } shadow, Books.Shadow: { } second })
        {
            store.PolicyLog.Keep(sql, second, decided.Books.ShadowSource, at);
            store.PolicyLog.NoteShadow(sql, proposal.Id.Value, shadow, at);
        }
        store.Cases.EnterState(sql, now.Id, CaseState.Proposed, $"{proposal.Move.Name}: {decision.Word} by {decision.Rule}", null, at);
        store.Tell(sql, now.Id, at, "decision", proposal.Id.Value,
            $"{proposal.ProposedBy} wants {proposal.Move.Name} (customer gets {proposal.Amount}, costs {proposal.Cost}): {decision.Word} by {decision.Rule}. {decision.Reason}",
            ("proposal", proposal.Id.Value), ("rule", decision.Rule));
        // A person's edit that the book denies answers nothing: the model's call still waits for the move it proposed.
        if (callId is not null && (decision is not Decision.Deny || proposal.ProposedBy.StartsWith("model:", StringComparison.Ordinal)))
        {
            store.ToolCalls.Link(sql, now.Id, callId, proposal.Id);
            if (decision is Decision.Deny deny)
                store.ToolCalls.Answer(sql, now.Id, callId, ToolSays.Denied, ToolSays.Json(ToolSays.Denied, $"{deny.Rule}: {deny.Reason}"), at);
        }

        return new ProposalRecord(proposal, ordinal, Proposals.HashOf(proposal), at) { Decision = decision, DecidedAt = at };
    }

    /// <summary>The reason a person gave against the very same move on the same order; null when nobody did.</summary>
    private string? RejectedBefore(CaseId id, MoveReading.Readable read) => store.Proposals.OfCase(id)
        .LastOrDefault(p => p.Acted == "rejected" && p.Proposal.Order == read.Order && StoreJson.Hash(p.Proposal.Move) == StoreJson.Hash(read.Move))
        ?.ActedSummary;

    private async Task<Proposed> RefuseAsync(ToolCallRecord call, string reason, CancellationToken ct)
    {
        var at = clock.GetUtcNow();
        await store.WriteAsync(
            sql =>
            {
                store.ToolCalls.Answer(sql, call.Case, call.CallId, ToolSays.Unreadable, ToolSays.Json(ToolSays.Unreadable, reason), at);
                store.Tell(sql, call.Case, at, "tool", call.CallId, $"{call.Tool} was not understood: {reason}");
            },
            ct);
        return Unreadable(call.Tool, "");
    }

    private static Proposed Unreadable(string tool, string reason) => new("", tool, "unreadable", "", reason, false, null);

    private static Proposed Recorded(ProposalRecord record)
    {
        var decision = record.Decision!;
        var need = decision is Decision.NeedsApproval asks ? Need(record, asks.Role, asks.People, record.DecidedAt!.Value + asks.Within) : null;
        return new Proposed(
            record.Proposal.Id.Value, record.Proposal.Move.Name, decision.Word, decision.Rule, decision.Reason,
            record.Proposal.Move is Move.EscalateTo, need);
    }

    /// <summary>A hand-over asks a person whatever the book says of making a task.</summary>
    private static Proposed AsRequest(ProposalRecord record) => Recorded(record) with
    {
        Word = "approval",
        IsHandOver = true,
        Need = HandOvers.Need(record),
    };

    internal static ApprovalNeed Need(ProposalRecord record, string role, int people, DateTimeOffset dueAt) =>
        new(role, people, dueAt, record.Hash, record.Proposal.ProposedBy);

    private static Triage.Diagnosis Undiagnosed(string why) => new()
    {
        Mode = FailureMode.Unclear,
        Confidence = 0,
        Fixability = Triage.Fixability.NeedsPerson,
        Missing = [why],
    };
}

/// <summary>Who answers a hand-over, and by when.</summary>
internal static class HandOvers
{
    /// <summary>Half a working day; a hand-over has no rule that says otherwise (assumption).</summary>
    private static readonly TimeSpan Within = TimeSpan.FromHours(4);

    public static ApprovalNeed Need(ProposalRecord record)
    {
        var owner = record.Proposal.Move is Move.EscalateTo to ? to.Owner : "operations";
        var role = owner is "finance" or "risk" or "operations" ? owner : "approver";
        return ProposalSteps.Need(record, role, 1, record.ProposedAt + Within);
    }
}
