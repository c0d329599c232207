using System.ComponentModel;
using System.Text.Json;
using AgenticRecovery.Economics;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Host.Desk;
using AgenticRecovery.Store;

namespace AgenticRecovery.Host.Api;

/// <summary>An amount in minor units with its currency, and as people read it.</summary>
internal sealed record Amount(long Minor, string Currency, string Text)
{
    public static Amount Of(Money money) => new(money.Minor, money.Currency.Code, money.ToString());
}

/// <summary>A request for a person, as a line of the queue.</summary>
internal sealed record ApprovalRow
{
    [Description("Case and ordinal, such as case-SO-7001-Message-1/p1; also its address under /api/approvals/.")]
    public required string Id { get; init; }
    public required string Case { get; init; }
    public string? Order { get; init; }
    public string? Mode { get; init; }
    public required string Move { get; init; }
    public required string Summary { get; init; }
    public required Amount CustomerGets { get; init; }
    public required Amount Cost { get; init; }
    public Amount? ValueAtRisk { get; init; }
    public Amount? WaitingCostsPerHour { get; init; }
    public required string Rule { get; init; }
    public required string Role { get; init; }

    [Description("How many different people must agree, and how many have.")]
    public required int People { get; init; }
    public required int Agreed { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public required DateTimeOffset DueAt { get; init; }

    [Description("waiting, asked, reopened, approved, edited, rejected, taken-over or withdrawn.")]
    public required string State { get; init; }
    public required bool IsWaiting { get; init; }
    public string? ClaimedBy { get; init; }
    public DateTimeOffset? ClaimedUntil { get; init; }

    [Description("A verdict must carry it: it binds the verdict to exactly this proposal.")]
    public required string ProposalHash { get; init; }

    public static ApprovalRow Of(PendingApproval pending, DateTimeOffset now)
    {
        var (a, c, p) = (pending.Approval, pending.Case, pending.Proposal);
        var isClaimed = a.ClaimedUntil > now;
        return new ApprovalRow
        {
            Id = p.Id.Value,
            Case = c.Id.Value,
            Order = p.Order?.Value,
            Mode = c.Mode?.ToString(),
            Move = p.Move.Name,
            Summary = Words.Move(p.Move),
            CustomerGets = Amount.Of(p.Amount),
            Cost = Amount.Of(p.Cost),
            ValueAtRisk = c.ValueAtRisk is { } risk ? Amount.Of(risk) : null,
            WaitingCostsPerHour = c.ValueAtRisk is { } value ? Amount.Of(Approvals.WaitingCost.PerHour(a.Request, value, now)) : null,
            Rule = a.Request.Rule,
            Role = a.Request.Role,
            People = a.Request.People,
            Agreed = a.Approvals,
            AskedAt = a.Request.AskedAt,
            DueAt = a.Request.DueAt,
            State = a.State,
            IsWaiting = a.IsWaiting,
            ClaimedBy = isClaimed ? a.ClaimedBy : null,
            ClaimedUntil = isClaimed ? a.ClaimedUntil : null,
            ProposalHash = a.Request.ProposalHash,
        };
    }
}

internal sealed record ApprovalList(long Total, int Page, IReadOnlyList<ApprovalRow> Approvals);

/// <summary>A request whole: what is proposed and why, what the policy book said, on which state, and what people answered.</summary>
internal sealed record ApprovalSheet
{
    public required ApprovalRow Request { get; init; }
    public required string Reason { get; init; }
    public required IReadOnlyList<string> Evidence { get; init; }

    [Description("The proposed move with its arguments; an edit sends a move of this form.")]
    public required JsonElement Arguments { get; init; }
    public required string ProposedBy { get; init; }
    public DecisionView? Decision { get; init; }

    [Description("The state it was judged on; it is read again just before acting.")]
    public required IReadOnlyDictionary<string, string> JudgedOn { get; init; }
    public required IReadOnlyList<VerdictView> Verdicts { get; init; }

    [Description("Why the caller cannot approve it; null when they can.")]
    public string? WhyNotYours { get; init; }

    public static ApprovalSheet Of(PendingApproval pending, ProposalRecord record, string? whyNot, DateTimeOffset now) => new()
    {
        Request = ApprovalRow.Of(pending, now),
        Reason = pending.Proposal.Reason,
        Evidence = pending.Proposal.Evidence,
        Arguments = JsonSerializer.SerializeToElement(pending.Proposal.Move, Output.Json),
        ProposedBy = pending.Proposal.ProposedBy,
        Decision = record.Decision is { } decision ? DecisionView.Of(decision) : null,
        JudgedOn = Judged(pending.Approval.Request.Snapshot),
        Verdicts = [.. pending.Approval.Verdicts.Select(VerdictView.Of)],
        WhyNotYours = whyNot,
    };

    private static Dictionary<string, string> Judged(Approvals.BusinessSnapshot snapshot)
    {
        var judged = new Dictionary<string, string>(StringComparer.Ordinal) { ["status"] = snapshot.Status.ToString(), ["refundable"] = snapshot.Refundable.ToString() };
        if (snapshot.CutoffAt is { } cutoff)
            judged["cutoff"] = cutoff.ToString("u", System.Globalization.CultureInfo.InvariantCulture);
        if (snapshot.Tracking is { } tracking)
            judged["tracking"] = tracking;
        foreach (var (variant, units) in snapshot.Stock)
            judged[$"stock of {variant}"] = units.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return judged;
    }
}

internal sealed record DecisionView(string Word, string Rule, string Reason, string BookHash, IReadOnlyList<string> Missing, IReadOnlyList<string> Obligations)
{
    public static DecisionView Of(Policy.Decision decision) =>
        new(decision.Word, decision.Rule, decision.Reason, decision.BookHash, decision.Missing, decision.Obligations);
}

internal sealed record VerdictView(string By, string Word, string Words)
{
    public static VerdictView Of(Approvals.Verdict verdict) => verdict switch
    {
        Approvals.Verdict.Approve v => new(v.By, "approve", v.Note ?? ""),
        Approvals.Verdict.Edit v => new(v.By, "edit", v.Note),
        Approvals.Verdict.Reject v => new(v.By, "reject", v.Reason),
        Approvals.Verdict.Ask v => new(v.By, "ask", v.Question),
        Approvals.Verdict.TakeOver v => new(v.By, "takeover", v.Note),
        Approvals.Verdict.TakeBack v => new(v.By, "takeback", ""),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
