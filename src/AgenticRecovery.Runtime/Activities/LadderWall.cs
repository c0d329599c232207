using AgenticRecovery.Cases;
using AgenticRecovery.Policy;
using AgenticRecovery.Store;
using AgenticRecovery.Tools;

namespace AgenticRecovery.Activities;

/// <summary>
/// Selection is code's: the ladder says which moves this case carries and which is the smallest that is expected to work. A
/// model may propose another, but money and goods that go beyond the ladder's choice wait for a person, whatever led the
/// model there. What customers ask for themselves (cancel, return, exchange, change) is judged by the book alone.
/// </summary>
internal static class LadderWall
{
    private static readonly TimeSpan Within = TimeSpan.FromHours(4);

    /// <param name="isAsked">True when the customer asked for it in their own words.</param>
    /// <param name="earlier">The case's proposals so far; a choice that was refused opens what lies above it.</param>
    public static Decision Review(Decision decision, Proposal proposal, ValuationRecord? ladder, bool isAsked, IReadOnlyList<ProposalRecord> earlier)
    {
        if (decision is not Decision.Allow || ladder is null || !proposal.ProposedBy.StartsWith("model:", StringComparison.Ordinal) || !IsSelected(proposal.Move, isAsked))
            return decision;
        var own = ladder.Rungs.FirstOrDefault(rung => rung.Move == proposal.Move.Name);
        if (own is { IsOffered: false, WhyNot: { } whyNot })
            return Ask(decision, "ladder.not-offered", $"The ladder does not offer it here: {whyNot}");
        if (ladder.Best == proposal.Move.Name || earlier.Any(p => p.Proposal.Move.Name == ladder.Best && (p.Decision is Decision.Deny || p.Acted is "refused" or "rejected")))
            return decision;
        var best = ladder.Rungs.First(rung => rung.Move == ladder.Best);
        return best.Cost.Currency != proposal.Cost.Currency || proposal.Cost.Minor > best.Cost.Minor
            ? Ask(decision, "ladder.smallest-first", $"{ladder.Best} is expected to do for less, and it was not refused.")
            : decision;
    }

    private static bool IsSelected(Move move, bool isAsked) => move switch
    {
        Move.ReleaseHold => true,
        Move.HonourCode or Move.CancelLine => false,
        Move.StoreCredit when isAsked => false,
        _ => MoveTraits.Of(move).Group is MoveGroup.Concession or MoveGroup.Remedy && !MoveTools.CustomerRequests.Contains(move.Name),
    };

    private static Decision.NeedsApproval Ask(Decision decision, string rule, string reason) => new("approver", 1, Within)
    {
        Rule = rule,
        Reason = reason,
        BookHash = decision.BookHash,
        Matched = decision.Matched,
        Missing = decision.Missing,
        Obligations = decision.Obligations,
        Budgets = decision.Budgets,
    };
}
