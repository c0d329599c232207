using AgenticRecovery.Agents;
using AgenticRecovery.Cases;
using AgenticRecovery.Policy;
using AgenticRecovery.Triage;

namespace AgenticRecovery.Activities;

/// <summary>
/// Where the customer speaks of an injury, the law or their data, a person answers first, whichever model proposes and however
/// small the move: not even a question goes out on its own.
/// </summary>
internal static class GraveWall
{
    public const string Rule = "grave.person-first";

    private static readonly TimeSpan Within = TimeSpan.FromHours(4);

    public static Decision Review(Decision decision, Proposal proposal, IReadOnlyList<QuotedText> texts) =>
        decision is Decision.Allow && proposal.Move is not Move.EscalateTo && proposal.ProposedBy.StartsWith("model:", StringComparison.Ordinal)
        && GraveTexts.Of(texts) is { } matter
            ? new Decision.NeedsApproval("approver", 1, Within)
            {
                Rule = Rule,
                Reason = $"A person answers first: {GraveMatters.Why(matter)}.",
                BookHash = decision.BookHash,
                Matched = decision.Matched,
                Missing = decision.Missing,
                Obligations = decision.Obligations,
                Budgets = decision.Budgets,
            }
            : decision;
}
