using AgenticRecovery.Books;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Valuation;

namespace AgenticRecovery.Tests.Worth;

public sealed class ValuationTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);
    private static readonly PlaybookShelf Shelf = PlaybookShelf.Shipped();
    private static readonly CostTable Costs = Shelf.Costs;
    private static readonly Currency Eur = Currency.Eur;

    [Fact]
    public void The_contribution_margin_is_price_less_everything_the_order_costs()
    {
        // 100.00 − goods 45.00 − shipping 6.00 − fee (1.5 % + 0.25 = 1.75) − packing 1.00
        // − expected return 0.25 · (8.00 + 10 % of 45.00) = 3.12 (half to even) = 43.13
        var margin = ContributionMargin.Of(AnOrder(), Costs);

        Assert.Equal(Money.Eur(45_00), margin.Goods);
        Assert.Equal(Money.Eur(1_75), margin.PaymentFee);
        Assert.Equal(Money.Eur(3_12), margin.ExpectedReturn);
        Assert.Equal(Money.Eur(43_13), margin.Amount);
    }

    [Fact]
    public void The_catalogue_cost_beats_the_category_share() =>
        Assert.Equal(Money.Eur(30_00), ContributionMargin.Of(AnOrder() with { Lines = [Line() with { UnitCost = Money.Eur(30_00) }] }, Costs).Goods);

    [Fact]
    public void A_delay_is_worth_little_of_the_customers_future()
    {
        // λ = (1.5·1.2 + 3)/(1.5 + 1) = 1.92; order value = (165.00 + 65.00)/4 = 57.50; margin 25 % = 14.38 (14.375 half to even);
        // future = 14.38 · 1.92 · 1 · 0.9 · 0.03 = 0.7454… = 0.75
        var customer = ACustomer() with { OrdersBefore = 3, LifetimeSpent = Money.Eur(165_00), CustomerSince = Now.AddDays(-365.25) };
        var value = ValueAtRisk.Of(At(FailureMode.FulfilmentDelay) with { Customer = customer }, Costs);

        Assert.Equal(Money.Eur(75), value.Future);
        Assert.Equal(Money.Eur(43_13), value.Order);
        Assert.Equal(Money.Eur(43_88), value.Total);
        Assert.Contains(value.Inputs, input => input.Name == "contributionMargin" && input.Value == "43.13 EUR");
    }

    [Fact]
    public void Lost_goods_put_the_whole_price_at_risk()
    {
        var lost = At(FailureMode.DeliveryException, OrderStatus.Shipped) with { Cause = "carrier.lost" };

        Assert.Equal(Money.Eur(100_00), ValueAtRisk.Of(lost, Costs).Order);
    }

    [Fact]
    public void An_order_that_is_cancelled_has_nothing_left_to_save() =>
        Assert.Equal(Money.Zero(Eur), ValueAtRisk.Of(At(FailureMode.CancelRequest, OrderStatus.Cancelled), Costs).Order);

    [Fact]
    public void A_step_is_a_share_of_the_line_between_floor_and_ceiling()
    {
        var rung = Shelf[FailureMode.FulfilmentDelay].Ladder.Single(r => r.Move == nameof(Move.LimitedIncentive));

        // 5 % of 100.00 = 5.00; 15 % of 400.00 = 60.00, at most 15.00; 5 % of 20.00 = 1.00, at least 3.00.
        Assert.Equal(Money.Eur(5_00), MovePricing.Incentive(At(FailureMode.FulfilmentDelay), rung, 0, Costs));
        Assert.Equal(Money.Eur(15_00), MovePricing.Incentive(Priced(400_00), rung, 2, Costs));
        Assert.Equal(Money.Eur(3_00), MovePricing.Incentive(Priced(20_00), rung, 0, Costs));
    }

    [Fact]
    public void An_amount_in_a_proposal_never_beats_the_step()
    {
        var rung = Shelf[FailureMode.FulfilmentDelay].Ladder.Single(r => r.Move == nameof(Move.LimitedIncentive));
        var situation = At(FailureMode.FulfilmentDelay);

        Assert.Equal(Money.Eur(15_00), MovePricing.Of(new Move.LimitedIncentive(Money.Eur(900_00)), situation, rung, Costs).Amount);
        Assert.Equal(Money.Zero(Eur), MovePricing.Of(new Move.LimitedIncentive(Money.Eur(900_00)), situation, null, Costs).Amount);
        Assert.Equal(Money.Eur(100_00), MovePricing.Of(new Move.PartialRefund(Money.Eur(900_00), "x"), situation, null, Costs).Amount);
    }

    [Fact]
    public void Bounds_in_euro_hold_in_other_currencies_too()
    {
        var dollars = Currency.Usd;
        var order = AnOrder() with
        {
            Currency = dollars,
            Total = new Money(400_00, dollars),
            Paid = new Money(400_00, dollars),
            Refunded = Money.Zero(dollars),
            ShippingFee = Money.Zero(dollars),
            Lines = [Line() with { UnitPrice = new Money(400_00, dollars) }],
        };
        var rung = Shelf[FailureMode.FulfilmentDelay].Ladder.Single(r => r.Move == nameof(Move.LimitedIncentive));

        // 15 % of 400.00 = 60.00 USD; the ceiling 15.00 EUR is 15 / 0.88 = 17.05 USD.
        Assert.Equal(new Money(17_05, dollars), MovePricing.Incentive(At(FailureMode.FulfilmentDelay) with { Order = order }, rung, 2, Shelf.CostsIn(dollars)));
    }

    [Theory]
    [InlineData(62_00, false)]
    [InlineData(63_00, true)]
    public void A_dispute_is_contested_from_its_break_even_on(long amount, bool isWorthIt)
    {
        // p = 0.35, counter fee 15.00 lost with 0.65, handling 12.00: (0.65·15 + 12)/0.35 = 62.14
        var costs = Costs with { Amounts = new Dictionary<string, Money>(Costs.Amounts) { [CostNames.DisputePack] = Money.Eur(12_00) } };
        var rung = Shelf[FailureMode.Dispute].Ladder.Single(r => r.Move == nameof(Move.SubmitEvidence));
        var price = MovePricing.Of(new Move.SubmitEvidence("d"), Priced(amount, FailureMode.Dispute), rung, costs);

        Assert.Equal(Money.Eur(21_75), price.Cost);
        Assert.Equal(isWorthIt, Money.Eur(amount).Times(0.35m) > price.Cost);
    }

    [Fact]
    public void A_replacement_costs_goods_and_a_parcel()
    {
        // goods 45.00 + shipping 6.00 + packing 1.00 + message 0.15
        var price = MovePricing.Of(new Move.Replace([new LineId("1")]), At(FailureMode.DeliveryException, OrderStatus.Shipped), null, Costs);

        Assert.Equal(Money.Eur(100_00), price.Amount);
        Assert.Equal(Money.Eur(52_15), price.Cost);
    }

    [Fact]
    public void Teaching_costs_nothing_at_first_and_doubles_with_each_gift()
    {
        var regular = At(FailureMode.ServiceFailure) with { Customer = ACustomer() with { OrdersBefore = 4 } };
        var gift = Money.Eur(10_00);

        Assert.Equal(Money.Zero(Eur), LadderValue.TeachingCost(nameof(Move.LimitedIncentive), gift, At(FailureMode.ServiceFailure), Costs));
        Assert.Equal(Money.Eur(2_50), LadderValue.TeachingCost(nameof(Move.LimitedIncentive), gift, regular, Costs));
        Assert.Equal(Money.Eur(10_00), LadderValue.TeachingCost(nameof(Move.LimitedIncentive), gift, regular with { ConcessionsBefore = 2 }, Costs));
        Assert.Equal(Money.Zero(Eur), LadderValue.TeachingCost(nameof(Move.Reassure), gift, regular, Costs));
    }

    private static Situation Priced(long minor, FailureMode mode = FailureMode.FulfilmentDelay) => At(mode) with
    {
        Order = AnOrder() with { Lines = [Line() with { UnitPrice = Money.Eur(minor) }], Total = Money.Eur(minor), Paid = Money.Eur(minor) },
    };

    internal static Situation At(FailureMode mode, OrderStatus status = OrderStatus.Open) =>
        new() { Mode = mode, Now = Now, Order = AnOrder() with { Status = status }, Customer = ACustomer() };

    internal static Customer ACustomer() => new()
    {
        Id = new CustomerId("C-1"),
        Name = "Anna Berger",
        Email = "anna@example.com",
        Address = Home(),
        LifetimeSpent = Money.Eur(0),
        CustomerSince = Now,
    };

    internal static Order AnOrder() => new()
    {
        Id = new OrderId("SO-1"),
        Customer = new CustomerId("C-1"),
        Status = OrderStatus.Open,
        Currency = Eur,
        PlacedAt = Now.AddDays(-1),
        ShipTo = Home(),
        Lines = [Line()],
        Total = Money.Eur(100_00),
        Paid = Money.Eur(100_00),
        Refunded = Money.Eur(0),
        ShippingFee = Money.Eur(0),
        CutoffAt = Now.AddHours(4),
        Payments = [new Payment(new PaymentMethodId("pm"), "card", Money.Eur(100_00), "captured")],
    };

    internal static OrderLine Line() => new(new LineId("1"), new ProductId("P"), new VariantId("V"), "Dress", 1, Money.Eur(100_00)) { Category = "fashion" };

    private static Address Home() => new("Anna Berger", "Lindenstraße 14", null, "Köln", null, "50674", "DE");
}
