using System.Text.Json;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Triage.Reading;

namespace AgenticRecovery.Tests.Reading;

/// <summary>The shared retail shop as core values: pending is Open, processed is Packing, one line per item, repeated items as quantity.</summary>
public sealed class RetailData
{
    private static readonly DateTimeOffset Placed = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Dictionary<string, Customer> _customers = [];
    private readonly Dictionary<string, Order> _orders = [];
    private CatalogueWords? _words;

    public RetailData(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        Products = root.GetProperty("products").EnumerateObject().Select(product => ReadProduct(product.Value)).ToList();
        foreach (var order in root.GetProperty("orders").EnumerateObject())
            _orders[order.Name] = ReadOrder(order.Value);
        foreach (var user in root.GetProperty("users").EnumerateObject())
            _customers[user.Name] = ReadCustomer(user.Value);
    }

    public IReadOnlyList<Product> Products { get; }

    public CatalogueWords Words => _words ??= new CatalogueWords(Products);

    public IEnumerable<Customer> Customers => _customers.Values;

    public Customer Customer(string id) => _customers[id];

    public IReadOnlyList<Order> OrdersOf(Customer customer) => customer.Orders.Select(id => _orders[id.Value]).ToList();

    private static Product ReadProduct(JsonElement product) => new(
        new ProductId(Text(product, "product_id")), Text(product, "name"),
        product.GetProperty("variants").EnumerateObject().Select(variant => new Variant(
            new VariantId(variant.Name), Usd(variant.Value.GetProperty("price")), variant.Value.GetProperty("available").GetBoolean(), Options(variant.Value))).ToList());

    private static Order ReadOrder(JsonElement order)
    {
        var customer = new CustomerId(Text(order, "user_id"));
        var lines = order.GetProperty("items").EnumerateArray().GroupBy(item => Text(item, "item_id")).Select(group => new OrderLine(
            new LineId(group.Key), new ProductId(Text(group.First(), "product_id")), new VariantId(group.Key), Text(group.First(), "name"),
            group.Count(), Usd(group.First().GetProperty("price")))
        { Options = Options(group.First()) }).ToList();
        var total = lines.Aggregate(Money.Zero(Currency.Usd), (sum, line) => sum + line.UnitPrice.Times(line.Quantity));
        return new Order
        {
            Id = new OrderId(Text(order, "order_id")),
            Customer = customer,
            Currency = Currency.Usd,
            PlacedAt = Placed,
            Status = Text(order, "status") switch
            {
                "pending" => OrderStatus.Open,
                "processed" => OrderStatus.Packing,
                "delivered" => OrderStatus.Delivered,
                _ => OrderStatus.Cancelled,
            },
            ShipTo = ReadAddress(order.GetProperty("address"), ""),
            Lines = lines,
            Total = total,
            Paid = total,
            Refunded = Money.Zero(Currency.Usd),
            ShippingFee = Money.Zero(Currency.Usd),
            Payments = order.GetProperty("payment_history").EnumerateArray().Select(payment => new Payment(
                new PaymentMethodId(Text(payment, "payment_method_id")), Text(payment, "transaction_type"), Usd(payment.GetProperty("amount")), "done")).ToList(),
        };
    }

    private static Customer ReadCustomer(JsonElement user)
    {
        var name = Text(user.GetProperty("name"), "first_name") + " " + Text(user.GetProperty("name"), "last_name");
        return new Customer
        {
            Id = new CustomerId(Text(user, "user_id")),
            Name = name,
            Email = Text(user, "email"),
            Address = ReadAddress(user.GetProperty("address"), name),
            PaymentMethods = user.GetProperty("payment_methods").EnumerateObject().Select(method => ReadMethod(method.Value)).ToList(),
            Orders = user.GetProperty("orders").EnumerateArray().Select(order => new OrderId(order.GetString()!)).ToList(),
        };
    }

    private static PaymentMethod ReadMethod(JsonElement method) => new(
        new PaymentMethodId(Text(method, "id")), Text(method, "source"),
        method.TryGetProperty("last_four", out var four) ? $"{Text(method, "brand")} {four.GetString()}" : Text(method, "source"))
    {
        Balance = method.TryGetProperty("balance", out var balance) ? Usd(balance) : null,
    };

    private static Address ReadAddress(JsonElement address, string name) => new(
        name, Text(address, "address1"), Text(address, "address2"), Text(address, "city"), Text(address, "state"), Text(address, "zip"), Text(address, "country"));

    private static Dictionary<string, string> Options(JsonElement item) =>
        item.GetProperty("options").EnumerateObject().ToDictionary(option => option.Name, option => option.Value.GetString()!);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static Money Usd(JsonElement amount) => new((long)Math.Round(amount.GetDecimal() * 100), Currency.Usd);
}
