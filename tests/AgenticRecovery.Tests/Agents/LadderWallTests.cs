using AgenticRecovery.Activities;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Policy;
using AgenticRecovery.Store;

namespace AgenticRecovery.Tests.Agents;

/// <summary>A model may not go beyond what the ladder chose, unless the choice was refused or the customer asked.</summary>
public sealed class LadderWallTests
{
    private static readonly Decision Allowed = new Decision.Allow { Rule = "concession.small", Reason = "small", BookHash = "b" };

    // Reassuring costs nothing and is chosen; a small credit costs 5.00; a release is not offered.
    private static readonly ValuationRecord Ladder = new(
        Money.Eur(48_00), Money.Eur(48_00), Money.Eur(0), [],
        [Rung(nameof(Move.Reassure), 0, null), Rung(nameof(Move.LimitedIncentive), 5_00, null), Rung(nameof(Move.ReleaseHold), 0, "the address is not confirmed"), Rung(nameof(Move.StoreCredit), 9_00, null)],
        nameof(Move.Reassure), nameof(Move.Reassure), Money.Eur(1_00));

    [Fact]
    public void A_concession_above_the_chosen_move_waits_for_a_person()
    {
        var decision = Review(new Move.LimitedIncentive(Money.Eur(5_00)), 5_00);

        Assert.Equal("ladder.smallest-first", Assert.IsType<Decision.NeedsApproval>(decision).Rule);
    }

    [Fact]
    public void A_move_that_the_ladder_does_not_offer_waits_for_a_person()
    {
        var decision = Review(new Move.ReleaseHold(), 0);

        Assert.Equal("ladder.not-offered", decision.Rule);
        Assert.Contains("not confirmed", decision.Reason);
    }

    [Fact]
    public void The_chosen_move_words_and_what_the_customer_asked_for_go_on()
    {
        Assert.Same(Allowed, Review(new Move.Reassure("x"), 0));
        Assert.Same(Allowed, Review(new Move.CancelOrder("other"), 48_00));
        Assert.Same(Allowed, Review(new Move.StoreCredit(Money.Eur(9_00)), 9_00, isAsked: true));
        Assert.IsType<Decision.NeedsApproval>(Review(new Move.StoreCredit(Money.Eur(9_00)), 9_00));
    }

    [Fact]
    public void After_the_choice_was_refused_the_next_may_come_and_doing_nothing_first_opens_nothing()
    {
        var refused = Earlier(new Move.Reassure("x"), new Decision.Deny { Rule = "law.opt-out", Reason = "no", BookHash = "b" });
        var nothing = Earlier(new Move.DoNothing(), Allowed);

        Assert.Same(Allowed, Review(new Move.LimitedIncentive(Money.Eur(5_00)), 5_00, earlier: [refused]));
        Assert.IsType<Decision.NeedsApproval>(Review(new Move.LimitedIncentive(Money.Eur(5_00)), 5_00, earlier: [nothing]));
    }

    [Fact]
    public void People_are_bound_by_the_book_alone()
    {
        Assert.Same(Allowed, LadderWall.Review(Allowed, Proposal(new Move.LimitedIncentive(Money.Eur(5_00)), 5_00, "rita"), Ladder, false, []));
    }

    private static Decision Review(Move move, long cost, bool isAsked = false, IReadOnlyList<ProposalRecord>? earlier = null) =>
        LadderWall.Review(Allowed, Proposal(move, cost, "model:gpt-x"), Ladder, isAsked, earlier ?? []);

    private static Proposal Proposal(Move move, long cost, string by) =>
        new(new ProposalId("case-1/p2"), new CaseId("case-1"), move, Money.Eur(cost), Money.Eur(cost), "why", by);

    private static ProposalRecord Earlier(Move move, Decision decision) => new(Proposal(move, 0, "model:gpt-x"), 1, "h", default) { Decision = decision };

    private static RungLine Rung(string move, long cost, string? whyNot) =>
        new(move, whyNot is null, whyNot, 0.5m, 0.4m, 0.6m, Money.Eur(cost), Money.Eur(cost), Money.Eur(0), Money.Eur(10_00), "", "assumption");
}
