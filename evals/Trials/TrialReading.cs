using AgenticRecovery.Cases;
using AgenticRecovery.Connectors.Sandbox;
using AgenticRecovery.Evals.Datasets;
using AgenticRecovery.Store;

namespace AgenticRecovery.Evals.Trials;

/// <summary>Reads from store and shop what a case led to.</summary>
internal sealed class TrialReading(RecoveryStore store, SandboxShop shop)
{
    public TrialRecord Of(EvalCase one, EndState right)
    {
        var files = Cases(one).Select(id => store.File(id)).OfType<CaseFile>().ToList();
        var calls = files.SelectMany(f => store.Transcripts.Calls(f.Case.Id)).ToList();
        return new TrialRecord
        {
            Case = one,
            Right = right,
            After = EndState.Of(shop, new EndStateOf(one.Orders, one.Customers)),
            Proposals = [.. files.SelectMany(f => f.Proposals.Select(p => Proposal(f, p)))],
            Effects = Effects(one, files),
            Messages = [.. files.SelectMany(f => f.Messages).Select(m => new TrialMessage(m.State, m.Why, m.Subject, m.Body))],
            States = [.. files.Select(f => f.Case.State)],
            Modes = [.. files.Select(f => f.Case.Mode).OfType<FailureMode>()],
            Breakdowns = Breakdowns(files),
            Turns = calls.Count,
            CostMicros = calls.Sum(c => c.CostMicros),
        };
    }

    /// <summary>The cases that took the signals; a message that names no order may have opened one of its own.</summary>
    private IEnumerable<CaseId> Cases(EvalCase one) =>
        one.Signals.Select(s => store.Signals.Find(s.Id)?.CaseId).OfType<CaseId>().Distinct();

    private static TrialProposal Proposal(CaseFile file, ProposalRecord record)
    {
        var id = record.Proposal.Id;
        var isApproved = file.Approvals.Any(a => a.Request.Proposal == id && a.State is "approved" or "edited");
        return new TrialProposal(id.Value, record.Proposal.Move.Name, record.Decision?.Word, record.Decision?.Rule, isApproved);
    }

    /// <summary>
    /// Every write of the shop on the case's orders, whoever made it, and those of its proposals that name no order; then the
    /// moves of words, which the shop does not carry out.
    /// </summary>
    private List<ShopEffect> Effects(EvalCase one, List<CaseFile> files)
    {
        var keys = files.SelectMany(f => f.Proposals).Select(p => p.Proposal.Id.Value).ToHashSet(StringComparer.Ordinal);
        var orders = one.Orders.Select(o => o.Value).ToHashSet(StringComparer.Ordinal);
        var writes = shop.Database.Read(sql => sql.Query(
            "SELECT key, move, coalesce(order_id, '') FROM intents WHERE word = 'done' ORDER BY at, key",
            row => (Effect: new ShopEffect(row.GetString(0), row.GetString(1)), Order: row.GetString(2))))
            .Where(w => orders.Contains(w.Order) || keys.Contains(w.Effect.Key)).Select(w => w.Effect).ToList();
        var words = files.SelectMany(f => f.Proposals).Where(p => p.Acted == "done" && writes.TrueForAll(w => w.Key != p.Proposal.Id.Value));
        return [.. writes, .. words.Select(p => new ShopEffect(p.Proposal.Id.Value, p.Proposal.Move.Name))];
    }

    private static List<string> Breakdowns(List<CaseFile> files)
    {
        if (files.Count == 0)
            return ["no case was opened"];
        return [.. files.Where(f => f.Case.FailedWhy is not null).Select(f => $"{f.Case.Id} failed: {f.Case.FailedWhy}"),
            .. files.Where(f => f.Case.State is CaseState.Detected or CaseState.Diagnosed or CaseState.Valued or CaseState.Proposed or CaseState.Acting)
                .Select(f => $"{f.Case.Id} did not settle; it is {f.Case.State}")];
    }
}
