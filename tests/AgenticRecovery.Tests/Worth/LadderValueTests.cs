using AgenticRecovery.Books;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Valuation;
using static AgenticRecovery.Tests.Worth.ValuationTests;

namespace AgenticRecovery.Tests.Worth;

public sealed class LadderValueTests
{
    private static readonly PlaybookShelf Shelf = PlaybookShelf.Shipped();
    private static readonly CostTable Costs = Shelf.Costs;

    [Fact]
    public void An_anxious_customer_gets_facts()
    {
        // value 43.13 + future 14.38·… : nothing 0.80, facts 0.90 for 0.15: facts win by more than the tolerance.
        var ladder = Of(At(FailureMode.DeliveryAnxiety));

        Assert.Equal(nameof(Move.Reassure), ladder.Best);
        Assert.Equal(nameof(Move.DoNothing), ladder.Rungs[0].Move);
        Assert.Equal(ladder.ValueAtRisk.Total.Times(0.9m) - Money.Eur(15), ladder.Chosen.ExpectedValue);
        Assert.Equal(Shelf[FailureMode.DeliveryAnxiety].Ladder.Count + 1, ladder.Rungs.Count);
    }

    [Fact]
    public void A_cent_of_value_is_left_alone()
    {
        var tiny = At(FailureMode.FulfilmentDelay) with
        {
            Customer = null,
            Order = AnOrder() with { Lines = [Line() with { UnitPrice = Money.Eur(20_00) }], Total = Money.Eur(20_00), Paid = Money.Eur(20_00) },
        };

        // CM = 20 − 9 − 6 − 0.55 − 1 − 0.25·(8 + 0.90) = 1.23; every rung gains less than the tolerance of 0.50.
        Assert.Equal(nameof(Move.DoNothing), Of(tiny).Best);
    }

    [Fact]
    public void A_lost_parcel_in_stock_is_sent_again()
    {
        var ladder = Of(At(FailureMode.DeliveryException, OrderStatus.Shipped) with { Cause = "ParcelLost" });

        Assert.Equal(nameof(Move.Replace), ladder.Best);
        Assert.Equal("the customer is owed whole goods or the money, not words", ladder.Rungs.Single(r => r.Move == nameof(Move.Reassure)).WhyNot);
    }

    [Fact]
    public void Damage_is_seen_before_it_is_paid_for()
    {
        var damaged = At(FailureMode.DeliveryException, OrderStatus.Delivered) with { Cause = "ParcelDamaged" };
        var seen = damaged with { Facts = new Dictionary<string, string> { [FactNames.Photos] = "3" } };

        Assert.Equal(nameof(Move.AskCustomer), Of(damaged).Best);
        Assert.Equal("photos of the damage are missing", Of(damaged).Rungs.Single(r => r.Move == nameof(Move.Replace)).WhyNot);
        Assert.Equal(nameof(Move.Replace), Of(seen).Best);
    }

    [Fact]
    public void A_person_is_chosen_only_where_nothing_else_is_left()
    {
        var held = At(FailureMode.FraudHold, OrderStatus.OnHold) with { Facts = new Dictionary<string, string> { [FactNames.StrongRisk] = "true" } };

        Assert.Equal(nameof(Move.EscalateTo), Of(held).Best);
        Assert.Equal(nameof(Move.ReleaseHold), Of(held with { Facts = new Dictionary<string, string>() }).Best);
    }

    [Fact]
    public void A_soft_decline_with_an_agreement_is_tried_again_and_without_one_the_customer_pays()
    {
        var unpaid = At(FailureMode.PaymentFailure, OrderStatus.AwaitingPayment);
        unpaid = unpaid with { Order = unpaid.Order! with { Paid = Money.Eur(0) } };
        var soft = unpaid with { Facts = new Dictionary<string, string> { [FactNames.DeclineClass] = "soft", [FactNames.Mandate] = "true" } };
        var hard = unpaid with { Facts = new Dictionary<string, string> { [FactNames.DeclineClass] = "hard", [FactNames.Mandate] = "true" } };

        Assert.Null(Of(soft).Rungs.Single(r => r.Move == nameof(Move.RetryPayment)).WhyNot);
        Assert.Equal(nameof(Move.SendPaymentLink), Of(hard).Best);
        Assert.False(Of(hard).Rungs.Single(r => r.Move == nameof(Move.RetryPayment)).Eligible);
    }

    [Fact]
    public void After_a_withdrawal_only_what_carries_it_out_is_left()
    {
        var ladder = Of(At(FailureMode.CancelRequest) with { IsRightUttered = true });

        Assert.Equal(nameof(Move.CancelOrder), ladder.Best);
        Assert.DoesNotContain(ladder.Rungs, r => r.Eligible && r.Move is nameof(Move.AskCustomer) or nameof(Move.LimitedIncentive) && r.Eligible);
    }

    [Fact]
    public void An_open_chargeback_is_never_refunded_beside()
    {
        var facts = new Dictionary<string, string> { [FactNames.DisputeId] = "dp", [FactNames.DisputeStage] = "chargeback" };
        var ladder = Of(At(FailureMode.Dispute, OrderStatus.Delivered) with { Facts = facts });

        Assert.False(ladder.Rungs.Single(r => r.Move == nameof(Move.FullRefund)).Eligible);
        // 0.35 · 100.00 − (6.00 + 0.65 · 15.00) = 19.25 beats doing nothing (0.05 · …).
        Assert.Equal(nameof(Move.SubmitEvidence), ladder.Best);
    }

    [Fact]
    public void A_weak_prior_does_not_silence_a_rung_and_a_known_worse_one_is_dropped()
    {
        var playbook = Shelf[FailureMode.FulfilmentDelay];
        // P(Beta(6.4,1.6) ≤ Beta(6.4,1.6)) = 0.5: equal odds at a higher cost stay, as nothing is known yet.
        var weak = playbook with { Ladder = [Rung(nameof(Move.Explain), 6.4m, 1.6m), Rung(nameof(Move.Expedite), 6.4m, 1.6m)] };
        var known = playbook with { Ladder = [Rung(nameof(Move.Explain), 640, 160), Rung(nameof(Move.Expedite), 500, 300)] };

        Assert.Null(LadderValue.Of(weak, At(FailureMode.FulfilmentDelay), Costs).Rungs[2].DominatedBy);
        Assert.Equal(nameof(Move.Explain), LadderValue.Of(known, At(FailureMode.FulfilmentDelay), Costs).Rungs[2].DominatedBy);
    }

    [Fact]
    public void Every_move_has_a_price_and_a_word_on_eligibility()
    {
        var line = new LineId("1");
        var swap = new ItemSwap(line, new VariantId("W"));
        var situation = At(FailureMode.Dispute) with
        {
            Variants = new Dictionary<VariantId, Variant> { [new("W")] = new(new VariantId("W"), Money.Eur(90_00), true, new Dictionary<string, string>()) },
        };
        Move[] moves =
        [
            new Move.DoNothing(), new Move.Reassure(""), new Move.UpdatePromise(situation.Now), new Move.ProductGuidance(""), new Move.Explain(""), new Move.Decline(""),
            new Move.AskCustomer(""), new Move.Apologise(""), new Move.ScheduleCallback(situation.Now), new Move.EscalateTo("desk", ""), new Move.RetryPayment(new("pm")),
            new Move.SendPaymentLink(), new Move.OfferOtherMethod(), new Move.ChangePaymentMethod(new("pm")), new Move.ReserveStock(), new Move.VerifyCustomer(""),
            new Move.ReleaseHold(), new Move.ChangeAddress(situation.Order!.ShipTo), new Move.ChangeProfileAddress(situation.Order.ShipTo), new Move.Reroute(situation.Order.ShipTo),
            new Move.HoldFulfilment(""), new Move.StopShipment(), new Move.LocateStock(line), new Move.Substitute(line, new("W")), new Move.SplitShipment([line]),
            new Move.WaitTogether(), new Move.CancelLine(line), new Move.EditItems([swap], null), new Move.CancelOrder(""), new Move.Expedite(), new Move.FixWithWarehouse(""),
            new Move.ClaimWithCarrier(new("S")), new Move.Replace([line]), new Move.Exchange([swap], null), new Move.ReturnForRefund([line], null),
            new Move.StoreCredit(Money.Eur(1)), new Move.PartialRefund(Money.Eur(1), ""), new Move.FullRefund(""), new Move.AccelerateRefund(), new Move.HonourCode("X"),
            new Move.LimitedIncentive(Money.Eur(1)), new Move.AnswerInquiry("d"), new Move.SubmitEvidence("d"), new Move.AcceptDispute("d"),
        ];

        Assert.Equal(MoveTraits.All.Keys.Order(), moves.Select(m => m.Name).Order());
        foreach (var move in moves)
        {
            var price = MovePricing.Of(move, situation, null, Costs);
            Assert.False(price.Amount.IsNegative || price.Cost.IsNegative, move.Name);
            Assert.NotEmpty(price.Why);
            Eligibility.WhyNot(move.Name, situation);
        }
    }

    private static LadderValue Of(Situation situation) => LadderValue.Of(Shelf[situation.Mode], situation, Costs);

    private static Rung Rung(string move, decimal a, decimal b) => new(move, new Odds(a, b), "assumption");
}
