using AgenticRecovery.Cases;

namespace AgenticRecovery.Queues;

// The rows of a shop file as they are written; amounts are decimal text, times ISO 8601 after shifting.

internal sealed record ShopFile(
    string? About, string Currency, IReadOnlyList<ProductRow> Products, IReadOnlyList<CustomerRow> Customers, IReadOnlyList<OrderRow> Orders);

internal sealed record ProductRow(string Id, string Name, string Category, string Price, string? Cost, IReadOnlyList<VariantRow> Variants);

/// <param name="Price">Where it differs from the product's.</param>
internal sealed record VariantRow(string Id, IReadOnlyDictionary<string, string> Options, int Stock, string? Price);

internal sealed record CustomerRow(
    string Id, string Name, string Email, string Language, string TimeZone, Address Address, int OrdersBefore, string Spent,
    DateTimeOffset? Since, string Abuse, bool OptedOut, IReadOnlyList<MethodRow> Methods);

internal sealed record MethodRow(string Id, string Kind, string Label, string? Balance);

/// <param name="ShipTo">The customer's address when absent.</param>
internal sealed record OrderRow(
    string Id, string Customer, OrderStatus Status, DateTimeOffset PlacedAt, DateTimeOffset? CutoffAt, DateTimeOffset? PromisedAt,
    DateTimeOffset? DeliveredAt, string? Hold, string ShippingFee, IReadOnlyList<LineRow> Lines, IReadOnlyList<PaymentRow> Payments,
    string Paid, string? Refunded, IReadOnlyList<ShipmentRow>? Shipments, Address? ShipTo, IReadOnlyDictionary<string, string>? Attributes);

internal sealed record LineRow(string Id, string Variant, int Quantity, int? Allocated);

internal sealed record PaymentRow(string Method, string Status, string Amount, int Attempts, string? DeclineCode);

/// <param name="Lines">All lines of the order when absent.</param>
internal sealed record ShipmentRow(
    string Carrier, string Tracking, string Status, DateTimeOffset? LastScanAt, string? LastScan, DateTimeOffset? ExpectedAt, IReadOnlyList<string>? Lines);
