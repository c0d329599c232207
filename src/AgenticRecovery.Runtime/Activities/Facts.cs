using System.Globalization;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Activities;

/// <summary>What is known of a case, as facts with source and time, for the record, the models and the desk.</summary>
internal static class Facts
{
    public static IEnumerable<Fact> Of(CaseNow now, string shop, DateTimeOffset at)
    {
        foreach (var signal in now.Signals)
        {
            yield return new Fact($"signal/{signal.Id}", "signal", signal.Kind.ToString(), signal.Source, signal.OccurredAt);
            foreach (var (name, value) in signal.Attributes)
                yield return new Fact($"signal/{signal.Id}/{name}", name, value, signal.Source, signal.OccurredAt);
        }

        if (now.Order is { } order)
            foreach (var fact in OfOrder(order, shop, at))
                yield return fact;
        if (now.Customer is { } customer)
        {
            yield return new Fact("customer.ordersBefore", "customer.ordersBefore", Text(customer.OrdersBefore), shop, at);
            yield return new Fact("customer.abuse", "customer.abuse", customer.AbuseRisk.ToString(CultureInfo.InvariantCulture), shop, at);
            yield return new Fact("customer.identified", "customer.identified", now.IsIdentified ? "true" : "false", "intake", at);
        }
    }

    private static IEnumerable<Fact> OfOrder(Order order, string shop, DateTimeOffset at)
    {
        Fact Known(string name, string value) => new(name, name, value, shop, at);
        yield return Known("order.status", order.Status.ToString());
        yield return Known("order.total", order.Total.ToString());
        yield return Known("order.paid", order.Paid.ToString());
        yield return Known("order.refundable", order.Refundable.ToString());
        if (order.CutoffAt is { } cutoff)
            yield return Known("order.cutoff", Text(cutoff));
        if (order.PromisedAt is { } promised)
            yield return Known("order.promised", Text(promised));
        if (order.HoldReason is { } hold)
            yield return Known("order.hold", hold);
        foreach (var shipment in order.Shipments)
            yield return new Fact($"shipment/{shipment.Id}", "shipment",
                $"{shipment.Carrier} {shipment.Status}{(shipment.LastScanText is { } scan ? ": " + scan : "")}",
                $"{shop}, {shipment.Carrier}", shipment.LastScanAt ?? at);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
