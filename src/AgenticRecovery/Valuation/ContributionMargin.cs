using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Valuation;

/// <summary>
/// What an order earns: <c>price − discounts − goods − outbound shipping − payment fee − packing − expected return</c>.
/// Formula and default shares: domain facts economics.md §1 and §2. What it cost to win the customer is spent and never counted.
/// </summary>
public sealed record ContributionMargin
{
    /// <summary>All the customer pays, shipping fee included, discounts already off.</summary>
    public required Money Revenue { get; init; }
    public required Money Goods { get; init; }
    public required Money Shipping { get; init; }
    public required Money PaymentFee { get; init; }
    public required Money Packing { get; init; }
    public required Money ExpectedReturn { get; init; }

    public Money Amount => Revenue - Goods - Shipping - PaymentFee - Packing - ExpectedReturn;

    /// <param name="costs">In the order's currency; see <see cref="CostTable.In"/>.</param>
    public static ContributionMargin Of(Order order, CostTable costs)
    {
        var goods = Money.Zero(order.Currency);
        var expectedReturn = Money.Zero(order.Currency);
        foreach (var line in order.Lines)
        {
            var lineGoods = GoodsOf(line, costs);
            goods += lineGoods;
            var aReturn = costs[CostNames.ReturnHandling] + lineGoods.Times(costs.Share("writeDown", line.Category));
            expectedReturn += aReturn.Times(costs.Share("returnRate", line.Category));
        }
        return new ContributionMargin
        {
            Revenue = order.Total,
            Goods = goods,
            Shipping = ShippingTo(order.ShipTo.Country, costs),
            PaymentFee = PaymentFeeOn(order.Total, order.ShipTo.Country, costs),
            Packing = costs[CostNames.Packing],
            // Once the customer asks for a return or the goods are gone, an expected return is no longer a forecast.
            ExpectedReturn = order.Status is OrderStatus.ReturnRequested or OrderStatus.Returned ? Money.Zero(order.Currency) : expectedReturn,
        };
    }

    /// <summary>Cost of all units of a line: from the catalogue, else the category's share of the price.</summary>
    public static Money GoodsOf(OrderLine line, CostTable costs) => line.UnitCost is { } cost
        ? cost.Times(line.Quantity)
        : line.UnitPrice.Times(line.Quantity * costs.Share("goodsShare", line.Category));

    public static Money PaymentFeeOn(Money amount, string country, CostTable costs) =>
        amount.Times(costs.Share("paymentPercent", IsEuropean(country) ? "eu" : "other")) + costs[CostNames.PaymentFixed];

    public static Money ShippingTo(string country, CostTable costs) => country.ToUpperInvariant() switch
    {
        "DE" => costs[CostNames.ShippingDomestic],
        "US" or "USA" => costs[CostNames.ShippingUs],
        _ => costs[CostNames.ShippingAbroad],
    };

    private static bool IsEuropean(string country) => country.ToUpperInvariant() is
        "AT" or "BE" or "BG" or "HR" or "CY" or "CZ" or "DK" or "EE" or "FI" or "FR" or "DE" or "GR" or "HU" or "IE" or "IT" or "LV"
        or "LT" or "LU" or "MT" or "NL" or "PL" or "PT" or "RO" or "SK" or "SI" or "ES" or "SE" or "IS" or "LI" or "NO" or "GB";
}
