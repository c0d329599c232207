using AgenticRecovery.Cases;
using AgenticRecovery.Connectors;
using AgenticRecovery.Connectors.Sandbox;
using AgenticRecovery.Economics;
using AgenticRecovery.Tests.Store;
using static AgenticRecovery.Tests.Connectors.SandboxWorld;

namespace AgenticRecovery.Tests.Connectors;

public sealed class SandboxRefusalTests
{
    private static readonly (string Why, Move Move, Func<Order, Order> On, string Reason)[] Refusals =
    [
        ("cancel after shipping", new Move.CancelOrder("late"), Shipped, "is shipped"),
        ("cancel while packing", new Move.CancelOrder("late"), o => o with { Status = OrderStatus.Packing }, "packing"),
        ("cancel twice", new Move.CancelOrder("late"), o => o with { Status = OrderStatus.Cancelled }, "is cancelled"),
        ("edit after cutoff", new Move.EditItems([new ItemSwap(Shirt, Medium)], Card), o => o with { CutoffAt = StandingClock.Noon.AddMinutes(-1) }, "cutoff was 2026-03-02 11:59"),
        ("address after shipping", new Move.ChangeAddress(Elsewhere), Shipped, "is shipped"),
        ("address without street", new Move.ChangeAddress(Elsewhere with { Street = " " }), o => o, "lacks a street"),
        ("reroute to another country", new Move.Reroute(Elsewhere with { Country = "FR" }), Shipped, "another country"),
        ("reroute before shipping", new Move.Reroute(Elsewhere), o => o, "No parcel"),
        ("unavailable variant", new Move.EditItems([new ItemSwap(Shirt, Gone)], Card), o => o, "not available"),
        ("another product", new Move.EditItems([new ItemSwap(Mug, Medium)], Card), o => o, "another product"),
        ("more units than ordered", new Move.EditItems([new ItemSwap(Mug, new VariantId("mug-1")), new ItemSwap(Mug, new VariantId("mug-1"))], Card), o => o, "has 1 unit"),
        ("somebody else's card", new Move.EditItems([new ItemSwap(Shirt, Medium)], new PaymentMethodId("card_9")), o => o, "no payment method of this customer"),
        ("gift card too small", new Move.ChangePaymentMethod(Gift), o => o, "balance of gift_1 is 10.00 EUR; 50.00 EUR"),
        ("same method", new Move.ChangePaymentMethod(Card), o => o, "already on this"),
        ("exchange before delivery", new Move.Exchange([new ItemSwap(Shirt, Medium)], Card), o => o, "only a delivered order"),
        ("return before delivery", new Move.ReturnForRefund([Shirt], null), Shipped, "only a delivered order"),
        ("return after the window", new Move.ReturnForRefund([Shirt], null), o => Delivered(o) with { Attributes = new Dictionary<string, string> { [SandboxWords.ReturnUntil] = "2026-03-01T00:00:00Z" } }, "closed on 2026-03-01"),
        ("return more than bought", new Move.ReturnForRefund([Mug, Mug], null), Delivered, "no such units"),
        ("refund above the balance", new Move.PartialRefund(Money.Eur(50_01), "late"), o => o, "50.00 EUR can still be refunded"),
        ("refund of nothing", new Move.FullRefund("late"), o => o with { Refunded = Money.Eur(50_00) }, "nothing to refund"),
        ("refund in another currency", new Move.PartialRefund(new Money(1, Currency.Usd), "late"), o => o, "is in EUR"),
        ("retry of a paid order", new Move.RetryPayment(Card), o => o, "is paid"),
        ("retry of a stolen card", new Move.RetryPayment(Card), o => Unpaid(o) with { Payments = [new Payment(Card, "card", Money.Eur(50_00), "failed") { DeclineCode = "stolen_card" }] }, "will not approve"),
        ("retry that declines", new Move.RetryPayment(Card), o => Unpaid(o) with { Attributes = new Dictionary<string, string> { [SandboxWords.Retry] = "declines" } }, "declined again (51), attempt 2"),
        ("release of confirmed fraud", new Move.ReleaseHold(), o => o with { Status = OrderStatus.OnHold, HoldReason = "fraud_review", Attributes = new Dictionary<string, string> { [SandboxWords.Fraud] = "confirmed" } }, "confirmed fraud"),
        ("release of nothing", new Move.ReleaseHold(), o => o, "Nothing holds"),
        ("replace before shipping", new Move.Replace([Shirt]), o => o, "nothing to replace"),
        ("replace without stock", new Move.Replace([Shirt]), o => Shipped(o) with { Lines = [o.Lines[0] with { Quantity = 6 }] }, "not in stock"),
        ("claim of an unknown parcel", new Move.ClaimWithCarrier(new ShipmentId("sh9")), Shipped, "no shipment sh9"),
        ("promise in the past", new Move.UpdatePromise(StandingClock.Noon.AddDays(-1)), o => o, "in the past"),
        ("unknown code", new Move.HonourCode("FREE"), o => o, "not valid"),
        ("credit above the order", new Move.StoreCredit(Money.Eur(50_01)), o => o, "above the order's 50.00"),
        ("last line", new Move.CancelLine(Shirt), o => o with { Lines = [o.Lines[0]] }, "cancel the order instead"),
        ("split of everything", new Move.SplitShipment([Shirt, Mug]), o => o, "whole order"),
        ("locating what is not there", new Move.LocateStock(Shirt), o => o with { Lines = [o.Lines[0] with { Quantity = 9, Allocated = 0 }] }, "5 were found"),
        ("answer to a chargeback", new Move.AnswerInquiry("dp1"), o => Disputed(o, "chargeback"), "chargeback"),
        ("unknown dispute", new Move.SubmitEvidence("dp9"), o => Disputed(o, "chargeback"), "no dispute dp9"),
        ("no refund to hurry", new Move.AccelerateRefund(), o => o, "No refund"),
    ];

    public static TheoryData<string> Cases => [.. Refusals.Select(r => r.Why)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_shop_refuses_with_its_reason_and_changes_no_money(string why)
    {
        var (_, move, on, reason) = Refusals.Single(r => r.Why == why);
        using var world = new SandboxWorld(on);
        var before = await world.OrderAsync();

        Assert.Contains(reason, await world.RefusalOfAsync(move), StringComparison.Ordinal);

        var after = await world.OrderAsync();
        Assert.Equal((before.Status, before.Total, before.Paid, before.Refunded, before.Lines.Count), (after.Status, after.Total, after.Paid, after.Refunded, after.Lines.Count));
        Assert.Equal((5, 5), (await world.StockAsync(Small), await world.StockAsync(Medium)));
    }

    [Fact]
    public async Task A_refusal_is_remembered_and_does_not_verify()
    {
        using var world = new SandboxWorld(Shipped);
        var write = world.Write(new Move.CancelOrder("late"));

        var first = await world.Shop.ExecuteAsync(write, default);

        Assert.Equal(first, await world.Shop.ExecuteAsync(write, default));
        Assert.False((await world.Shop.VerifyAsync(write, default)).Holds);
    }

    [Fact]
    public async Task A_dispute_past_its_deadline_is_lost_to_us()
    {
        using var world = new SandboxWorld(o => Disputed(o, "chargeback"));
        world.Clock.Now = StandingClock.Noon.AddDays(8);

        Assert.Contains("deadline", await world.RefusalOfAsync(new Move.SubmitEvidence("dp1")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_used_for_another_move_is_an_error_of_ours()
    {
        using var world = new SandboxWorld();
        await world.Shop.ExecuteAsync(world.Write(new Move.Reassure("a"), "k"), default);

        await Assert.ThrowsAsync<RemoteRefusedException>(() => world.Shop.ExecuteAsync(world.Write(new Move.FullRefund("b"), "k"), default));
    }
}
