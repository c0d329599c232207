using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Policy;
using static AgenticRecovery.Tests.Policy.Situations;

namespace AgenticRecovery.Tests.Policy;

/// <summary>From order, customer and move to the decision of the shipped book: what runs without a person, and what does not.</summary>
public sealed class OrdinaryCasesTests
{
    private static readonly LineId Line = new("l1");

    public static TheoryData<string, Func<Situation>> Ordinary => new()
    {
        { "an anxious customer is told the facts", () => Of(new Move.Reassure("where"), Open(), FailureMode.DeliveryAnxiety) },
        { "a flat number is added", () => Of(new Move.ChangeAddress(Home with { Street2 = "flat 3" }), Open(), FailureMode.AddressIssue) },
        { "the same postcode, another door", () => Of(new Move.ChangeAddress(Home with { Street = "Lindenweg 6" }), Open(), FailureMode.AddressIssue) },
        { "another size before the cutoff", () => Of(new Move.EditItems([new ItemSwap(Line, new VariantId("shirt-l"))], new PaymentMethodId("card-1")), Open(), FailureMode.ChangeRequest) },
        { "cancelled before the cutoff", () => Of(new Move.CancelOrder("no longer needed"), Open(), FailureMode.CancelRequest, 45_00) },
        { "a delivered shirt in another size", () => Of(new Move.Exchange([new ItemSwap(Line, new VariantId("shirt-l"))], null), Delivered(), FailureMode.ReturnRequest) },
        { "a delivered shirt comes back", () => Of(new Move.ReturnForRefund([Line], null), Delivered(), FailureMode.ReturnRequest, 40_00) },
        { "a small refund", () => Of(new Move.PartialRefund(Money.Eur(12_00), "late"), Delivered(), FailureMode.DeliveryException, 12_00) },
        { "a lost parcel is sent again", () => Of(new Move.Replace([Line]), Lost(), FailureMode.DeliveryException, 40_00) },
        { "a soft decline a day later", () => Of(new Move.RetryPayment(new PaymentMethodId("card-1")), Unpaid(), FailureMode.PaymentFailure) with { LastAttemptAt = Now.AddHours(-30) } },
        { "a payment link", () => Of(new Move.SendPaymentLink(), Unpaid(), FailureMode.PaymentFailure) },
        { "a known customer is released", () => Of(new Move.ReleaseHold(), Open() with { Status = OrderStatus.OnHold, HoldReason = "fraud_review" }, FailureMode.FraudHold) with { RiskSignals = ["avsMismatch"] } },
        { "a date from the carrier", () => Of(new Move.UpdatePromise(Now.AddDays(2)), Moving(), FailureMode.FulfilmentDelay) },
        { "a code the shop knows", () => Of(new Move.HonourCode("SUMMER10"), Coded(), FailureMode.ConcessionRequest, 4_00) },
        { "a small step after a failure", () => Of(new Move.LimitedIncentive(Money.Eur(5_00)), Delivered(), FailureMode.ServiceFailure, 5_00) },
        { "a hand-over to a person", () => Of(new Move.EscalateTo("finance", "look"), Delivered(), FailureMode.Dispute) },
        { "stock is looked for elsewhere", () => Of(new Move.LocateStock(Line), Open(), FailureMode.InventoryMismatch) },
        { "the parcel is stopped", () => Of(new Move.StopShipment(), Open(), FailureMode.ChangeRequest) },
    };

    public static TheoryData<string, string, Func<Situation>> Costly => new()
    {
        { "finance", "a large refund", () => Of(new Move.FullRefund("lost"), Delivered(), FailureMode.DeliveryException, 45_00) },
        { "risk", "another town", () => Of(new Move.ChangeAddress(Home with { PostalCode = "80331", City = "München" }), Open(), FailureMode.AddressIssue) },
        { "risk", "another name at the door of a stranger", () => Of(new Move.ChangeAddress(Home with { Name = "Bob" }), Open(), FailureMode.AddressIssue) with { Customer = Ada() with { OrdersBefore = 0 } } },
        { "operations", "cancelled after the cutoff", () => Of(new Move.CancelOrder("no longer needed"), Open() with { CutoffAt = Now.AddHours(-1) }, FailureMode.CancelRequest, 45_00) },
        { "operations", "a second change", () => Of(new Move.EditItems([new ItemSwap(Line, new VariantId("shirt-l"))], null), Open(), FailureMode.ChangeRequest) with { History = Quiet() with { OrderEdited = true } } },
        { "operations", "another product", () => Of(new Move.EditItems([new ItemSwap(Line, new VariantId("shoe-42"))], null), Open(), FailureMode.ChangeRequest) },
        { "risk", "fraud is suspected", () => Of(new Move.CancelOrder("fraud"), Open(), FailureMode.FraudHold, 45_00) },
        { "finance", "a dispute is accepted", () => Of(new Move.AcceptDispute("d1"), Delivered(), FailureMode.Dispute) },
        { "approver", "a return in the period is refused", () => Of(new Move.Decline("worn"), Delivered(), FailureMode.ReturnRequest) },
        { "approver", "the text gives orders", () => Of(new Move.PartialRefund(Money.Eur(12_00), "late"), Delivered(), FailureMode.DeliveryException, 12_00) with { TextInstructions = true } },
        { "approver", "the customer's third concession", () => Of(new Move.LimitedIncentive(Money.Eur(5_00)), Delivered(), FailureMode.ServiceFailure, 5_00) with { History = Quiet() with { ConcessionsLast180d = 2 } } },
    };

    public static TheoryData<string, string, Func<Situation>> Refused => new()
    {
        { "identity.first", "a stranger", () => Of(new Move.ReturnForRefund([Line], null), Delivered(), FailureMode.ReturnRequest, 40_00) with { Identified = false } },
        { "taint.money-and-address", "an address out of a quoted mail", () => Of(new Move.ChangeAddress(Home with { Street2 = "flat 3" }), Open(), FailureMode.AddressIssue) with { IsTainted = true } },
        { "refund.balance", "more than was paid", () => Of(new Move.FullRefund("all"), Delivered(), FailureMode.DeliveryException, 45_01) },
        { "items.not-there", "a size that is sold out", () => Of(new Move.EditItems([new ItemSwap(Line, new VariantId("shirt-xl"))], null), Open(), FailureMode.ChangeRequest) },
        { "items.not-there", "a line of another order", () => Of(new Move.Exchange([new ItemSwap(new LineId("other"), new VariantId("shirt-l"))], null), Delivered(), FailureMode.ReturnRequest) },
        { "payment.method-of-others", "somebody else's card", () => Of(new Move.ChangePaymentMethod(new PaymentMethodId("card-9")), Open(), FailureMode.ChangeRequest) },
        { "payment.never-retry", "a stolen card", () => Of(new Move.RetryPayment(new PaymentMethodId("card-1")), Unpaid() with { Payments = [new Payment(new PaymentMethodId("card-1"), "card", Money.Eur(45_00), "failed") { DeclineCode = "43", Attempts = 1 }] }, FailureMode.PaymentFailure) with { LastAttemptAt = Now.AddHours(-30) } },
        { "address.shipped", "an address after shipping", () => Of(new Move.ChangeAddress(Home with { Street2 = "flat 3" }), Moving(), FailureMode.AddressIssue) },
        { "promise.invented", "a date from nowhere", () => Of(new Move.UpdatePromise(Now.AddDays(1)), Moving(), FailureMode.FulfilmentDelay) },
        { "concession.not-for-anxiety", "money for a question", () => Of(new Move.LimitedIncentive(Money.Eur(5_00)), Moving(), FailureMode.DeliveryAnxiety, 5_00) },
        { "refund.in-chargeback", "a refund in a chargeback", () => Of(new Move.PartialRefund(Money.Eur(5_00), "x"), Delivered() with { Attributes = new Dictionary<string, string> { ["dispute"] = "d1" } }, FailureMode.DeliveryException, 5_00) },
        { "law.contact-limit", "a third message today", () => Of(new Move.Reassure("x"), Open(), FailureMode.DeliveryAnxiety) with { AwaitsAnswer = false, History = Quiet() with { ContactsLast24h = 2 } } },
        { "cancel.done-before", "an order that is cancelled", () => Of(new Move.CancelOrder("x"), Open() with { Status = OrderStatus.Cancelled }, FailureMode.CancelRequest) },
    };

    [Theory]
    [MemberData(nameof(Ordinary))]
    public void Ordinary_cases_run_to_the_end_without_a_person(string what, Func<Situation> situation)
    {
        var decision = Decide(situation());

        Assert.True(decision is Decision.Allow, $"{what}: {decision.Word} by {decision.Rule}: {decision.Reason} missing {string.Join(", ", decision.Missing)}");
    }

    [Theory]
    [MemberData(nameof(Costly))]
    public void Costly_cases_wait_for_a_person(string role, string what, Func<Situation> situation)
    {
        var decision = Decide(situation());

        Assert.True(decision is Decision.NeedsApproval asked && asked.Role == role, $"{what}: {decision.Word} by {decision.Rule}: {decision.Reason}");
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Some_things_are_never_done(string rule, string what, Func<Situation> situation)
    {
        var decision = Decide(situation());

        Assert.True(decision is Decision.Deny && decision.Rule == rule, $"{what}: {decision.Word} by {decision.Rule}: {decision.Reason}");
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(null, true)]
    [InlineData(false, false)]
    public void At_night_or_where_the_hour_is_not_known_an_offer_waits_for_the_morning(bool? isQuiet, bool waits)
    {
        var decision = Decide(Of(new Move.LimitedIncentive(Money.Eur(5_00)), Delivered(), FailureMode.ServiceFailure, 5_00) with { QuietHours = isQuiet, AwaitsAnswer = false });

        Assert.IsType<Decision.Allow>(decision);
        Assert.Equal(waits, decision.Obligations.Contains("timer:quiet-hours"));
    }

    [Fact]
    public void With_nothing_known_nothing_that_changes_an_order_is_allowed()
    {
        foreach (var move in MoveSet.Groups["money"].Members().Concat(MoveSet.Groups["edits"].Members()))
            Assert.NotEqual(DecisionWord.Allow, Books.Default.Ask(move, new PolicyFacts(Now, Currency.Eur)));
    }

    private static Order Lost() => Delivered() with { Status = OrderStatus.Shipped, DeliveredAt = null, Shipments = [new Shipment(new ShipmentId("s1"), "dhl", "JD1", "lost") { LastScanAt = Now.AddDays(-12) }] };

    private static Order Moving() => Open() with
    {
        Status = OrderStatus.Shipped,
        CutoffAt = null,
        Shipments = [new Shipment(new ShipmentId("s1"), "dhl", "JD1", "in_transit") { LastScanAt = Now.AddHours(-5), ExpectedAt = Now.AddDays(2) }],
    };

    private static Order Coded() => Delivered() with { Attributes = new Dictionary<string, string> { ["code.SUMMER10"] = "10" } };
}
