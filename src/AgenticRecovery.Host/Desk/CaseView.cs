using AgenticRecovery.Activities;
using AgenticRecovery.Agents;
using AgenticRecovery.Cases;
using AgenticRecovery.Host.Cli;
using AgenticRecovery.Policy;
using AgenticRecovery.Store;

namespace AgenticRecovery.Host.Desk;

/// <summary>What a case's page shows beyond the record: the customer, and the message as the playbook would fill it now.</summary>
public sealed record CaseView(CaseFile File, CaseNow Now, MessagePreview? Preview)
{
    public static async Task<CaseView?> ReadAsync(App app, CaseId id, CancellationToken ct)
    {
        if (app.Store.File(id) is not { } file)
            return null;
        var now = await new CaseReader(app.Store, app.Shop).ReadAsync(id, ct);
        var open = file.Approvals.LastOrDefault(a => a.IsWaiting);
        var proposal = open is null ? null : file.Proposals.First(p => p.Proposal.Id == open.Request.Proposal).Proposal;
        return new CaseView(file, now, proposal is null ? null : MessagePreview.Of(app, now, proposal));
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
        return new MessagePreview(now.Language, subject, body, missing);
    }
}
