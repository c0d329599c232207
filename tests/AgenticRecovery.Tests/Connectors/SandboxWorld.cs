using AgenticRecovery.Cases;
using AgenticRecovery.Connectors;
using AgenticRecovery.Connectors.Sandbox;
using AgenticRecovery.Economics;
using AgenticRecovery.Tests.Store;

namespace AgenticRecovery.Tests.Connectors;

/// <summary>A small shop: one customer with a card and a gift card, one order of two lines, one product in three sizes.</summary>
internal sealed class SandboxWorld : IDisposable
{
    public static readonly OrderId Order = new("o1");
    public static readonly CustomerId Customer = new("c1");
    public static readonly PaymentMethodId Card = new("card_1");
    public static readonly PaymentMethodId Gift = new("gift_1");
    public static readonly LineId Shirt = new("l1");
    public static readonly LineId Mug = new("l2");
    public static readonly VariantId Small = new("shirt-s");
    public static readonly VariantId Medium = new("shirt-m");
    public static readonly VariantId Gone = new("shirt-xl");
    public static readonly Address Elsewhere = new("Ida Berg", "Neue Gasse 4", null, "Bremen", null, "28195", "DE");

    private readonly TempFolder folder = new();
    private int next;

    public SandboxWorld(Func<Order, Order>? change = null)
    {
        Shop = SandboxShop.Open(folder["s.shop.db"], Clock);
        Seed(change ?? (o => o));
    }

    public StandingClock Clock { get; } = new();

    public SandboxShop Shop { get; private set; }

    public static ShopSeed SeedOf(Order order) => new([Ida], [order], [Shirts, Mugs]);

    public static Customer Ida { get; } = new()
    {
        Id = Customer,
        Name = "Ida Berg",
        Email = "ida@example.com",
        Address = new("Ida Berg", "Alte Gasse 1", null, "Bremen", null, "28195", "DE"),
        PaymentMethods =
        [
            new PaymentMethod(Card, "card", "Visa 4242"),
            new PaymentMethod(Gift, "gift_card", "Gift card") { Balance = Money.Eur(10_00) },
        ],
    };

    public static Product Shirts { get; } = new(new ProductId("shirt"), "Shirt",
    [
        new Variant(Small, Money.Eur(20_00), true, new Dictionary<string, string> { ["size"] = "S" }) { Stock = 5 },
        new Variant(Medium, Money.Eur(24_00), true, new Dictionary<string, string> { ["size"] = "M" }) { Stock = 5 },
        new Variant(Gone, Money.Eur(24_00), false, new Dictionary<string, string> { ["size"] = "XL" }) { Stock = 0 },
    ]);

    public static Product Mugs { get; } = new(new ProductId("mug"), "Mug",
        [new Variant(new VariantId("mug-1"), Money.Eur(8_00), true, new Dictionary<string, string>()) { Stock = 5 }]);

    /// <summary>Two shirts at 20.00, one mug at 8.00, shipping 2.00: total 50.00, paid by card.</summary>
    public static Order Plain { get; } = new()
    {
        Id = Order,
        Customer = Customer,
        Status = OrderStatus.Open,
        Currency = Currency.Eur,
        PlacedAt = StandingClock.Noon.AddDays(-1),
        ShipTo = Ida.Address,
        Total = Money.Eur(50_00),
        Paid = Money.Eur(50_00),
        Refunded = Money.Eur(0),
        ShippingFee = Money.Eur(2_00),
        CutoffAt = StandingClock.Noon.AddHours(3),
        Lines =
        [
            new OrderLine(Shirt, Shirts.Id, Small, "Shirt", 2, Money.Eur(20_00)) { Allocated = 2 },
            new OrderLine(Mug, Mugs.Id, new VariantId("mug-1"), "Mug", 1, Money.Eur(8_00)) { Allocated = 1 },
        ],
        Payments = [new Payment(Card, "card", Money.Eur(50_00), "captured")],
    };

    public static Order Unpaid(Order order) => order with
    {
        Status = OrderStatus.AwaitingPayment,
        Paid = Money.Eur(0),
        Payments = [new Payment(Card, "card", Money.Eur(50_00), "failed") { DeclineCode = "51", Attempts = 1 }],
    };

    public static Order Shipped(Order order) => order with
    {
        Status = OrderStatus.Shipped,
        CutoffAt = null,
        Shipments = [new Shipment(new ShipmentId("sh1"), "north", "N1", "in_transit") { Lines = [Shirt, Mug] }],
    };

    public static Order Delivered(Order order) => Shipped(order) with
    {
        Status = OrderStatus.Delivered,
        DeliveredAt = StandingClock.Noon.AddDays(-1),
        Shipments = [new Shipment(new ShipmentId("sh1"), "north", "N1", "delivered") { Lines = [Shirt, Mug] }],
    };

    public static Order Disputed(Order order, string stage) => Delivered(order) with
    {
        Attributes = new Dictionary<string, string> { [SandboxWords.Dispute] = "dp1", [SandboxWords.DisputeStage] = stage, [SandboxWords.DisputeDueAt] = "2026-03-09T00:00:00Z" },
    };

    public ShopWrite Write(Move move, string? key = null) => new(key ?? $"case/p{++next}", Order, Customer, move, Clock.Now);

    public Task<ShopAnswer> DoAsync(Move move) => Shop.ExecuteAsync(Write(move), default);

    public async Task<string> RefusalOfAsync(Move move) => Assert.IsType<ShopAnswer.Refused>(await DoAsync(move)).Reason;

    public async Task<Order> OrderAsync() => (await Shop.FindOrderAsync(Order, default))!;

    public async Task<int?> StockAsync(VariantId id) =>
        (await Shop.FindProductAsync(Shirts.Id, default))!.Variants.Single(v => v.Id == id).Stock;

    /// <summary>What a killed process leaves: the files as they are on disk, opened anew.</summary>
    public void Reopen()
    {
        foreach (var file in Directory.GetFiles(folder.Path, "s.shop.db*").Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)))
            File.Copy(file, file.Replace("s.shop.db", "again.shop.db", StringComparison.Ordinal));
        Shop.Dispose();
        Shop = SandboxShop.Open(folder["again.shop.db"], Clock);
    }

    public void Dispose()
    {
        Shop.Dispose();
        folder.Dispose();
    }

    private void Seed(Func<Order, Order> change) => Shop.ImportAsync(SeedOf(change(Plain)), default).GetAwaiter().GetResult();
}
