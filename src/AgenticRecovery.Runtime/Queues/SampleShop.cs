using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using AgenticRecovery.Cases;
using AgenticRecovery.Connectors;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Queues;

/// <summary>
/// Reads a shop file (products, customers, orders; amounts as decimal text in one currency; relative times) into core
/// values. Format: <c>docs/samples.md</c>.
/// </summary>
public static class SampleShop
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = false,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <exception cref="FormatException">The file is not a shop file; the message names the place or the order.</exception>
    public static ShopSeed Load(Stream stream, DateTimeOffset baseTime)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var shifted = RelativeTimes.Shift(reader.ReadToEnd(), baseTime);
        try
        {
            var file = JsonSerializer.Deserialize<ShopFile>(shifted, Json) ?? throw new FormatException("The shop file is empty.");
            return new Seeding(file).Seed();
        }
        catch (JsonException fault)
        {
            throw new FormatException($"The shop file is faulty at line {fault.LineNumber + 1}: {fault.Message}", fault);
        }
    }

    /// <summary>One file on its way to core values: looks up variants and payment methods, so that a wrong id is named.</summary>
    private sealed class Seeding(ShopFile file)
    {
        private readonly Currency _currency = Currency.TryParse(file.Currency, out var known)
            ? known
            : throw new FormatException($"Unknown currency '{file.Currency}'.");
        private readonly Dictionary<string, (ProductRow Product, VariantRow Variant)> _variants =
            file.Products.SelectMany(p => p.Variants.Select(v => (Product: p, Variant: v))).ToDictionary(v => v.Variant.Id, StringComparer.Ordinal);
        private readonly Dictionary<string, CustomerRow> _customers = file.Customers.ToDictionary(c => c.Id, StringComparer.Ordinal);
        private readonly ILookup<string, string> _ordersOf = file.Orders.ToLookup(o => o.Customer, o => o.Id, StringComparer.Ordinal);

        public ShopSeed Seed() => new(
            [.. file.Customers.Select(Customer)], [.. file.Orders.Select(Order)], [.. file.Products.Select(Product)]);

        private Product Product(ProductRow row) => new(new ProductId(row.Id), row.Name,
            [.. row.Variants.Select(v => new Variant(new VariantId(v.Id), Amount(v.Price ?? row.Price), v.Stock > 0, v.Options) { Stock = v.Stock })]);

        private Customer Customer(CustomerRow row) => new()
        {
            Id = new CustomerId(row.Id),
            Name = row.Name,
            Email = row.Email,
            Address = row.Address,
            Language = row.Language,
            TimeZone = row.TimeZone,
            OrdersBefore = row.OrdersBefore,
            LifetimeSpent = Amount(row.Spent),
            AbuseRisk = decimal.Parse(row.Abuse, CultureInfo.InvariantCulture),
            OptedOut = row.OptedOut,
            CustomerSince = row.Since,
            PaymentMethods = [.. row.Methods.Select(m => new PaymentMethod(new PaymentMethodId(m.Id), m.Kind, m.Label) { Balance = m.Balance is null ? null : Amount(m.Balance) })],
            Orders = [.. _ordersOf[row.Id].Select(id => new OrderId(id))],
        };

        private Order Order(OrderRow row)
        {
            if (!_customers.TryGetValue(row.Customer, out var customer)) throw new FormatException($"Order {row.Id} names customer '{row.Customer}', who is not in the file.");
            var lines = row.Lines.Select(line => Line(row, line)).ToList();
            var total = lines.Aggregate(Amount(row.ShippingFee), (sum, line) => sum + line.UnitPrice.Times(line.Quantity));
            return new Order
            {
                Id = new OrderId(row.Id),
                Customer = new CustomerId(row.Customer),
                Status = row.Status,
                Currency = _currency,
                PlacedAt = row.PlacedAt,
                ShipTo = row.ShipTo ?? customer.Address,
                Lines = lines,
                Payments = [.. row.Payments.Select(p => Payment(row, customer, p))],
                Shipments = [.. (row.Shipments ?? []).Select((s, i) => Shipment(row, s, i))],
                Total = total,
                Paid = Amount(row.Paid),
                Refunded = Amount(row.Refunded ?? "0"),
                ShippingFee = Amount(row.ShippingFee),
                CutoffAt = row.CutoffAt,
                PromisedAt = row.PromisedAt,
                DeliveredAt = row.DeliveredAt,
                HoldReason = row.Hold,
                Attributes = row.Attributes ?? new Dictionary<string, string>(),
            };
        }

        private OrderLine Line(OrderRow order, LineRow row)
        {
            if (!_variants.TryGetValue(row.Variant, out var found)) throw new FormatException($"Order {order.Id} names variant '{row.Variant}', which no product has.");
            var (product, variant) = found;
            return new OrderLine(new LineId(row.Id), new ProductId(product.Id), new VariantId(variant.Id), product.Name, row.Quantity, Amount(variant.Price ?? product.Price))
            {
                UnitCost = product.Cost is null ? null : Amount(product.Cost),
                Category = product.Category,
                Options = variant.Options,
                Allocated = row.Allocated,
            };
        }

        private Payment Payment(OrderRow order, CustomerRow customer, PaymentRow row)
        {
            var method = customer.Methods.FirstOrDefault(m => m.Id == row.Method)
                ?? throw new FormatException($"Order {order.Id} was paid with '{row.Method}', which customer {customer.Id} does not have.");
            return new Payment(new PaymentMethodId(method.Id), method.Kind, Amount(row.Amount), row.Status) { DeclineCode = row.DeclineCode, Attempts = row.Attempts };
        }

        private static Shipment Shipment(OrderRow order, ShipmentRow row, int index) =>
            new(new ShipmentId($"{order.Id}-S{index + 1}"), row.Carrier, row.Tracking, row.Status)
            {
                LastScanAt = row.LastScanAt,
                LastScanText = row.LastScan,
                ExpectedAt = row.ExpectedAt,
                Lines = [.. (row.Lines ?? [.. order.Lines.Select(l => l.Id)]).Select(id => new LineId(id))],
            };

        private Money Amount(string text) => Money.FromDecimal(decimal.Parse(text, CultureInfo.InvariantCulture), _currency);
    }
}
