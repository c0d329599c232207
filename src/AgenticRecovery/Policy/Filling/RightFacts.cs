using System.Collections.Frozen;
using System.Globalization;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Policy;

/// <summary>
/// What the law gives, as far as order and failure mode show it. Where the country is not known, the strictest market holds. Not legal advice.
/// </summary>
internal static class RightFacts
{
    /// <summary>14 days from receipt (Directive 2011/83/EU Art. 9; UK Consumer Contracts Regulations 2013).</summary>
    private static readonly TimeSpan WithdrawalPeriod = TimeSpan.FromDays(14);

    private static readonly FrozenSet<string> European = new[]
    {
        "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE", "IS", "LI", "NO",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static void Fill(Situation now, PolicyFacts facts)
    {
        var market = MarketOf((now.Order?.ShipTo ?? now.Customer?.Address)?.Country);
        var given = now.Rights;
        facts.Set(Published.Market, market)
            .Set(Published.WithdrawalOpen, IsWithdrawalOpen(now, market))
            .Set(Published.WithdrawalUttered, given.WithdrawalUttered ?? (now.Mode is null or FailureMode.CancelRequest or FailureMode.ReturnRequest ? null : false))
            .Set(Published.ReceiptConfirmed, given.ReceiptConfirmed)
            .Set(Published.MoneyOwed, given.MoneyOwed ?? IsMoneyOwed(now))
            .Set(Published.Defect, given.Defect ?? IsDefect(now))
            .Set(Published.DisputeStage, now.DisputeStage ?? StageOf(now))
            .Set(Published.DisputeDueIn, (now.DisputeDueAt ?? DueAt(now.Order)) is { } due ? OrderFacts.Least(due - now.At) : null);
    }

    /// <summary>Shops put an open dispute on the order as "dispute", "dispute.stage" and "dispute.dueAt"; a stage not named is the worse one.</summary>
    private static string? StageOf(Situation now)
    {
        if (now.Order?.Attributes.ContainsKey("dispute") == true)
            return now.Order.Attributes.GetValueOrDefault("dispute.stage") == "inquiry" ? "inquiry" : "chargeback";
        return now.Mode is null or FailureMode.Dispute ? null : "none";
    }

    private static DateTimeOffset? DueAt(Order? order) => DateTimeOffset.TryParse(
        order?.Attributes.GetValueOrDefault("dispute.dueAt"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var due) ? due : null;

    private static string MarketOf(string? country) => country?.Trim() switch
    {
        null or "" => "other",
        { } code when European.Contains(code) => "eu",
        { } code when code.Equals("GB", StringComparison.OrdinalIgnoreCase) || code.Equals("UK", StringComparison.OrdinalIgnoreCase) => "uk",
        { } code when code.Equals("US", StringComparison.OrdinalIgnoreCase) || code.Equals("USA", StringComparison.OrdinalIgnoreCase)
            || code.Equals("United States", StringComparison.OrdinalIgnoreCase) => "us",
        _ => "other",
    };

    private static bool? IsWithdrawalOpen(Situation now, string market)
    {
        if (market == "us")
            return false;
        return now.Order switch
        {
            null => null,
            { Status: OrderStatus.Cancelled or OrderStatus.Returned } => false,
            { DeliveredAt: { } delivered } => now.At <= delivered + WithdrawalPeriod,
            { Status: OrderStatus.Delivered or OrderStatus.ReturnRequested or OrderStatus.ExchangeRequested } => null,
            _ => true,
        };
    }

    private static bool? IsMoneyOwed(Situation now) => now switch
    {
        { Order: null } => null,
        { Mode: FailureMode.RefundFollowUp } => true,
        { Order: { Status: OrderStatus.Cancelled or OrderStatus.Returned } order } => order.Refundable.Minor > 0,
        { Order: { } order } => order.Shipments.Any(parcel => OrderFacts.TrackingWord(parcel.Status) == "lost"),
    };

    /// <summary>A return or a delivery fault may hide a defect, so there it stays unknown until somebody says.</summary>
    private static bool? IsDefect(Situation now) => now.Mode switch
    {
        null => null,
        FailureMode.ReturnRequest or FailureMode.WarehouseException or FailureMode.InventoryMismatch => null,
        FailureMode.DeliveryException => now.Order?.Shipments.Any(parcel => OrderFacts.TrackingWord(parcel.Status) is "lost" or "damaged") == true ? true : null,
        _ => false,
    };
}
