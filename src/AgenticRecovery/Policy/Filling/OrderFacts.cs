using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Policy;

/// <summary>Facts that follow from the order as the shop knows it now.</summary>
internal static class OrderFacts
{
    public static void Fill(Situation now, PolicyFacts facts)
    {
        if (now.Order is not { } order)
            return;
        var readAt = now.OrderReadAt ?? now.At;
        facts.Set(Published.OrderStatusNow, order.Status.ToString(), readAt)
            .Set(Published.OrderTotal, order.Total, readAt)
            .Set(Published.OrderPaid, order.Paid, readAt)
            .Set(Published.OrderRefundable, Money.Max(order.Refundable, Money.Zero(order.Currency)), readAt)
            .Set(Published.OrderAge, Least(now.At - order.PlacedAt), readAt)
            .Set(Published.OrderBeforeCutoff, order.CutoffAt is { } cutoff && now.At < cutoff, readAt)
            .Set(Published.OrderHasShipped, HasShipped(order), readAt)
            .Set(Published.OrderHold, HoldOf(order), readAt)
            .Set(Published.OrderReturnOpen, order.Status is OrderStatus.ReturnRequested or OrderStatus.ExchangeRequested, readAt)
            .Set(Published.OrderSinceDelivery, order.DeliveredAt is { } delivered ? Least(now.At - delivered) : null, readAt)
            .Set(Published.OrderKey, order.Id.Value)
            .Set(Published.PromiseLate, order.PromisedAt is { } promised ? Least(now.At - promised) : null, readAt)
            .Set(Published.Brand, order.Attributes.GetValueOrDefault("brand", "main"))
            .Set(Published.Campaign, order.Attributes.GetValueOrDefault("campaign", "none"));
        Parcel(now, order, facts, readAt);
        Payment(now, order, facts);
        var signals = now.RiskSignals ?? order.Attributes.GetValueOrDefault("risk")?.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        if (signals is not null)
            facts.Set(Published.RiskSignals, (IReadOnlyCollection<string>)[.. signals.Where(word => Published.RiskSignals.IndexOf(word) >= 0)]);
    }

    private static void Parcel(Situation now, Order order, PolicyFacts facts, DateTimeOffset readAt)
    {
        if (order.Shipments.Count == 0)
        {
            facts.Set(Published.TrackingState, "none", readAt);
            return;
        }
        var parcel = order.Shipments.MaxBy(shipment => shipment.LastScanAt ?? DateTimeOffset.MinValue)!;
        facts.Set(Published.TrackingState, TrackingWord(parcel.Status), readAt)
            .Set(Published.TrackingSinceScan, parcel.LastScanAt is { } scan ? Least(now.At - scan) : null, readAt)
            .Set(Published.CourierLane, $"{parcel.Carrier} {order.ShipTo.Country}");
    }

    private static void Payment(Situation now, Order order, PolicyFacts facts)
    {
        var last = order.Payments.Count > 0 ? order.Payments[^1] : null;
        facts.Set(Published.DeclineCategory, now.DeclineCategory ?? (last is null ? null : DeclineCodes.ClassOf(last)))
            .Set(Published.PaymentAttempts, (decimal?)last?.Attempts)
            .Set(Published.PaymentSinceAttempt, now.LastAttemptAt is { } tried ? Least(now.At - tried) : null);
        // A method that the customer keeps with the shop is a stored credential.
        var hasStored = last is not null && now.Customer is { } customer ? customer.PaymentMethods.Any(method => method.Id == last.Method) : (bool?)null;
        facts.Set(Published.PaymentMandate, now.HasMandate ?? hasStored);
    }

    private static bool HasShipped(Order order) =>
        order.Status is OrderStatus.PartlyShipped or OrderStatus.Shipped or OrderStatus.Delivered or OrderStatus.ReturnRequested
            or OrderStatus.ExchangeRequested or OrderStatus.Returned
        || order.Shipments.Any(shipment => shipment.LastScanAt is not null);

    private static string HoldOf(Order order) => order.HoldReason switch
    {
        null => "none",
        var why when Has(why, "fraud") || Has(why, "risk") || Has(why, "review") => "fraud",
        var why when Has(why, "address") => "address",
        var why when Has(why, "payment") => "payment",
        var why when Has(why, "stock") || Has(why, "inventory") => "stock",
        _ => "other",
    };

    /// <summary>Null for a carrier's word we do not know.</summary>
    internal static string? TrackingWord(string status) => status switch
    {
        _ when Has(status, "lost") => "lost",
        _ when Has(status, "damag") => "damaged",
        _ when Has(status, "return") => "returned",
        _ when Has(status, "undeliver") || Has(status, "not_deliver") || Has(status, "exception") || Has(status, "fail") || Has(status, "stall") || Has(status, "delay") => "exception",
        _ when Has(status, "out_for") || Has(status, "out for") || Has(status, "transit") || Has(status, "moving") || Has(status, "shipped") || Has(status, "picked") => "moving",
        _ when Has(status, "deliver") => "delivered",
        _ when Has(status, "label") || Has(status, "pre") || Has(status, "created") || Has(status, "pending") => "label",
        _ => null,
    };

    /// <summary>A clock of the source that runs ahead of ours must not make an age negative.</summary>
    internal static TimeSpan? Least(TimeSpan age) => age < TimeSpan.Zero ? TimeSpan.Zero : age;

    internal static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
