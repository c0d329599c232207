using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Signals;
using AgenticRecovery.Triage;

namespace AgenticRecovery.Agents.Checkup;

/// <summary>A made-up case that every model should manage: a parcel on its way, and a customer who asks where it is.</summary>
internal static class SampleCase
{
    private static readonly CaseId Id = new("case-checkup");
    private static readonly OrderId OrderId = new("CHECK-1");

    public static TriageInput Triage(DateTimeOffset now) => new()
    {
        Case = Id,
        Now = now,
        Signals = [Message(now)],
        Order = Order(now),
        Customer = Customer(),
        Texts = [Text(now)],
    };

    public static RecoveryInput Recovery(DateTimeOffset now) => new()
    {
        Case = Id,
        Now = now,
        Diagnosis = new Diagnosis { Mode = FailureMode.DeliveryAnxiety, Confidence = 0.95m, Fixability = Fixability.FixableNow },
        Ladder =
        [
            new LadderRung(nameof(Move.DoNothing), 0.6m, Money.Eur(1_00), Money.Eur(0), true),
            new LadderRung(nameof(Move.Reassure), 0.9m, Money.Eur(4_00), Money.Eur(0), true) { IsChosen = true },
        ],
        Owner = "customer_care",
        Done = "answered",
        Signals = [Message(now)],
        Order = Order(now),
        Customer = Customer(),
        Texts = [Text(now)],
    };

    private static Signal Message(DateTimeOffset now) => new()
    {
        Id = "checkup-1",
        Source = "helpdesk",
        Kind = SignalKind.CustomerMessage,
        OccurredAt = now.AddHours(-1),
        Order = OrderId,
        Customer = new CustomerId("C-CHECK"),
        Text = Text(now).Text,
        Language = "en",
    };

    private static QuotedText Text(DateTimeOffset now) =>
        new("customer", "checkup-1", now.AddHours(-1), "Hello, where is my order CHECK-1?", "en") { IsIdentified = true };

    private static Order Order(DateTimeOffset now) => new()
    {
        Id = OrderId,
        Customer = new CustomerId("C-CHECK"),
        Status = OrderStatus.Shipped,
        Currency = Currency.Eur,
        PlacedAt = now.AddDays(-3),
        ShipTo = new Address("Ada Example", "Example Street 1", null, "Berlin", null, "10115", "DE"),
        Lines = [new OrderLine(new LineId("1"), new ProductId("P-1"), new VariantId("V-1"), "Example lamp", 1, Money.Eur(48_00))],
        Shipments = [new Shipment(new ShipmentId("S-1"), "DHL", "JD0001", "in_transit") { LastScanAt = now.AddHours(-8), LastScanText = "Arrived at the hub", ExpectedAt = now.AddDays(1) }],
        Total = Money.Eur(48_00),
        Paid = Money.Eur(48_00),
        Refunded = Money.Eur(0),
        ShippingFee = Money.Eur(0),
        PromisedAt = now.AddDays(2),
    };

    private static Customer Customer() => new()
    {
        Id = new CustomerId("C-CHECK"),
        Name = "Ada Example",
        Email = "ada@example.com",
        Address = new Address("Ada Example", "Example Street 1", null, "Berlin", null, "10115", "DE"),
        LifetimeSpent = Money.Eur(48_00),
        Orders = [OrderId],
    };
}
