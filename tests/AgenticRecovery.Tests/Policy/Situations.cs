using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Policy;

namespace AgenticRecovery.Tests.Policy;

/// <summary>Cases as the product knows them, ready for the shipped book: an identified customer with three earlier orders.</summary>
internal static class Situations
{
    public static readonly DateTimeOffset Now = Books.Monday;

    public static readonly Product Shirt = new(new ProductId("shirt"), "Shirt",
    [
        new Variant(new VariantId("shirt-m"), Money.Eur(40_00), true, new Dictionary<string, string> { ["size"] = "M" }),
        new Variant(new VariantId("shirt-l"), Money.Eur(42_00), true, new Dictionary<string, string> { ["size"] = "L" }),
        new Variant(new VariantId("shirt-xl"), Money.Eur(42_00), false, new Dictionary<string, string> { ["size"] = "XL" }),
    ]);

    public static readonly Product Shoe = new(new ProductId("shoe"), "Shoe",
        [new Variant(new VariantId("shoe-42"), Money.Eur(90_00), true, new Dictionary<string, string> { ["size"] = "42" })]);

    public static readonly Address Home = new("Ada Berg", "Lindenweg 4", null, "Berlin", null, "10115", "DE");

    public static Order Open() => new()
    {
        Id = new OrderId("1001"),
        Customer = new CustomerId("c-1"),
        Status = OrderStatus.Open,
        Currency = Currency.Eur,
        PlacedAt = Now.AddHours(-1),
        ShipTo = Home,
        Lines = [new OrderLine(new LineId("l1"), Shirt.Id, new VariantId("shirt-m"), "Shirt M", 1, Money.Eur(40_00)) { Category = "fashion" }],
        Payments = [new Payment(new PaymentMethodId("card-1"), "card", Money.Eur(45_00), "captured") { Attempts = 1 }],
        Total = Money.Eur(45_00),
        Paid = Money.Eur(45_00),
        Refunded = Money.Eur(0),
        ShippingFee = Money.Eur(5_00),
        CutoffAt = Now.AddHours(2),
    };

    public static Order Delivered() => Open() with
    {
        Status = OrderStatus.Delivered,
        PlacedAt = Now.AddDays(-6),
        CutoffAt = null,
        DeliveredAt = Now.AddDays(-2),
        Shipments = [new Shipment(new ShipmentId("s1"), "dhl", "JD1", "delivered") { LastScanAt = Now.AddDays(-2) }],
    };

    public static Order Unpaid() => Open() with
    {
        Status = OrderStatus.AwaitingPayment,
        Paid = Money.Eur(0),
        HoldReason = "payment",
        Payments = [new Payment(new PaymentMethodId("card-1"), "card", Money.Eur(45_00), "failed") { DeclineCode = "51", Attempts = 1 }],
    };

    public static Customer Ada() => new()
    {
        Id = new CustomerId("c-1"),
        Name = "Ada Berg",
        Email = "ada@example.test",
        Address = Home,
        OrdersBefore = 3,
        AbuseRisk = 0.1m,
        PaymentMethods = [new PaymentMethod(new PaymentMethodId("card-1"), "card", "•• 4242"), new PaymentMethod(new PaymentMethodId("gift-1"), "gift_card", "Gift card") { Balance = Money.Eur(20_00) }],
    };

    public static CaseHistory Quiet() => new()
    {
        ContactsLast24h = 0,
        ContactsPerCase = 0,
        ConcessionsLast180d = 0,
        ConcessionsAmount180d = Money.Eur(0),
        ConcessionsInCase = 0,
        RefundsLast30d = Money.Eur(0),
        ApologiesLast60d = 0,
        PaymentLinksLastHour = 0,
        CaseSpent = Money.Eur(0),
        CaseWrites = 0,
        OrderEdited = false,
        OrderExchanged = false,
    };

    /// <summary>A clean model proposal about this order; the customer asked for it and waits.</summary>
    public static Situation Of(Move move, Order order, FailureMode mode, long amountMinor = 0) => new()
    {
        At = Now,
        Move = move,
        Amount = Money.Eur(amountMinor),
        Cost = Money.Eur(amountMinor),
        IsPerson = false,
        ProposalConfidence = 0.9m,
        IsTainted = false,
        TextInstructions = false,
        ShopCanDo = true,
        Mode = mode,
        Confidence = 0.9m,
        Fixability = "FixableNow",
        Order = order,
        Customer = Ada(),
        Products = [Shirt, Shoe],
        Identified = true,
        Asked = true,
        Confirmed = true,
        AwaitsAnswer = true,
        QuietHours = false,
        History = Quiet(),
        ValueExpected = Money.Eur(60_00),
        Rights = new CaseRights { WithdrawalUttered = false, Defect = false },
    };

    public static Decision Decide(Situation situation) => Books.Default.Decide(situation.Move.Name, SituationFacts.Of(situation));
}
