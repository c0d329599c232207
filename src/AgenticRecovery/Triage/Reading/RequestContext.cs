using AgenticRecovery.Cases;

namespace AgenticRecovery.Triage.Reading;

/// <summary>What the reader may look at: the customer's words and what the shop says of the customer now.</summary>
public sealed record RequestContext
{
    public required string Text { get; init; }

    /// <summary>True where the text is several messages of a conversation: what was said first may have been taken back since.</summary>
    public bool IsConversation { get; init; }

    /// <summary>Of a conversation, what the customer wrote last; null elsewhere.</summary>
    public string? LastMessage { get; init; }

    /// <summary>The customer after identification; null means nothing may be planned for anyone.</summary>
    public Customer? Customer { get; init; }

    /// <summary>The orders of this customer as far as they were fetched.</summary>
    public IReadOnlyList<Order> Orders { get; init; } = [];

    /// <summary>The products fetched; at least those of the lines that shall be exchanged or edited.</summary>
    public IReadOnlyList<Product> Products { get; init; } = [];
    public ShopRules Rules { get; init; } = ShopRules.Usual;

    /// <summary>Built from <see cref="Products"/> when null; a caller with a fixed catalogue builds it once and passes it.</summary>
    public CatalogueWords? Words { get; init; }
}

/// <summary>What the shop lets a customer have. The reader plans only within it and names the rule where it declines.</summary>
public sealed record ShopRules
{
    /// <summary>Statuses in which items, address and payment may still change.</summary>
    public IReadOnlySet<OrderStatus> Editable { get; init; } =
        new HashSet<OrderStatus> { OrderStatus.AwaitingPayment, OrderStatus.Open, OrderStatus.OnHold };
    public IReadOnlySet<OrderStatus> Cancellable { get; init; } =
        new HashSet<OrderStatus> { OrderStatus.AwaitingPayment, OrderStatus.Open, OrderStatus.OnHold };
    public IReadOnlySet<OrderStatus> Returnable { get; init; } = new HashSet<OrderStatus> { OrderStatus.Delivered };
    public IReadOnlySet<OrderStatus> Exchangeable { get; init; } = new HashSet<OrderStatus> { OrderStatus.Delivered };

    /// <summary>An attribute of orders that is "true" once the one edit the shop allows was used.</summary>
    public string EditedAttribute { get; init; } = "retail.edited";

    /// <summary>True when one line of an open order may be cancelled alone.</summary>
    public bool CancelsLines { get; init; }

    /// <summary>True when an order takes a return or an exchange, but not both one after the other.</summary>
    public bool ReturnAndExchangeExclude { get; init; } = true;

    /// <summary>True when a refund may only go to what paid the order, or to a gift card.</summary>
    public bool RefundsToOriginalOrGiftCard { get; init; } = true;

    /// <summary>The reasons a cancellation may carry; the words of the shop.</summary>
    public IReadOnlyList<string> CancelReasons { get; init; } = ["no longer needed", "ordered by mistake"];

    public static ShopRules Usual { get; } = new();
}
