using AgenticRecovery.Cases;

namespace AgenticRecovery.Policy;

public sealed partial class PolicyBook
{
    /// <summary>
    /// What the book says of a move. In this order: a duty of law that forbids; a duty of law that allows or asks and is known to hold
    /// (another rule that forbids can then only send it to a person); any rule that forbids; any that asks; any that allows; else deny.
    /// </summary>
    /// <remarks>Throws for a name that is no move. Reads nothing but its arguments.</remarks>
    public Decision Decide(Proposal proposal, PolicyFacts facts) => Decide(proposal.Move.Name, facts);

    /// <inheritdoc cref="Decide(Proposal, PolicyFacts)"/>
    public Decision Decide(string move, PolicyFacts facts)
    {
        var place = PlaceOf(move);
        var rules = _rulesOfMove[place];
        Span<Truth> truths = stackalloc Truth[rules.Length];
        var reading = Read(facts, place);
        return Write(Settle(rules, reading, truths), rules, truths, reading, facts);
    }

    /// <summary>Only the word of the decision; allocates nothing, for replaying many cases.</summary>
    public DecisionWord Ask(string move, PolicyFacts facts)
    {
        var place = PlaceOf(move);
        var rules = _rulesOfMove[place];
        Span<Truth> truths = stackalloc Truth[rules.Length];
        return Settle(rules, Read(facts, place), truths).Word;
    }

    private static int PlaceOf(string move)
    {
        var place = MoveSet.IndexOf(move);
        return place >= 0 ? place : throw new ArgumentException($"'{move}' is no move{Spelling.Hint(move, MoveSet.Names)}");
    }

    internal Reading ReadFor(string move, PolicyFacts facts) => Read(facts, PlaceOf(move));

    /// <summary>Masks facts that are older than the book accepts.</summary>
    private Reading Read(PolicyFacts facts, int place)
    {
        var (low, high) = (facts.KnownLow, facts.KnownHigh);
        if (_freshness.Length > 0)
        {
            var now = facts.At.ToUnixTimeMilliseconds();
            foreach (var (fact, maxAgeMs) in _freshness)
            {
                if (now - facts.ObservedMs(fact.Slot) <= maxAgeMs)
                    continue;
                if (fact.Slot < 64)
                    low &= ~(1UL << fact.Slot);
                else
                    high &= ~(1UL << (fact.Slot - 64));
            }
        }
        return new Reading(facts, low, high, Text.Rates.IndexOf(facts.Currency), place);
    }

    /// <summary>Asks every rule of the move. Rules are in id order, so the first of its kind is the one named.</summary>
    private static Outcome Settle(Rule[] rules, in Reading reading, Span<Truth> truths)
    {
        int lawForbids = -1, law = -1, forbids = -1, asks = -1, allows = -1;
        for (var i = 0; i < rules.Length; i++)
        {
            var rule = rules[i];
            var truth = rule.When.Condition.Ask(reading);
            truths[i] = truth;
            if (truth == Truth.False)
                continue;
            switch (rule.Effect)
            {
                case Effect.Forbid when rule.IsLaw:
                    lawForbids = Clearer(lawForbids, i, truths);
                    break;
                case Effect.Forbid:
                    forbids = Clearer(forbids, i, truths);
                    break;
                case Effect.Approve:
                    asks = Clearer(asks, i, truths);
                    if (rule.IsLaw && truth == Truth.True && law < 0)
                        law = i;
                    break;
                case Effect.Allow when truth == Truth.True:
                    if (allows < 0)
                        allows = i;
                    if (rule.IsLaw && law < 0)
                        law = i;
                    break;
            }
        }
        if (lawForbids >= 0)
            return new Outcome(DecisionWord.Deny, lawForbids, false);
        if (forbids >= 0)
            return law < 0 ? new Outcome(DecisionWord.Deny, forbids, false) : new Outcome(DecisionWord.Approval, law, true);
        if (asks >= 0)
            return new Outcome(DecisionWord.Approval, asks, false);
        return new Outcome(allows >= 0 ? DecisionWord.Allow : DecisionWord.Deny, allows, false);
    }

    /// <summary>A rule that is known to hold explains more than one whose facts are missing.</summary>
    private static int Clearer(int first, int next, ReadOnlySpan<Truth> truths) =>
        first < 0 || (truths[next] == Truth.True && truths[first] == Truth.Unknown) ? next : first;

    /// <param name="Rule">Place of the rule that settled it among those of the move; -1 where none allowed.</param>
    /// <param name="Overruled">True when a duty of law kept another rule from refusing.</param>
    private readonly record struct Outcome(DecisionWord Word, int Rule, bool Overruled);
}

public enum DecisionWord
{
    Deny,
    Approval,
    Allow,
}
