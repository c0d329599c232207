using AgenticRecovery.Books;
using AgenticRecovery.Cases;
using AgenticRecovery.Connectors;
using AgenticRecovery.Economics;
using AgenticRecovery.Policy;
using AgenticRecovery.Store;
using AgenticRecovery.Tools;
using AgenticRecovery.Triage.Guarding;
using AgenticRecovery.Valuation;

namespace AgenticRecovery.Activities;

/// <summary>A wanted move, priced and decided, before it is recorded.</summary>
public sealed record Decided(Proposal Proposal, Decision Decision, string Facts, IReadOnlyList<BudgetReservation> Reservations)
{
    /// <summary>The books that were asked: the one enforced when the decision began, and its shadow.</summary>
    public required PolicyBooks Books { get; init; }

    /// <summary>What the shadow book says of the same facts; null where there is none. Nothing may follow from it.</summary>
    public Decision? Shadow { get; init; }

    /// <summary>Seconds since each fact was read, where it was not just then.</summary>
    public IReadOnlyDictionary<string, long> Ages { get; init; } = new Dictionary<string, long>();
}

/// <summary>A move somebody wants.</summary>
/// <param name="Step">Concession step asked for, 1 or more; null for the smallest.</param>
public sealed record Wanted(Move Move, OrderId? Order, string Why, IReadOnlyList<string> Evidence, string By, decimal Confidence, int? Step);

/// <summary>Prices a wanted move, checks where its arguments come from, and asks the policy book.</summary>
public sealed class Decider(
    RecoveryStore store, IShop shop, Situations situations, PolicySituations policySituations, PlaybookShelf playbooks, PolicyShelf policy)
{
    private readonly RequestReview _review = new(shop);

    /// <exception cref="ArgumentException">The move names a line or variant that the shop does not know.</exception>
    public async Task<Decided> DecideAsync(CaseNow now, Wanted wanted, ProposalId id, TrustedReads trusted, CancellationToken ct)
    {
        var order = wanted.Order is { } orderId ? await shop.FindOrderAsync(orderId, ct) : null;
        var situation = await situations.OfAsync(now, order, ct);
        var costs = playbooks.CostsIn(situation.Currency);
        var rung = playbooks[situation.Mode].Ladder.FirstOrDefault(r => r.Move == wanted.Move.Name);
        var move = Priced(wanted, situation, rung, costs);
        var price = MovePricing.Of(move, situation, rung, costs);
        var proposal = new Proposal(id, now.Id, move, price.Amount, price.Cost, wanted.Why, wanted.By)
        {
            Order = wanted.Order,
            Customer = now.Customer?.Id,
            Evidence = wanted.Evidence,
            Confidence = wanted.Confidence,
        };

        var match = await _review.OfAsync(now, proposal, trusted, ct);
        var asked = policySituations.Of(now, situation, proposal, trusted);
        var facts = SituationFacts.Of(match is null ? asked : asked with { RequestMatch = RequestReview.Word(match.Match) });
        // Taken once: a book that is replaced meanwhile decides the next proposal, not this one.
        var books = policy.Books;
        var book = books.Enforced;
        var shadow = books.Shadow is null ? null : Shadow(books.Shadow, move, facts, price.Amount);
        facts.Set(Published.BudgetShadowPrice, ShadowPrice(book, move, facts, price.Amount));
        var decision = RequestReview.Explained(book.Decide(proposal, facts), match);
        decision = LadderWall.Review(
            decision, proposal, now.Case.Valuation is { } ladder ? Valuations.Read(ladder) : null, asked.Asked == true, store.Proposals.OfCase(now.Id));
        decision = GraveWall.Review(decision, proposal, now.Texts);
        var reservations = decision is Decision.Deny || price.Amount.IsZero ? [] : book.Reservations(move.Name, facts, price.Amount);
        return new Decided(proposal, decision, FactsJson.Write(facts), reservations) { Books = books, Shadow = shadow, Ages = RecordedDecision.AgesOf(facts) };
    }

    /// <summary>The shadow book sees the same facts; only the price of spending is that of its own budgets.</summary>
    private Decision Shadow(PolicyBook book, Move move, PolicyFacts facts, Money amount)
    {
        var own = facts.Copy();
        if (book.Text.Rates.ToHome(amount) is not null)
            own.Set(Published.BudgetShadowPrice, ShadowPrice(book, move, own, amount));
        return book.Decide(move.Name, own);
    }

    /// <summary>What the budgets of this move ask for on top, because spending runs ahead of the clock; 0 on pace.</summary>
    private decimal? ShadowPrice(PolicyBook book, Move move, PolicyFacts facts, Money amount)
    {
        if (amount.IsZero)
            return 0m;
        var used = book.Reservations(move.Name, facts, amount).Select(r => r.Key.ToString()).Distinct()
            .Select(key => (key, Stand: store.Budgets.Find(key))).Where(b => b.Stand is not null)
            .ToDictionary(b => b.key, b => b.Stand!.Reserved + b.Stand.Committed, StringComparer.Ordinal);
        return book.ShadowPrice(move.Name, facts, used);
    }

    private static Move Priced(Wanted wanted, Valuation.Situation situation, Rung? rung, CostTable costs) => wanted.Move switch
    {
        Move.LimitedIncentive => new Move.LimitedIncentive(MovePricing.Incentive(situation, rung, (wanted.Step ?? 1) - 1, costs)),
        Move.PartialRefund { Amount.IsZero: true } partial => partial with { Amount = MovePricing.Incentive(situation, rung, (wanted.Step ?? 1) - 1, costs) },
        _ => MovePricing.WithAmounts(wanted.Move, situation, rung, costs),
    };
}
