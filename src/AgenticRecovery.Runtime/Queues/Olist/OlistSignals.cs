using System.Globalization;
using AgenticRecovery.Cases;
using AgenticRecovery.Signals;

namespace AgenticRecovery.Queues.Olist;

/// <summary>What was wrong with an order at the end of the import's date and had not been put right by then.</summary>
internal static class OlistSignals
{
    private const string Source = "olist";

    // Card payments are approved within minutes, boletos within three working days; a day without approval is worth a look (assumption).
    private static readonly TimeSpan ApprovalWithin = TimeSpan.FromHours(24);
    private const int LowScore = 2;

    public static IEnumerable<Signal> Of(OlistOrder order, CustomerRow person)
    {
        if (order.IsCancelled) yield return Build(order, person, SignalKind.OrderCancelled, order.GoneAt!.Value);
        else if (order.IsUnavailable) yield return Build(order, person, SignalKind.OrderUnavailable, order.GoneAt!.Value);
        else if (Lateness(order) is var (kind, at) && at < order.Until) yield return Build(order, person, kind, at);
        foreach (var review in order.Reviews.Where(review => review.Score <= LowScore))
            yield return Build(order, person, SignalKind.ReviewLow, review.AnsweredAt, review);
    }

    // One order is late in one way at a time: unpaid, not handed over, or not arrived.
    private static (SignalKind, DateTimeOffset)? Lateness(OlistOrder order)
    {
        if (order.DeliveredAt is not null) return null;
        // The estimate is a day; it is missed when that day is over.
        if (order.HandedOverAt is not null) return (SignalKind.ParcelLate, order.Row.EstimatedAt.AddDays(1));
        if (order.ApprovedAt is null) return (SignalKind.PaymentReview, order.Row.PurchasedAt + ApprovalWithin);
        return order.ShippingLimitAt is { } limit ? (SignalKind.DispatchLate, limit > order.ApprovedAt.Value ? limit : order.ApprovedAt.Value) : null;
    }

    private static Signal Build(OlistOrder order, CustomerRow person, SignalKind kind, DateTimeOffset at, ReviewRow? review = null)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal) { ["promisedAt"] = IsoTime.Text(order.Row.EstimatedAt) };
        if (kind is SignalKind.DispatchLate && order.ShippingLimitAt is { } limit) attributes["shippingLimitAt"] = IsoTime.Text(limit);
        if (kind is SignalKind.DispatchLate or SignalKind.ParcelLate)
            attributes["daysLate"] = Math.Floor((order.Until - at).TotalDays).ToString(CultureInfo.InvariantCulture);
        if (review is not null) attributes["score"] = review.Score.ToString(CultureInfo.InvariantCulture);
        return new Signal
        {
            Id = $"{Source}:{review?.Id ?? order.Row.Id}-{(review is null ? "" : order.Row.Id[..8] + "-")}{kind}",
            Source = Source,
            Kind = kind,
            OccurredAt = at,
            Order = new OrderId(order.Row.Id),
            Customer = new CustomerId(person.UniqueId),
            Text = string.IsNullOrWhiteSpace(review?.Text) ? null : review.Text,
            Language = review is null ? null : "pt-BR",
            Amount = kind is SignalKind.PaymentReview ? order.Total : null,
            Attributes = attributes,
        };
    }
}
