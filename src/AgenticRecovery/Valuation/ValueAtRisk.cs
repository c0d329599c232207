using System.Globalization;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Valuation;

/// <summary>One number that went into a value, with where it comes from.</summary>
public sealed record ValueInput(string Name, string Value, string Source);

/// <summary>
/// What is lost if the case is lost: <c>what this order still brings + share · future margin</c> (domain facts economics.md §2).
/// Before shipping the order still brings its contribution margin. Once goods have left, their cost is spent either way,
/// so a return brings back the margin plus postage and packing; lost goods or a dispute take the whole price.
/// </summary>
public sealed record ValueAtRisk
{
    public required Money Order { get; init; }
    public required Money Future { get; init; }
    public required IReadOnlyList<ValueInput> Inputs { get; init; }

    /// <summary>Never negative: a case that cannot lose anything is worth nothing.</summary>
    public Money Total => Money.Max(Order + Future, Money.Zero(Order.Currency));

    /// <param name="costs">In the situation's currency.</param>
    public static ValueAtRisk Of(Situation situation, CostTable costs)
    {
        var inputs = new List<ValueInput>();
        var order = situation.Order is { } known ? StillBrings(known, situation, costs, inputs) : Money.Zero(situation.Currency);
        var future = FutureMargin(situation, costs, inputs);
        return new ValueAtRisk { Order = order, Future = future, Inputs = inputs };
    }

    private static Money StillBrings(Order order, Situation situation, CostTable costs, List<ValueInput> inputs)
    {
        if (order.Status is OrderStatus.Cancelled || (order.Status is OrderStatus.Returned && order.Refundable.Minor <= 0))
        {
            inputs.Add(new ValueInput("order", "already cancelled or refunded: nothing left to save", "shop"));
            return Money.Zero(order.Currency);
        }
        var margin = ContributionMargin.Of(order, costs);
        inputs.Add(new ValueInput("revenue", margin.Revenue.ToString(), "shop"));
        inputs.Add(new ValueInput("goods", margin.Goods.ToString(), order.Lines.All(l => l.UnitCost is not null) ? "catalogue" : costs.SourceOf("goodsShare.other")));
        inputs.Add(new ValueInput("shipping", margin.Shipping.ToString(), costs.SourceOf(CostNames.ShippingDomestic)));
        inputs.Add(new ValueInput("paymentFee", margin.PaymentFee.ToString(), costs.SourceOf("paymentPercent.other")));
        inputs.Add(new ValueInput("packing", margin.Packing.ToString(), costs.SourceOf(CostNames.Packing)));
        inputs.Add(new ValueInput("expectedReturn", margin.ExpectedReturn.ToString(), costs.SourceOf("returnRate.other")));
        inputs.Add(new ValueInput("contributionMargin", margin.Amount.ToString(), "economics.md §2"));
        var refunded = order.Refunded;
        var hasLeft = order.Status is OrderStatus.Shipped or OrderStatus.PartlyShipped or OrderStatus.Delivered
            or OrderStatus.ReturnRequested or OrderStatus.ExchangeRequested or OrderStatus.Returned;
        var (brings, why) = situation.Mode switch
        {
            FailureMode.Dispute => (order.Paid - refunded, "disputed amount: the goods are gone, so all of the price is at stake"),
            FailureMode.DeliveryException when hasLeft => (order.Total - refunded, "goods have left: refunding gives back the price and saves none of the costs"),
            FailureMode.ReturnRequest when hasLeft => (margin.Amount + margin.Shipping + margin.Packing + margin.PaymentFee - refunded,
                "goods come back: margin plus postage, packing and fee that are spent either way"),
            _ => (margin.Amount - refunded, "contribution margin of the order, less what was refunded"),
        };
        inputs.Add(new ValueInput("orderStillBrings", brings.ToString(), why));
        return Money.Max(brings, Money.Zero(order.Currency));
    }

    // alive · λ · H · m · δ · share, with λ = (r + x) / (α + T) and r = α·λ_segment: the simple shrinkage of economics.md §3.
    private static Money FutureMargin(Situation situation, CostTable costs, List<ValueInput> inputs)
    {
        var zero = Money.Zero(situation.Currency);
        if (situation.Customer is not { } customer) return zero;
        var years = customer.CustomerSince is { } since && since < situation.Now ? (decimal)(situation.Now - since).TotalDays / 365.25m : 0m;
        var pseudoYears = costs.Share("future.pseudoYears");
        var ordersPerYear = ((pseudoYears * costs.Share("future.ordersPerYear")) + customer.OrdersBefore) / (pseudoYears + years);
        var spent = customer.LifetimeSpent.Currency == situation.Currency ? customer.LifetimeSpent : zero;
        // One pseudo-order of average size keeps a single odd order from ruling the forecast.
        var orderValue = (spent + costs[CostNames.AverageOrder]).Times(1m / ((spent.IsZero ? 0 : customer.OrdersBefore) + 1));
        var margin = orderValue.Times(costs.Share("future.marginShare"));
        var share = costs.Share("futureShare", ShareOf(situation));
        var factor = costs.Share("future.alive") * ordersPerYear * costs.Share("future.horizonYears") * costs.Share("future.discount") * share;
        var future = margin.Times(factor);
        inputs.Add(new ValueInput("ordersPerYear", Text(ordersPerYear), "economics.md §3, shrunk to the segment"));
        inputs.Add(new ValueInput("marginPerOrder", margin.ToString(), costs.SourceOf("future.marginShare")));
        inputs.Add(new ValueInput("futureShare", Text(share), costs.SourceOf($"futureShare.{ShareOf(situation)}")));
        inputs.Add(new ValueInput("futureMargin", future.ToString(), "economics.md §2"));
        return future;
    }

    private static string ShareOf(Situation situation) => situation.Mode switch
    {
        FailureMode.FraudHold => "wronglyHeld",
        FailureMode.RefundFollowUp => "refundStuck",
        FailureMode.InventoryMismatch or FailureMode.SplitShipment => "backorder",
        FailureMode.DeliveryException when situation.IsCause("ParcelLost", "ParcelDamaged", "ParcelMisdelivered", "DeliveredNotReceived") => "lostOrDamaged",
        FailureMode.DeliveryException or FailureMode.FulfilmentDelay or FailureMode.WarehouseException => "delay",
        _ => "other",
    };

    private static string Text(decimal number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}
