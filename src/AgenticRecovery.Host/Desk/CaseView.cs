using AgenticRecovery.Activities;
using AgenticRecovery.Agents;
using AgenticRecovery.Cases;
using AgenticRecovery.Communication;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Policy;
using AgenticRecovery.Store;

namespace AgenticRecovery.Host.Desk;

/// <summary>What a case's page shows beyond the record: the shop's view now, the message as the playbook would fill it, and cases like it.</summary>
public sealed record CaseView(CaseFile File, CaseNow Now, MessagePreview? Preview)
{
    private const int StoryLines = 100;
    private const int ShownAlike = 5;

    /// <summary>The request that waits; null when none does.</summary>
    public ApprovalRecord? Open { get; private init; }

    /// <summary>What is proposed, or was done last.</summary>
    public ProposalRecord? Shown { get; private init; }
    public required StoryPage Story { get; init; }
    public Alike? Alike { get; private init; }
    public IReadOnlyList<HoldRecord> Holds { get; private init; } = [];
    public IReadOnlyList<Escalation> Escalations { get; private init; } = [];
    public IReadOnlyList<DiffRow> Diff { get; private init; } = [];
    public bool IsOldStory { get; private init; }

    /// <param name="before">Where older lines of the story start; null for the newest.</param>
    public static async Task<CaseView?> ReadAsync(App app, CaseId id, long? before, CancellationToken ct)
    {
        if (app.Store.FileWithoutStory(id) is not { } file)
            return null;
        var now = await new CaseReader(app.Store, app.Shop).ReadAsync(id, ct);
        var open = file.Approvals.LastOrDefault(a => a.IsWaiting);
        var record = open is null ? null : file.Proposals.First(p => p.Proposal.Id == open.Request.Proposal);
        var shown = record ?? file.Proposals.LastOrDefault(p => p.Acted == "done");
        return new CaseView(file, now, record is null ? null : MessagePreview.Of(app, now, record.Proposal))
        {
            Open = open,
            Shown = shown,
            Story = app.Store.Timeline.Page(id, StoryLines, before),
            IsOldStory = before is not null,
            Alike = shown is not null && file.Case.Mode is { } mode ? app.Store.Similar.Of(mode, shown.Proposal.Move.Name, id, ShownAlike) : null,
            Holds = app.Store.Intents.Holds(id),
            Escalations = app.Store.Timeline.Escalations(id),
            Diff = record is null ? [] : OrderDiff.Of(record.Proposal, now.Order),
        };
    }

    /// <summary>The decision made again on its recorded facts; null where the book is another one now.</summary>
    public static Explanation? Explain(App app, ProposalRecord proposal)
    {
        var book = app.Policy.Current;
        if (proposal.Facts is not { } json || proposal.DecidedAt is not { } at || book.Hash != proposal.Decision?.BookHash)
            return null;
        var p = proposal.Proposal;
        var facts = StoreJson.Read<Dictionary<string, string>>(json);
        var record = new RecordedDecision(p.Case.Value, p.Move.Name, at, p.Amount.Currency.Code, facts, proposal.Decision.Word);
        return book.Explain(p.Move.Name, record.Restore());
    }
}

/// <summary>The message of a proposed move as its playbook's template gives it now. The writer checks it again before it leaves.</summary>
/// <param name="Missing">Blanks that nothing fills yet; the writer then uses plainer words.</param>
public sealed record MessagePreview(string Language, string Subject, string Body, IReadOnlyList<string> Missing)
{
    /// <summary>What the message guard says of it as it stands.</summary>
    public IReadOnlyList<GuardFinding> Findings { get; private init; } = [];

    /// <summary>Null where the move tells the customer nothing.</summary>
    public static MessagePreview? Of(App app, CaseNow now, Proposal proposal)
    {
        if (!MoveTraits.All[proposal.Move.Name].TellsCustomer || now.Customer is null)
            return null;
        var template = app.Playbooks[now.Case.Mode ?? FailureMode.Unclear].Template(proposal.Move.Name, now.Language);
        if (template is null)
            return null;
        var values = new Dictionary<string, string>(MessageBlanks.For(proposal.Move, proposal.Amount, now.Order, now.Customer, now.Attributes, now.Language).Values, StringComparer.Ordinal);
        if (app.Playbooks.Reason("originalMethod", now.Language) is { } method)
            values.TryAdd("method", method);
        var missing = MessageTemplate.Needed(template).Where(name => !values.ContainsKey(name)).ToList();
        var filled = new Dictionary<string, string>(values, StringComparer.Ordinal);
        foreach (var name in missing)
            filled[name] = $"[{name}]";
        var (subject, body) = MessageTemplate.Split(MessageTemplate.Fill(template, filled));
        return new MessagePreview(now.Language, subject, body, missing) { Findings = Check(app, now, proposal, subject, body) };
    }

    private static IReadOnlyList<GuardFinding> Check(App app, CaseNow now, Proposal proposal, string subject, string body)
    {
        var (at, customer) = (app.Clock.GetUtcNow(), now.Customer!);
        var message = new OutboundMessage
        {
            Case = now.Id,
            Move = proposal.Move.Name,
            Language = now.Language,
            Subject = subject,
            Body = body,
            Allowed = MessageBlanks.For(proposal.Move, proposal.Amount, now.Order, customer, now.Attributes, now.Language).Allowed,
        };
        var sent = app.Store.Messages.OfCase(now.Id).Where(m => m.State == "sent").ToList();
        var contact = new ContactState { TimeZone = customer.TimeZone, OptedOut = customer.OptedOut, SentAt = [.. sent.Select(m => m.At)] };
        return MessageGuard.Check(message, [.. PromiseLedger.Of(proposal.Case, proposal.Move, proposal.Amount, at)], contact, at);
    }
}
