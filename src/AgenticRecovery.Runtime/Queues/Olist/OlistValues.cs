using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Queues.Olist;

/// <summary>Turns an order as it stood into core values. Names and mail addresses are not in the data and are derived from ids.</summary>
internal static class OlistValues
{
    private const string Language = "pt-BR";

    public static Order Order(OlistOrder order, CustomerRow person, IReadOnlyDictionary<string, ProductRow> products)
    {
        var row = order.Row;
        var isPaid = order.ApprovedAt is not null || order.HandedOverAt is not null;
        var paid = isPaid ? order.Total : Money.Zero(OlistFiles.Real);
        return new Order
        {
            Id = new OrderId(row.Id),
            Customer = new CustomerId(person.UniqueId),
            Status = StatusOf(order),
            Currency = OlistFiles.Real,
            PlacedAt = row.PurchasedAt,
            ShipTo = AddressOf(person),
            Lines = Lines(order, products),
            Payments = [.. order.Payments.Select((p, i) => new Payment(new PaymentMethodId($"{row.Id}-p{i + 1}"), p.Kind, p.Value, isPaid ? "captured" : "pending") { Attempts = 1 })],
            Shipments = Shipments(order),
            Total = order.Total,
            Paid = paid,
            // When a cancelled order was paid back is not in the data; a cancelled order keeps nothing.
            Refunded = order.IsCancelled ? paid : Money.Zero(OlistFiles.Real),
            ShippingFee = order.Items.Aggregate(Money.Zero(OlistFiles.Real), (sum, item) => sum + item.Freight),
            PromisedAt = row.EstimatedAt,
            DeliveredAt = order.DeliveredAt,
            HoldReason = order.IsUnavailable ? "stock" : null,
            Attributes = new Dictionary<string, string>
            {
                ["channel"] = "olist",
                ["sellers"] = string.Join(' ', order.Items.Select(item => item.Seller[..8]).Distinct()),
            },
        };
    }

    public static Customer Customer(CustomerRow person, IEnumerable<OlistOrder> orders)
    {
        var own = orders.OrderBy(order => order.Row.PurchasedAt).ToList();
        var delivered = own.Where(order => order.DeliveredAt is not null).ToList();
        return new Customer
        {
            Id = new CustomerId(person.UniqueId),
            Name = $"Cliente {person.UniqueId[..8]}",
            Email = $"{person.UniqueId}@customer.invalid",
            Address = AddressOf(person),
            Language = Language,
            TimeZone = "America/Sao_Paulo",
            OrdersBefore = delivered.Count,
            LifetimeSpent = delivered.Aggregate(Money.Zero(OlistFiles.Real), (sum, order) => sum + order.Total),
            CustomerSince = own[0].Row.PurchasedAt,
            PaymentMethods = [.. own.SelectMany(order => order.Payments.Select((p, i) => new PaymentMethod(new PaymentMethodId($"{order.Row.Id}-p{i + 1}"), p.Kind, p.Kind.Replace('_', ' '))))],
            Orders = [.. own.Select(order => new OrderId(order.Row.Id))],
        };
    }

    /// <summary>Only products that were bought by then, at the price last paid.</summary>
    public static IEnumerable<Product> Products(IReadOnlyList<OlistOrder> orders, IReadOnlyDictionary<string, ProductRow> products)
    {
        var prices = new Dictionary<string, Money>(StringComparer.Ordinal);
        foreach (var order in orders.OrderBy(o => o.Row.PurchasedAt))
            foreach (var item in order.Items) prices[item.Product] = item.Price;
        foreach (var (id, price) in prices)
            yield return new Product(new ProductId(id), NameOf(id, products), [new Variant(new VariantId(id), price, true, new Dictionary<string, string>())]);
    }

    private static OrderStatus StatusOf(OlistOrder order) => order switch
    {
        { IsCancelled: true } => OrderStatus.Cancelled,
        { DeliveredAt: not null } => OrderStatus.Delivered,
        { HandedOverAt: not null } => OrderStatus.Shipped,
        { IsUnavailable: true } => OrderStatus.OnHold,
        { ApprovedAt: not null } => OrderStatus.Open,
        _ => OrderStatus.AwaitingPayment,
    };

    // The same product bought twice is two rows in the data and one line with quantity 2 here.
    private static List<OrderLine> Lines(OlistOrder order, IReadOnlyDictionary<string, ProductRow> products) =>
    [
        .. order.Items.GroupBy(item => (item.Product, item.Price)).Select((group, index) => new OrderLine(
            new LineId($"{order.Row.Id}-{index + 1}"), new ProductId(group.Key.Product), new VariantId(group.Key.Product),
            NameOf(group.Key.Product, products), group.Count(), group.Key.Price)
        {
            Category = products.TryGetValue(group.Key.Product, out var product) ? product.Category : "other",
            Allocated = order.IsUnavailable ? 0 : null,
        }),
    ];

    private static List<Shipment> Shipments(OlistOrder order) => order.HandedOverAt is not { } handedOver ? [] :
    [
        new Shipment(new ShipmentId($"{order.Row.Id}-S1"), "carrier", $"OLIST{order.Row.Id[..12].ToUpperInvariant()}", order.DeliveredAt is null ? "in_transit" : "delivered")
        {
            LastScanAt = order.DeliveredAt ?? handedOver,
            LastScanText = order.DeliveredAt is null ? "handed over to the carrier" : "delivered",
            ExpectedAt = order.Row.EstimatedAt,
        },
    ];

    private static string NameOf(string id, IReadOnlyDictionary<string, ProductRow> products) =>
        products.TryGetValue(id, out var product) ? $"{product.Name} {id[..6]}" : $"item {id[..6]}";

    // The data has no street; the postcode prefix and the city are all there is.
    private static Address AddressOf(CustomerRow person) =>
        new($"Cliente {person.UniqueId[..8]}", "-", null, person.City, person.State, person.PostalCode, "BR");
}
