using AgenticRecovery.Agents;
using AgenticRecovery.Books;
using AgenticRecovery.Cases;
using AgenticRecovery.Connectors;
using AgenticRecovery.Store;
using AgenticRecovery.Valuation;

namespace AgenticRecovery.Activities;

/// <summary>What the recovery agent is told when a round begins.</summary>
public sealed class RecoveryInputs(RecoveryStore store, IShop shop, PlaybookShelf playbooks, TimeProvider clock)
{
    /// <summary>Other orders of the customer that go along; more are a read away.</summary>
    private const int MaxOtherOrders = 0;

    public async Task<RecoveryInput> OfAsync(CaseNow now, CancellationToken ct)
    {
        var playbook = playbooks[now.Case.Mode!.Value];
        var ladder = Valuations.Read(now.Case.Valuation!);
        var proposals = store.Proposals.OfCase(now.Id);
        var others = new List<Order>();
        foreach (var id in (now.Customer?.Orders ?? []).Where(o => o != now.Order?.Id).Take(MaxOtherOrders))
        {
            if (await shop.FindOrderAsync(id, ct) is { } order)
                others.Add(order);
        }

        return new RecoveryInput
        {
            Case = now.Id,
            Now = clock.GetUtcNow(),
            Diagnosis = now.Case.Diagnosis!,
            Ladder = [.. ladder.Rungs.Select(r => Rung(r, ladder.Best, playbook))],
            Owner = playbook.Owner,
            Questions = playbook.Questions.Keys.ToDictionary(key => key, key => playbook.Ask(key, now.Language)!),
            Done = playbook.Done,
            Signals = now.Signals,
            Facts = store.Cases.Facts(now.Id),
            Order = now.Order,
            OtherOrders = others,
            Customer = now.IsIdentified ? now.Customer : null,
            Refusals = [.. proposals.Select(Refused).OfType<Refusal>()],
            Already = [.. proposals.Where(p => p.Acted == "done").Select(p => p.Proposal.Move.Name)],
            Texts = now.Texts,
        };
    }

    private static LadderRung Rung(RungLine rung, string best, Playbook playbook)
    {
        var own = playbook.Ladder.FirstOrDefault(r => r.Move == rung.Move);
        return new LadderRung(rung.Move, rung.Odds, rung.ExpectedValue, rung.Cost, rung.IsOffered, rung.WhyNot)
        {
            IsChosen = rung.Move == best,
            Steps = own?.Steps ?? [],
            When = own?.When,
        };
    }

    private static Refusal? Refused(ProposalRecord proposal) =>
        proposal.Decision is Policy.Decision.Deny deny ? new Refusal(proposal.Proposal.Move.Name, deny.Rule, deny.Reason)
        : proposal.Acted == "refused" ? new Refusal(proposal.Proposal.Move.Name, "shop", proposal.ActedSummary ?? "refused by the shop")
        : proposal.Acted == "rejected" ? new Refusal(proposal.Proposal.Move.Name, "person", proposal.ActedSummary ?? "rejected by a person")
        : null;
}
