using System.Text.Json.Nodes;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Connectors.Retail;

/// <summary>The shop's documents as the core's values. Amounts are rounded to cents here, half to even.</summary>
internal static class RetailViews
{
    /// <summary>Order attribute: the status in the shop's own words.</summary>
    public const string StatusWord = "retail.status";

    /// <summary>Order attribute "true": the one edit that the shop allows was used.</summary>
    public const string WasEdited = "retail.edited";

    // All amounts of this shop are US dollars, its customers' hours unknown.
    private static readonly Currency Usd = Currency.Usd;

    /// <summary>Equal items of an order are one line with their number; the line's id is the item's.</summary>
    public static Order Order(JsonObject order, JsonObject? user)
    {
        var items = order["items"]!.AsArray().Select(i => i!.AsObject()).ToList();
        var history = order["payment_history"]!.AsArray().Select(p => p!.AsObject()).ToList();
        var word = Text(order["status"]);
        var id = new OrderId(Text(order["order_id"]));
        return new Order
        {
            Id = id,
            Customer = new CustomerId(Text(order["user_id"])),
            Status = Status(word),
            Currency = Usd,
            // The documents say no date.
            PlacedAt = DateTimeOffset.UnixEpoch,
            ShipTo = Address(order["address"]!.AsObject(), user is null ? "" : Name(user)),
            Lines = [.. items.GroupBy(i => Text(i["item_id"])).Select(g => Line(g.First(), g.Count()))],
            Payments = [.. history.Where(p => Text(p["transaction_type"]) == "payment").Select(p => Payment(p, user))],
            Shipments = [.. Shipments(order, word)],
            Total = Sum(items.Select(i => i["price"])),
            Paid = Sum(history.Where(p => Text(p["transaction_type"]) == "payment").Select(p => p["amount"])),
            Refunded = Sum(history.Where(p => Text(p["transaction_type"]) == "refund").Select(p => p["amount"])),
            ShippingFee = Money.Zero(Usd),
            Attributes = word.Contains("item modified", StringComparison.Ordinal)
                ? new Dictionary<string, string> { [StatusWord] = word, [WasEdited] = "true", ["edited"] = "true" }
                : new Dictionary<string, string> { [StatusWord] = word },
        };
    }

    public static Customer Customer(string id, JsonObject user) => new()
    {
        Id = new CustomerId(id),
        Name = Name(user),
        Email = Text(user["email"]),
        Address = Address(user["address"]!.AsObject(), Name(user)),
        TimeZone = "America/New_York",
        LifetimeSpent = Money.Zero(Usd),
        PaymentMethods = [.. user["payment_methods"]!.AsObject().Select(m => Method(m.Key, m.Value!.AsObject()))],
        Orders = [.. user["orders"]!.AsArray().Select(o => new OrderId(Text(o)))],
    };

    public static Product Product(JsonObject product) => new(
        new ProductId(Text(product["product_id"])), Text(product["name"]),
        [.. product["variants"]!.AsObject().Select(v => new Variant(
            new VariantId(v.Key), Amount(v.Value!["price"]), v.Value["available"]!.GetValue<bool>(), Options(v.Value["options"])))]);

    public static JsonObject Address(Address address) => new()
    {
        ["address1"] = address.Street,
        ["address2"] = address.Street2 ?? "",
        ["city"] = address.City,
        ["state"] = address.Region ?? "",
        ["country"] = address.Country,
        ["zip"] = address.PostalCode,
    };

    public static Money Amount(JsonNode? node) =>
        Money.FromDecimal(Math.Round((decimal)PythonNumber.Of(node).Value, 2, MidpointRounding.ToEven), Usd);

    private static OrderStatus Status(string word) => word switch
    {
        "pending" or "pending (item modified)" => OrderStatus.Open,
        "processed" => OrderStatus.Packing,
        "delivered" => OrderStatus.Delivered,
        "cancelled" => OrderStatus.Cancelled,
        "return requested" => OrderStatus.ReturnRequested,
        "exchange requested" => OrderStatus.ExchangeRequested,
        _ => throw new FormatException($"Unknown order status '{word}'."),
    };

    private static OrderLine Line(JsonObject item, int quantity) => new(
        new LineId(Text(item["item_id"])), new ProductId(Text(item["product_id"])), new VariantId(Text(item["item_id"])),
        Text(item["name"]), quantity, Amount(item["price"]))
    {
        Category = Text(item["name"]),
        Options = Options(item["options"]),
    };

    private static Payment Payment(JsonObject payment, JsonObject? user)
    {
        var id = Text(payment["payment_method_id"]);
        return new Payment(new PaymentMethodId(id), user?["payment_methods"]?[id]?["source"]?.GetValue<string>() ?? "unknown", Amount(payment["amount"]), "captured");
    }

    private static IEnumerable<Shipment> Shipments(JsonObject order, string status) =>
        from fulfilment in order["fulfillments"]?.AsArray() ?? []
        from tracking in fulfilment!["tracking_id"]!.AsArray()
        select new Shipment(new ShipmentId(Text(tracking)), "unknown", Text(tracking), status == "processed" ? "label_created" : "delivered")
        {
            Lines = [.. fulfilment["item_ids"]!.AsArray().Select(i => new LineId(Text(i))).Distinct()],
        };

    private static PaymentMethod Method(string id, JsonObject method)
    {
        var kind = Text(method["source"]);
        var label = kind == "credit_card" ? $"{Text(method["brand"])} {Text(method["last_four"])}" : kind.Replace('_', ' ');
        return new PaymentMethod(new PaymentMethodId(id), kind, label) { Balance = method["balance"] is { } balance ? Amount(balance) : null };
    }

    private static Address Address(JsonObject a, string name) => new(
        name, Text(a["address1"]), Text(a["address2"]) is { Length: > 0 } second ? second : null, Text(a["city"]), Text(a["state"]),
        Text(a["zip"]), Text(a["country"]));

    private static Dictionary<string, string> Options(JsonNode? options) =>
        options!.AsObject().ToDictionary(o => o.Key, o => Text(o.Value));

    private static Money Sum(IEnumerable<JsonNode?> amounts) => amounts.Aggregate(Money.Zero(Usd), (sum, a) => sum + Amount(a));

    private static string Name(JsonObject user) => $"{Text(user["name"]!["first_name"])} {Text(user["name"]!["last_name"])}";

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
