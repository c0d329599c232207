using System.Text.Json.Serialization;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Cases;

public enum OrderStatus
{
    AwaitingPayment,
    Open,
    OnHold,
    Packing,
    PartlyShipped,
    Shipped,
    Delivered,
    ReturnRequested,
    ExchangeRequested,
    Returned,
    Cancelled,
}

/// <summary>An order as the shop knows it now. Amounts are in the order's currency.</summary>
public sealed record Order
{
    public required OrderId Id { get; init; }
    public required CustomerId Customer { get; init; }
    public required OrderStatus Status { get; init; }
    public required Currency Currency { get; init; }
    public required DateTimeOffset PlacedAt { get; init; }
    public required Address ShipTo { get; init; }
    public required IReadOnlyList<OrderLine> Lines { get; init; }
    public IReadOnlyList<Payment> Payments { get; init; } = [];
    public IReadOnlyList<Shipment> Shipments { get; init; } = [];
    public required Money Total { get; init; }
    public required Money Paid { get; init; }
    public required Money Refunded { get; init; }
    public required Money ShippingFee { get; init; }

    /// <summary>Last moment at which the warehouse still takes an edit or a cancellation; null when it has passed or is unknown.</summary>
    public DateTimeOffset? CutoffAt { get; init; }

    /// <summary>The delivery date the customer was last promised.</summary>
    public DateTimeOffset? PromisedAt { get; init; }
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>What keeps the order from moving, as the shop names it ("fraud_review", "address"); null when nothing does.</summary>
    public string? HoldReason { get; init; }

    /// <summary>Shop-specific words a playbook may need: warehouse, campaign, channel, discount code.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    /// <summary>What can still be given back: paid minus refunded.</summary>
    public Money Refundable => Paid - Refunded;
}

/// <summary>One line of an order. <see cref="UnitCost"/> is the cost of goods where the catalogue knows it.</summary>
public sealed record OrderLine(
    LineId Id, ProductId Product, VariantId Variant, string Name, int Quantity, Money UnitPrice)
{
    public Money? UnitCost { get; init; }
    public string Category { get; init; } = "other";
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>Units of this line that the stock can serve now; null when the source does not say.</summary>
    public int? Allocated { get; init; }
}

public sealed record Payment(PaymentMethodId Method, string Kind, Money Amount, string Status)
{
    /// <summary>The issuer's or provider's reason for a decline, as they word it ("51", "insufficient_funds").</summary>
    public string? DeclineCode { get; init; }
    public int Attempts { get; init; }
}

public sealed record Shipment(ShipmentId Id, string Carrier, string TrackingNumber, string Status)
{
    public DateTimeOffset? LastScanAt { get; init; }
    public string? LastScanText { get; init; }
    public DateTimeOffset? ExpectedAt { get; init; }
    public IReadOnlyList<LineId> Lines { get; init; } = [];

    /// <summary>It was sent in the place of another.</summary>
    [JsonIgnore]
    public bool IsReplacement => Status.StartsWith("replacement", StringComparison.Ordinal);
}

/// <summary>A postal address. Country is ISO 3166 alpha-2 where the source says so, else the source's own word.</summary>
public sealed record Address(
    string Name, string Street, string? Street2, string City, string? Region, string PostalCode, string Country);

/// <summary>A customer as the shop knows them now.</summary>
public sealed record Customer
{
    public required CustomerId Id { get; init; }
    public required string Name { get; init; }
    public required string Email { get; init; }
    public required Address Address { get; init; }

    /// <summary>BCP 47 language of messages, such as "en" or "pt-BR".</summary>
    public string Language { get; init; } = "en";
    public string TimeZone { get; init; } = "Europe/Berlin";
    public int OrdersBefore { get; init; }
    public Money LifetimeSpent { get; init; }

    /// <summary>0 (none) to 1: the share of past claims that turned out untrue or abusive, with decay.</summary>
    public decimal AbuseRisk { get; init; }
    public bool OptedOut { get; init; }
    public DateTimeOffset? CustomerSince { get; init; }
    public IReadOnlyList<PaymentMethod> PaymentMethods { get; init; } = [];
    public IReadOnlyList<OrderId> Orders { get; init; } = [];
}

/// <summary>A way this customer pays. <see cref="Balance"/> is set for gift cards and store credit only.</summary>
public sealed record PaymentMethod(PaymentMethodId Id, string Kind, string Label)
{
    public Money? Balance { get; init; }
}

/// <summary>A product with its variants, for exchanges and edits.</summary>
public sealed record Product(ProductId Id, string Name, IReadOnlyList<Variant> Variants);

public sealed record Variant(VariantId Id, Money Price, bool IsAvailable, IReadOnlyDictionary<string, string> Options)
{
    public int? Stock { get; init; }
}
