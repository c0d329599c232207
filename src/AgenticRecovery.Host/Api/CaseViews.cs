using AgenticRecovery.Host.Desk;
using AgenticRecovery.Store;

namespace AgenticRecovery.Host.Api;

/// <summary>A case as a line of a list.</summary>
internal sealed record CaseRow
{
    public required string Id { get; init; }
    public string? Mode { get; init; }
    public required string State { get; init; }
    public required string Why { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public string? Order { get; init; }
    public string? Customer { get; init; }
    public string? Queue { get; init; }
    public string? Owner { get; init; }
    public string? Result { get; init; }
    public Amount? ValueAtRisk { get; init; }
    public string? BestMove { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }

    public static CaseRow Of(CaseRecord c) => new()
    {
        Id = c.Id.Value,
        Mode = c.Mode?.ToString(),
        State = c.State.ToString(),
        Why = c.StateWhy,
        DueAt = c.StateDueAt,
        Order = c.Order?.Value,
        Customer = c.Customer?.Value,
        Queue = c.Queue,
        Owner = c.Owner,
        Result = c.Result?.ToString(),
        ValueAtRisk = c.ValueAtRisk is { } risk ? Amount.Of(risk) : null,
        BestMove = c.BestMove,
        OpenedAt = c.OpenedAt,
        ClosedAt = c.ClosedAt,
    };
}

internal sealed record CaseList(long Total, int Page, IReadOnlyList<CaseRow> Cases);

/// <summary>A case whole, but for its story.</summary>
internal sealed record CaseSheet
{
    public required CaseRow Case { get; init; }
    public required IReadOnlyList<string> RootCauses { get; init; }
    public decimal? Confidence { get; init; }
    public required IReadOnlyList<FactView> Facts { get; init; }
    public required IReadOnlyList<SignalView> Signals { get; init; }
    public required IReadOnlyList<ProposalView> Proposals { get; init; }
    public required IReadOnlyList<MessageView> Messages { get; init; }
    public required IReadOnlyList<string> OpenApprovals { get; init; }
    public OutcomeView? Outcome { get; init; }

    public static CaseSheet Of(CaseFile file) => new()
    {
        Case = CaseRow.Of(file.Case),
        RootCauses = [.. file.Case.Diagnosis?.RootCauses.Select(r => r.Tag) ?? []],
        Confidence = file.Case.Confidence,
        Facts = [.. file.Facts.Select(f => new FactView(f.Name, f.Value, f.Source, f.ObservedAt))],
        Signals = [.. file.Signals.Select(s => new SignalView(s.Signal.Id, s.Signal.Source, s.Signal.Kind.ToString(), s.Signal.OccurredAt, s.Signal.Language, s.Signal.Text))],
        Proposals = [.. file.Proposals.Select(ProposalView.Of)],
        Messages = [.. file.Messages.Select(m => new MessageView(m.Purpose, m.Language, m.Subject, m.Body, m.State, m.Why, m.At))],
        OpenApprovals = [.. file.Approvals.Where(a => a.IsWaiting).Select(a => a.Request.Proposal.Value)],
        Outcome = file.Outcome is { } o ? new OutcomeView(o.Result.ToString(), o.Why, Amount.Of(o.RetainedMargin), Amount.Of(o.Conceded), Amount.Of(o.Cost)) : null,
    };
}

internal sealed record FactView(string Name, string Value, string Source, DateTimeOffset ObservedAt);

internal sealed record SignalView(string Id, string Source, string Kind, DateTimeOffset OccurredAt, string? Language, string? Text);

internal sealed record MessageView(string Purpose, string Language, string Subject, string Body, string State, string Why, DateTimeOffset At);

internal sealed record OutcomeView(string Result, string Why, Amount RetainedMargin, Amount Conceded, Amount Cost);

internal sealed record ProposalView(string Id, string Move, string Summary, Amount CustomerGets, Amount Cost, string Reason, string ProposedBy, DecisionView? Decision, string? Acted, string? ActedSummary)
{
    public static ProposalView Of(ProposalRecord p) => new(
        p.Proposal.Id.Value, p.Proposal.Move.Name, Words.Move(p.Proposal.Move), Amount.Of(p.Proposal.Amount), Amount.Of(p.Proposal.Cost),
        p.Proposal.Reason, p.Proposal.ProposedBy, p.Decision is { } d ? DecisionView.Of(d) : null, p.Acted, p.ActedSummary);
}

internal sealed record CaseStory(string Case, IReadOnlyList<StoryEntry> Timeline);

internal sealed record StoryEntry(DateTimeOffset At, string Kind, string Text, IReadOnlyDictionary<string, string> Refs);
