using System.Security.Claims;
using AgenticRecovery.Activities;
using AgenticRecovery.Approvals;
using AgenticRecovery.Cases;
using AgenticRecovery.Host.Accounts;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Host.Desk;
using AgenticRecovery.Policy;
using AgenticRecovery.Store;

namespace AgenticRecovery.Host.Api;

/// <summary>
/// Takes verdicts from pages, programs and models alike: by the signed-in account, within its limits, once. An edit is put to
/// the policy book first, so that one it denies is refused before anything moves.
/// </summary>
internal sealed class VerdictDesk(App app)
{
    /// <summary>How long an answer waits for the case to come to rest; it then says where the case stands.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);
    private readonly EditTrial _trial = EditTrial.Of(app.Store, app.Shop, app.Playbooks, app.Policy, app.Clock);

    /// <param name="key">The caller's idempotency key; null for none.</param>
    /// <returns>Null when nobody was asked about this proposal.</returns>
    /// <exception cref="BadInputException">A verdict that cannot be read, or a key that was used for another one.</exception>
    public async Task<VerdictResult?> GiveAsync(ClaimsPrincipal user, ProposalId id, VerdictWanted wanted, string? key, CancellationToken ct)
    {
        if (app.Store.Approvals.Find(id) is not { } approval)
            return null;
        var verdict = wanted.Read(id, user.Identity!.Name!, PermissionHandler.Roles(user));
        return key is null ? await GiveAsync(approval, verdict, null, ct) : await GiveOnceAsync(approval, verdict, key, wanted.Fingerprint(id), ct);
    }

    /// <summary>As the pages give it: a form that was changed before it is sent again is another verdict, not a mistake.</summary>
    /// <param name="form">The form's own key; null where a program left it out.</param>
    /// <returns>Null when nobody was asked about this proposal.</returns>
    /// <exception cref="BadInputException">An edit that the shop or its policy book cannot read.</exception>
    public async Task<VerdictResult?> GiveAsync(Verdict verdict, string? form, CancellationToken ct)
    {
        if (app.Store.Approvals.Find(verdict.Proposal) is not { } approval)
            return null;
        if (form is null)
            return await GiveAsync(approval, verdict, null, ct);
        var asked = HashOf(verdict);
        return await GiveOnceAsync(approval, verdict, $"form-{form}-{asked}", asked, ct);
    }

    private async Task<VerdictResult> GiveOnceAsync(ApprovalRecord approval, Verdict verdict, string key, string asked, CancellationToken ct) =>
        await app.Store.VerdictKeys.TakeAsync(verdict.By, key, asked, app.Clock.GetUtcNow(), ct) is { } kept
            ? await RepeatAsync(approval, verdict, key, asked, kept, ct)
            : await KeepAsync(verdict.By, key, await GiveAsync(approval, verdict, UpdateId(verdict.By, key), ct));

    /// <summary>What the book would say of an edit; nothing is recorded.</summary>
    public async Task<(Decision Decision, Proposal Proposal)> TryEditAsync(Proposal replaced, Move move, string by, string note, CancellationToken ct)
    {
        try
        {
            var decided = await _trial.OfAsync(replaced, move, by, note, ct);
            return (decided.Decision, decided.Proposal);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            throw new BadInputException($"move: {e.Message}", e);
        }
    }

    /// <summary>Why this person cannot approve this request as it stands; null when they can.</summary>
    public string? WhyNot(ClaimsPrincipal user, ApprovalRecord approval)
    {
        var verdict = new Verdict.Approve(null) { Proposal = approval.Request.Proposal, ProposalHash = approval.Request.ProposalHash, By = user.Identity!.Name!, Roles = PermissionHandler.Roles(user) };
        if (VerdictRules.WhyRefused(approval, verdict) is { } why)
            return why;
        return app.Store.Accounts.Find(verdict.By) is { } account
            ? VerdictRules.WhyNotTheirs(approval, verdict, account, null, app.Store.Accounts.RoleLimits())
            : null;
    }

    private async Task<VerdictResult> GiveAsync(ApprovalRecord approval, Verdict verdict, string? updateId, CancellationToken ct)
    {
        if (await WhyNotSentAsync(approval, verdict, ct) is { } early)
        {
            await app.Store.Audit.AddAsync(
                verdict.By, "verdict.refused", verdict.Proposal.Value, $"{VerdictView.Of(verdict).Word}: {early.Message}", app.Clock.GetUtcNow(), CancellationToken.None);
            return Result(verdict.Proposal, early);
        }

        // Not the caller's token: a lost connection must not leave it open whether the verdict was given.
        var answer = await app.Door.GiveVerdictAsync(verdict, updateId, CancellationToken.None);
        if (answer.IsTaken)
        {
            await app.Store.Approvals.ReleaseAsync(verdict.Proposal, verdict.By, app.Clock.GetUtcNow(), CancellationToken.None);
            await RestAsync(approval.Request.Case);
        }

        return Result(verdict.Proposal, answer);
    }

    private async Task<VerdictResult> RepeatAsync(ApprovalRecord approval, Verdict verdict, string key, string asked, KeptAnswer kept, CancellationToken ct)
    {
        if (kept.Asked != asked)
            throw new BadInputException($"Idempotency-Key: '{key}' was used for another verdict; take a new key for each verdict.");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience * 2);
        while (kept is { Answer: null } && !patience.IsCancellationRequested)
        {
            await Task.Delay(Poll, CancellationToken.None);
            kept = app.Store.VerdictKeys.Find(verdict.By, key) ?? kept;
        }

        if (kept.Answer is { } answer)
            return StoreJson.Read<VerdictResult>(answer) with { IsRepeat = true };
        // The first request was cut off before its answer. If its verdict is on the record, that is the answer.
        var stands = app.Store.Approvals.Find(verdict.Proposal)!.Verdicts.Any(v => v.By == verdict.By && HashOf(v) == HashOf(verdict));
        var result = stands
            ? Result(verdict.Proposal, new VerdictAnswer(true, "recorded before")) with { IsRepeat = true }
            : await GiveAsync(approval, verdict, UpdateId(verdict.By, key), ct);
        return await KeepAsync(verdict.By, key, result);
    }

    private async Task<VerdictResult> KeepAsync(string who, string key, VerdictResult result)
    {
        await app.Store.VerdictKeys.AnswerAsync(who, key, StoreJson.Write(result), CancellationToken.None);
        return result;
    }

    private async Task<VerdictAnswer?> WhyNotSentAsync(ApprovalRecord approval, Verdict verdict, CancellationToken ct) =>
        ClaimedByOther(approval, verdict.By) ?? await WhyEditFailsAsync(approval, verdict, ct);

    private VerdictAnswer? ClaimedByOther(ApprovalRecord approval, string by) =>
        approval.IsWaiting && approval.ClaimedBy is { } other && other != by && approval.ClaimedUntil > app.Clock.GetUtcNow()
            ? new VerdictAnswer(false, $"{other} is working on this until {approval.ClaimedUntil.Value.UtcDateTime:HH:mm} UTC; ask them to release it, or wait.")
            : null;

    /// <summary>Null where it is no edit, or the book and the person's limit let it go on.</summary>
    private async Task<VerdictAnswer?> WhyEditFailsAsync(ApprovalRecord approval, Verdict verdict, CancellationToken ct)
    {
        if (verdict is not Verdict.Edit edit || VerdictRules.WhyRefused(approval, verdict) is not null)
            return null;
        var replaced = app.Store.Proposals.Find(verdict.Proposal)!.Proposal;
        var (decision, proposal) = await TryEditAsync(replaced, edit.Move, verdict.By, edit.Note, ct);
        if (decision is Decision.Deny deny)
            return new VerdictAnswer(false, $"The policy book does not allow {edit.Move.Name} here: {deny.Rule}, {deny.Reason} The request is still open.");
        return app.Store.Accounts.Find(verdict.By) is { } account
            && VerdictRules.WhyNotTheirs(approval, verdict, account, proposal.Amount, app.Store.Accounts.RoleLimits()) is { } why
                ? new VerdictAnswer(false, why) : null;
    }

    private async Task RestAsync(CaseId id)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!patience.IsCancellationRequested && app.Store.Cases.Get(id).State is not (CaseState.Closed or CaseState.AwaitingApproval or CaseState.AwaitingCustomer or CaseState.Verifying))
            await Task.Delay(Poll, CancellationToken.None);
    }

    private VerdictResult Result(ProposalId id, VerdictAnswer answer)
    {
        var proposal = app.Store.Proposals.Find(id)!;
        var row = app.Store.Cases.Get(proposal.Proposal.Case);
        var note = VerdictNote.Of(app, proposal, answer);
        return new VerdictResult
        {
            IsTaken = answer.IsTaken,
            Message = note.Text,
            Approval = id.Value,
            Case = row.Id.Value,
            CaseState = row.State.ToString(),
            CaseResult = row.Result?.ToString(),
            Acted = proposal.Acted,
            ActedSummary = proposal.ActedSummary,
        };
    }

    /// <summary>Roles may have changed between two requests; the verdict is the same.</summary>
    private static string HashOf(Verdict verdict) => StoreJson.Hash(verdict with { Roles = [] });

    private static string UpdateId(string who, string key) => "verdict-" + StoreJson.Sha256($"{who}\n{key}")[..32];
}
