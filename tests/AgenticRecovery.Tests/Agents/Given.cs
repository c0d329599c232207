using AgenticRecovery.Agents;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Signals;
using AgenticRecovery.Triage;

namespace AgenticRecovery.Tests.Agents;

/// <summary>Valid things to start from; a test shows only what it changes.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Now = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    public static readonly Address Home = new("Ana Lima", "Rua Nova 12", null, "Lisboa", null, "1100-200", "PT");

    public static Order Order(string id = "O-1001") => new()
    {
        Id = new OrderId(id),
        Customer = new CustomerId("C-7"),
        Status = OrderStatus.Shipped,
        Currency = Currency.Eur,
        PlacedAt = Now.AddDays(-6),
        ShipTo = Home,
        Lines =
        [
            new OrderLine(new LineId("L1"), new ProductId("P1"), new VariantId("V1"), "Wool scarf", 1, Money.Eur(40_00)) { Allocated = 1 },
            new OrderLine(new LineId("L2"), new ProductId("P2"), new VariantId("V2"), "Rain coat", 1, Money.Eur(80_00)) { Allocated = 0 },
        ],
        Payments = [new Payment(new PaymentMethodId("card-1"), "card", Money.Eur(120_00), "captured")],
        Shipments = [new Shipment(new ShipmentId("S1"), "DHL", "JD0001", "in_transit") { LastScanAt = Now.AddDays(-1), ExpectedAt = Now.AddDays(2) }],
        Total = Money.Eur(120_00),
        Paid = Money.Eur(120_00),
        Refunded = Money.Eur(0),
        ShippingFee = Money.Eur(0),
        PromisedAt = Now.AddDays(1),
    };

    public static Customer Customer() => new()
    {
        Id = new CustomerId("C-7"),
        Name = "Ana Lima",
        Email = "ana@example.org",
        Address = Home,
        Language = "pt",
        LifetimeSpent = Money.Eur(300_00),
        PaymentMethods = [new PaymentMethod(new PaymentMethodId("card-1"), "card", "Visa 4242"), new PaymentMethod(new PaymentMethodId("gift-1"), "gift_card", "Gift card")],
        Orders = [new OrderId("O-1001")],
    };

    public static Signal Signal(SignalKind kind, params (string Name, string Value)[] attributes) => new()
    {
        Id = "sig-1",
        Source = "carrier",
        Kind = kind,
        OccurredAt = Now.AddHours(-1),
        Order = new OrderId("O-1001"),
        Attributes = attributes.ToDictionary(a => a.Name, a => a.Value),
    };

    public static QuotedText Said(string text, bool identified = true) => new("customer", "msg-1", Now.AddHours(-2), text, "en") { IsIdentified = identified };

    public static RecoveryInput Recovery(FailureMode mode, params (string Move, bool Chosen)[] ladder) => new()
    {
        Case = CaseId.For("O-1001", mode.ToString(), 1),
        Now = Now,
        Diagnosis = new Diagnosis { Mode = mode, Confidence = 0.95m, Fixability = Fixability.FixableNow },
        Ladder = [.. ladder.Select(rung => new LadderRung(rung.Move, 0.5m, Money.Eur(20_00), Money.Eur(1_00), true) { IsChosen = rung.Chosen })],
        Owner = "operations",
        Questions = new Dictionary<string, string> { ["unclear"] = "What can we do for you?" },
        Done = "delivered",
        Order = Order(),
        Customer = Customer(),
    };
}
