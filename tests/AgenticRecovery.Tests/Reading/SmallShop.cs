using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Triage.Reading;

namespace AgenticRecovery.Tests.Reading;

/// <summary>
/// A shop of four products and one customer, Nora Beck, with an open order A-100 (lamp, jacket), a delivered order A-200
/// (kettle, lamp) and a delivered order A-300 (two mugs). A-100 and A-200 were paid by card, A-300 by gift card.
/// </summary>
internal sealed class SmallShop
{
    private static readonly DateTimeOffset Placed = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Address Home = new("Nora Beck", "4 Mill Lane", "Flat 2", "Salem", "OR", "97301", "USA");
    private static readonly Address Office = new("Nora Beck", "77 Harbor Road", null, "Boston", "MA", "02110", "USA");

    private readonly List<Product> _products =
    [
        Product("P-LAMP", "Desk Lamp",
            ("L1", 30_00, true, "color=black;brightness=low"), ("L2", 34_00, true, "color=white;brightness=low"),
            ("L3", 41_00, true, "color=black;brightness=high"), ("L4", 28_00, false, "color=white;brightness=high")),
        Product("P-JACKET", "Rain Jacket",
            ("J1", 80_00, true, "size=M;color=red;hood=yes"), ("J2", 82_00, true, "size=L;color=red;hood=yes"),
            ("J3", 75_00, true, "size=M;color=navy;hood=no"), ("J4", 90_00, true, "size=L;color=navy;hood=yes")),
        Product("P-KETTLE", "Tea Kettle",
            ("K1", 50_00, true, "capacity=1 liter;material=glass"), ("K2", 65_00, true, "capacity=2 liters;material=glass"),
            ("K3", 45_00, true, "capacity=1 liter;material=stainless steel"), ("K4", 70_00, false, "capacity=2 liters;material=stainless steel")),
        Product("P-MUG", "Mug",
            ("M1", 12_00, true, "color=blue"), ("M2", 14_00, true, "color=green"), ("M3", 16_00, true, "color=gray")),
    ];

    private readonly List<Order> _orders;

    public SmallShop()
    {
        _orders =
        [
            OrderOf("A-100", OrderStatus.Open, "card-1", Office, "L1", "J1"),
            OrderOf("A-200", OrderStatus.Delivered, "card-1", Home, "K1", "L2"),
            OrderOf("A-300", OrderStatus.Delivered, "gift-1", Home, "M1", "M2"),
        ];
    }

    public RequestPlan Read(string text) => RequestReader.Read(Context(text));

    public RequestContext Context(string text) => new()
    {
        Text = text,
        Orders = _orders,
        Products = _products,
        Customer = new Customer
        {
            Id = new CustomerId("nora_beck_1"),
            Name = "Nora Beck",
            Email = "nora@beck.example",
            Address = Home,
            Orders = _orders.Select(order => order.Id).ToList(),
            PaymentMethods =
            [
                new PaymentMethod(new PaymentMethodId("card-1"), "credit_card", "visa 4411"),
                new PaymentMethod(new PaymentMethodId("card-2"), "credit_card", "mastercard 9020"),
                new PaymentMethod(new PaymentMethodId("paypal-1"), "paypal", "paypal"),
                new PaymentMethod(new PaymentMethodId("gift-1"), "gift_card", "gift card") { Balance = Usd(10_00) },
            ],
        },
    };

    /// <summary>The moves in a short form: "A-100 Edit L1>L3 card-1".</summary>
    public static IReadOnlyList<string> Short(RequestPlan plan) => plan.Moves.Select(Short).ToList();

    private static string Short(PlannedMove planned) => planned.Move switch
    {
        Move.EditItems edit => $"{planned.Order} Edit {Swaps(edit.Swaps)} {edit.Method}",
        Move.Exchange exchange => $"{planned.Order} Exchange {Swaps(exchange.Swaps)} {exchange.Method}",
        Move.ReturnForRefund back => $"{planned.Order} Return {string.Join(",", back.Lines.Select(line => line.Value).Order())} {back.To}",
        Move.CancelOrder cancel => $"{planned.Order} Cancel {cancel.Reason}",
        Move.ChangeAddress ship => $"{planned.Order} Ship {ship.To.Street}, {ship.To.City} {ship.To.Region} {ship.To.PostalCode}",
        Move.ChangeProfileAddress profile => $"profile {profile.To.Street}, {profile.To.City} {profile.To.Region} {profile.To.PostalCode}",
        Move.ChangePaymentMethod pay => $"{planned.Order} Pay {pay.To}",
        _ => planned.Move.Name,
    };

    private static string Swaps(IEnumerable<ItemSwap> swaps) => string.Join(",", swaps.Select(swap => $"{swap.Line}>{swap.To}").Order());

    private static Product Product(string id, string name, params (string Id, long Minor, bool Available, string Options)[] variants) => new(
        new ProductId(id), name, variants.Select(variant => new Variant(new VariantId(variant.Id), Usd(variant.Minor), variant.Available,
            variant.Options.Split(';').Select(option => option.Split('=')).ToDictionary(option => option[0], option => option[1]))).ToList());

    // The line of a variant has the variant's id; every variant is ordered once at most.
    private Order OrderOf(string id, OrderStatus status, string method, Address to, params string[] variants)
    {
        var lines = variants.Select(variant =>
        {
            var product = _products.Single(product => product.Variants.Any(own => own.Id.Value == variant));
            var own = product.Variants.Single(own => own.Id.Value == variant);
            return new OrderLine(new LineId(variant), product.Id, own.Id, product.Name, 1, own.Price) { Options = own.Options };
        }).ToList();
        var total = lines.Aggregate(Usd(0), (sum, line) => sum + line.UnitPrice);
        return new Order
        {
            Id = new OrderId(id),
            Customer = new CustomerId("nora_beck_1"),
            Status = status,
            Currency = Currency.Usd,
            PlacedAt = Placed,
            ShipTo = to,
            Lines = lines,
            Total = total,
            Paid = total,
            Refunded = Usd(0),
            ShippingFee = Usd(0),
            Payments = [new Payment(new PaymentMethodId(method), "payment", total, "captured")],
        };
    }

    private static Money Usd(long minor) => new(minor, Currency.Usd);
}
