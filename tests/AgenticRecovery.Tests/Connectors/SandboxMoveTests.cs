using AgenticRecovery.Cases;
using AgenticRecovery.Connectors;
using AgenticRecovery.Connectors.Sandbox;
using AgenticRecovery.Economics;
using AgenticRecovery.Tests.Store;
using static AgenticRecovery.Tests.Connectors.SandboxWorld;

namespace AgenticRecovery.Tests.Connectors;

public sealed class SandboxMoveTests
{
    /// <summary>Every move of the glossary with an order on which it works.</summary>
    private static readonly (Move Move, Func<Order, Order> On)[] Works =
    [
        (new Move.DoNothing(), o => o),
        (new Move.Reassure("it is on its way"), o => o),
        (new Move.UpdatePromise(StandingClock.Noon.AddDays(3)), o => o),
        (new Move.ProductGuidance("washing"), o => o),
        (new Move.Explain("why"), o => o),
        (new Move.Decline("no"), o => o),
        (new Move.AskCustomer("which size?"), o => o),
        (new Move.Apologise("late by two days"), o => o),
        (new Move.ScheduleCallback(StandingClock.Noon.AddHours(2)), o => o),
        (new Move.EscalateTo("finance", "look at it"), o => o),
        (new Move.RetryPayment(Card), Unpaid),
        (new Move.ChangePaymentMethod(Gift), o => o with { Total = Money.Eur(9_00), Paid = Money.Eur(9_00) }),
        (new Move.ReserveStock(), o => Unpaid(o) with { Lines = [o.Lines[0] with { Allocated = 0 }] }),
        (new Move.VerifyCustomer("the city?"), o => o),
        (new Move.ReleaseHold(), o => o with { Status = OrderStatus.OnHold, HoldReason = "fraud_review" }),
        (new Move.ChangeAddress(Elsewhere), o => o),
        (new Move.ChangeProfileAddress(Elsewhere), o => o),
        (new Move.Reroute(Elsewhere), Shipped),
        (new Move.HoldFulfilment("address unclear"), o => o),
        (new Move.StopShipment(), o => o with { Status = OrderStatus.Packing }),
        (new Move.LocateStock(Shirt), o => o with { Status = OrderStatus.OnHold, HoldReason = "stock", Lines = [o.Lines[0] with { Allocated = 0 }] }),
        (new Move.Substitute(Shirt, Medium), o => o),
        (new Move.SplitShipment([Shirt]), o => o),
        (new Move.WaitTogether(), o => o),
        (new Move.CancelLine(Mug), o => o),
        (new Move.EditItems([new ItemSwap(Shirt, Medium)], Card), o => o),
        (new Move.CancelOrder("no longer needed"), o => o),
        (new Move.Expedite(), o => o),
        (new Move.FixWithWarehouse("repack"), o => o),
        (new Move.ClaimWithCarrier(new ShipmentId("sh1")), Shipped),
        (new Move.Replace([Shirt]), Shipped),
        (new Move.Exchange([new ItemSwap(Shirt, Medium)], Card), Delivered),
        (new Move.ReturnForRefund([Shirt], null), Delivered),
        (new Move.StoreCredit(Money.Eur(5_00)), o => o),
        (new Move.PartialRefund(Money.Eur(5_00), "late"), o => o),
        (new Move.FullRefund("lost"), o => o),
        (new Move.AccelerateRefund(), o => o with { Refunded = Money.Eur(8_00) }),
        (new Move.HonourCode("SUMMER"), o => o with { Attributes = new Dictionary<string, string> { ["code.SUMMER"] = "10" } }),
        (new Move.LimitedIncentive(Money.Eur(3_00)), o => o),
        (new Move.AnswerInquiry("dp1"), o => Disputed(o, "inquiry")),
        (new Move.SubmitEvidence("dp1"), o => Disputed(o, "chargeback")),
        (new Move.AcceptDispute("dp1"), o => Disputed(o, "chargeback")),
    ];

    /// <summary>Moves whose effect is the customer's to bring; see <see cref="A_payment_link_holds_once_it_is_paid"/>.</summary>
    private static readonly string[] Later = [nameof(Move.SendPaymentLink), nameof(Move.OfferOtherMethod)];

    public static TheoryData<string> Names => [.. Works.Select(w => w.Move.Name)];

    [Fact]
    public void Every_move_of_the_glossary_has_a_working_example_here()
    {
        Assert.Equal(MoveTraits.All.Keys.Order(StringComparer.Ordinal), Works.Select(w => w.Move.Name).Concat(Later).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_move_is_done_once_per_key_shows_in_the_shop_and_survives_a_crash(string name)
    {
        var (move, on) = Works.Single(w => w.Move.Name == name);
        using var world = new SandboxWorld(on);
        var write = world.Write(move);
        Assert.False((await world.Shop.VerifyAsync(write, default)).Holds);

        var first = Assert.IsType<ShopAnswer.Done>(await world.Shop.ExecuteAsync(write, default));
        var order = Store.StoreJsonOf(await world.OrderAsync());
        world.Reopen();
        var second = await world.Shop.ExecuteAsync(write, default);

        Assert.Equal(first, second);
        Assert.Equal(order, Store.StoreJsonOf(await world.OrderAsync()));
        Assert.Equal(new Verification(true, true, ""), await world.Shop.VerifyAsync(write, default) with { Observed = "" });
    }

    [Fact]
    public async Task A_payment_link_holds_once_it_is_paid()
    {
        using var world = new SandboxWorld(Unpaid);
        var write = world.Write(new Move.SendPaymentLink());
        await world.Shop.ExecuteAsync(write, default);
        Assert.Equal((false, false), Seen(await world.Shop.VerifyAsync(write, default)));

        Assert.True(await world.Shop.Events.CustomerPaysAsync(SandboxWorld.Order, Card, default));

        Assert.Equal((true, true), Seen(await world.Shop.VerifyAsync(write, default)));
        Assert.Equal(OrderStatus.Open, (await world.OrderAsync()).Status);
    }

    [Fact]
    public async Task An_edit_splits_a_line_moves_the_stock_and_charges_the_difference()
    {
        using var world = new SandboxWorld();

        await world.DoAsync(new Move.EditItems([new ItemSwap(Shirt, Medium)], Card));

        var order = await world.OrderAsync();
        Assert.Equal([(Small, 1), (new VariantId("mug-1"), 1), (Medium, 1)], order.Lines.Select(l => (l.Variant, l.Quantity)));
        Assert.Equal("M", order.Lines[2].Options["size"]);
        // 24.00 instead of 20.00 for one unit.
        Assert.Equal((Money.Eur(54_00), Money.Eur(54_00)), (order.Total, order.Paid));
        Assert.Equal((6, 4), (await world.StockAsync(Small), await world.StockAsync(Medium)));
    }

    [Fact]
    public async Task A_cancellation_gives_everything_back_and_restocks()
    {
        using var world = new SandboxWorld();

        await world.DoAsync(new Move.CancelOrder("no longer needed"));

        var order = await world.OrderAsync();
        Assert.Equal((OrderStatus.Cancelled, Money.Eur(0)), (order.Status, order.Refundable));
        Assert.Equal(7, await world.StockAsync(Small));
        Assert.Equal((Money.Eur(50_00), "pending"), (world.Shop.Events.Refunds(order.Id)[0].Amount, world.Shop.Events.Refunds(order.Id)[0].Status));
    }

    [Fact]
    public async Task A_cheaper_gift_card_edit_credits_the_balance()
    {
        using var world = new SandboxWorld(o => o with
        {
            Lines = [o.Lines[0] with { Variant = Medium, UnitPrice = Money.Eur(24_00), Quantity = 1 }],
            Total = Money.Eur(26_00),
            Paid = Money.Eur(26_00),
        });

        await world.DoAsync(new Move.EditItems([new ItemSwap(Shirt, Small)], Gift));

        var customer = (await world.Shop.FindCustomerByEmailAsync(" IDA@example.com", default))!;
        // 10.00 and the 4.00 that S costs less than M.
        Assert.Equal(Money.Eur(14_00), customer.PaymentMethods.Single(m => m.Id == Gift).Balance);
        Assert.Equal([SandboxWorld.Order], customer.Orders);
    }

    private static (bool, bool) Seen(Verification v) => (v.Holds, v.IsFinal);

    private static class Store
    {
        public static string StoreJsonOf(Order order) => AgenticRecovery.Store.StoreJson.Write(order);
    }
}
