using AgenticRecovery.Cases;
using AgenticRecovery.Connectors.Sandbox;
using AgenticRecovery.Economics;
using AgenticRecovery.Evals.Datasets;
using AgenticRecovery.Signals;
using AgenticRecovery.Store;

namespace AgenticRecovery.Evals.Trials;

/// <summary>Reads from store and shop what a case led to.</summary>
internal sealed class TrialReading(RecoveryStore store, SandboxShop shop)
{
    /// <param name="said">What the customer said besides the signals of the case.</param>
    public TrialRecord Of(EvalCase one, EndState right, IReadOnlyList<Signal>? said = null)
    {
        var files = Cases(one, said ?? []).Select(id => store.File(id)).OfType<CaseFile>().ToList();
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
            TokensIn = calls.Sum(c => c.TokensIn),
            TokensOut = calls.Sum(c => c.TokensOut),
            ModelMs = calls.Sum(c => c.LatencyMs),
            Confidence = files.Count == 0 ? 0 : (double)files.Min(f => f.Case.Confidence ?? 0),
            Given = Given(one),
            Transcript = said is null ? [] : new TranscriptReading(store).Of(files),
        };
    }

    /// <summary>The cases that took the signals; a message that names no order may have opened one of its own.</summary>
    private IEnumerable<CaseId> Cases(EvalCase one, IReadOnlyList<Signal> said) =>
        one.Signals.Concat(said).Select(s => store.Signals.Find(s.Id)?.CaseId).OfType<CaseId>().Distinct();

    private static TrialProposal Proposal(CaseFile file, ProposalRecord record)
    {
        var id = record.Proposal.Id;
        var isApproved = file.Approvals.Any(a => a.Request.Proposal == id && a.State is "approved" or "edited");
        return new TrialProposal(id.Value, record.Proposal.Move.Name, record.Decision?.Word, record.Decision?.Rule, isApproved)
        {
            Arguments = StoreJson.Write(record.Proposal.Move),
            Reason = record.Decision?.Reason ?? "",
            Acted = record.Acted,
        };
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

    /// <summary>Refunds, credits and incentives of the case's orders that were not there at the start.</summary>
    private Money Given(EvalCase one) => shop.Database.Read(sql =>
    {
        var currency = one.Start.Orders.Select(o => o.Currency).FirstOrDefault(new Currency("EUR"));
        var minor = one.Orders.Sum(o =>
            (sql.Number("SELECT coalesce(sum(amount_minor), 0) FROM refunds WHERE order_id = @id AND basis <> 'seed'", ("@id", o.Value)) ?? 0)
            + (sql.Number("SELECT coalesce(sum(amount_minor), 0) FROM credits WHERE order_id = @id", ("@id", o.Value)) ?? 0));
        minor += one.Customers.Sum(c =>
            sql.Number("SELECT coalesce(sum(amount_minor), 0) FROM credits WHERE customer_id = @id AND order_id IS NULL", ("@id", c.Value)) ?? 0);
        return new Money(minor, currency);
    });

    private static List<string> Breakdowns(List<CaseFile> files)
    {
        if (files.Count == 0)
            return ["no case was opened"];
        return [.. files.Where(f => f.Case.FailedWhy is not null).Select(f => $"{f.Case.Id} failed: {f.Case.FailedWhy}"),
            .. files.Where(f => f.Case.State is CaseState.Detected or CaseState.Diagnosed or CaseState.Valued or CaseState.Proposed or CaseState.Acting)
                .Select(f => $"{f.Case.Id} did not settle; it is {f.Case.State}")];
    }
}
