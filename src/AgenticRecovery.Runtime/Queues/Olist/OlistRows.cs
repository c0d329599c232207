using AgenticRecovery.Economics;

namespace AgenticRecovery.Queues.Olist;

// Rows of the files, typed. Times are as the file says; what lies after the import's date is cut off in OlistOrder.

internal sealed record OrderRow(
    string Id, string CustomerId, string FinalStatus, DateTimeOffset PurchasedAt, DateTimeOffset? ApprovedAt, DateTimeOffset? HandedOverAt,
    DateTimeOffset? DeliveredAt, DateTimeOffset EstimatedAt);

internal sealed record ItemRow(string Product, string Seller, DateTimeOffset ShippingLimitAt, Money Price, Money Freight);

internal sealed record PaymentRow(string Kind, Money Value);

/// <param name="AskedAt">When the survey was sent.</param>
/// <param name="AnsweredAt">When the customer answered; score and text exist from here on.</param>
internal sealed record ReviewRow(string Id, int Score, string Text, DateTimeOffset AskedAt, DateTimeOffset AnsweredAt);

internal sealed record CustomerRow(string UniqueId, string PostalCode, string City, string State);

internal sealed record ProductRow(string Name, string Category);

/// <summary>One order as it stood at the end of the import's date.</summary>
internal sealed class OlistOrder
{
    public OlistOrder(OrderRow row, IReadOnlyList<ItemRow> items, IReadOnlyList<PaymentRow> payments, IReadOnlyList<ReviewRow> reviews, DateTimeOffset until)
    {
        (Row, Items, Payments, Until) = (row, items, payments, until);
        ApprovedAt = Known(row.ApprovedAt);
        HandedOverAt = Known(row.HandedOverAt);
        DeliveredAt = Known(row.DeliveredAt);
        Reviews = [.. reviews.Where(review => review.AnsweredAt < until)];
        // The files do not date a cancellation. The survey goes out when an order ends, and no later than the estimated
        // date; from that day on the end may be known, never before.
        DateTimeOffset[] ends = [row.EstimatedAt, .. reviews.Select(review => review.AskedAt)];
        var endedAt = ends.Where(at => at > row.PurchasedAt).DefaultIfEmpty(row.EstimatedAt).Min();
        var isLost = row.FinalStatus is "canceled" or "unavailable" && DeliveredAt is null && endedAt < until;
        GoneAt = isLost ? endedAt : null;
        Total = items.Aggregate(Money.Zero(OlistFiles.Real), (sum, item) => sum + item.Price + item.Freight);
        if (items.Count == 0) Total = payments.Aggregate(Money.Zero(OlistFiles.Real), (sum, payment) => sum + payment.Value);
    }

    public OrderRow Row { get; }
    public IReadOnlyList<ItemRow> Items { get; }
    public IReadOnlyList<PaymentRow> Payments { get; }
    public IReadOnlyList<ReviewRow> Reviews { get; }
    public DateTimeOffset Until { get; }
    public DateTimeOffset? ApprovedAt { get; }
    public DateTimeOffset? HandedOverAt { get; }
    public DateTimeOffset? DeliveredAt { get; }

    /// <summary>When it was known that the order is cancelled or unavailable; null while it is not.</summary>
    public DateTimeOffset? GoneAt { get; }
    public bool IsGone => GoneAt is not null;
    public bool IsCancelled => IsGone && Row.FinalStatus == "canceled";
    public bool IsUnavailable => IsGone && Row.FinalStatus == "unavailable";

    /// <summary>Goods and freight.</summary>
    public Money Total { get; }

    /// <summary>The day by which every seller had to hand over; null without items.</summary>
    public DateTimeOffset? ShippingLimitAt => Items.Count == 0 ? null : Items.Max(item => item.ShippingLimitAt);

    private DateTimeOffset? Known(DateTimeOffset? at) => at < Until ? at : null;
}
