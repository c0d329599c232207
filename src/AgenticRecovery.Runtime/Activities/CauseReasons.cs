using AgenticRecovery.Cases;
using AgenticRecovery.Signals;
using AgenticRecovery.Valuation;

namespace AgenticRecovery.Activities;

/// <summary>The shared sentence that says what happened, from what a system reported; never from a model's words.</summary>
internal static class CauseReasons
{
    /// <returns>A key of the playbooks' reasons; null where no sentence is true for sure.</returns>
    public static string? KeyOf(CaseNow now) => now.Cause switch
    {
        nameof(SignalKind.ParcelLate) or nameof(SignalKind.ParcelStalled) => "carrierDelay",
        nameof(SignalKind.DispatchLate) => now.Attributes.GetValueOrDefault("reason") switch
        {
            "supplier" => "supplierDelay",
            "backlog" or "staff shortage" => "warehouseDelay",
            _ => null,
        },
        nameof(SignalKind.StockMissing) when now.Attributes.ContainsKey("supplier") => "supplierDelay",
        nameof(SignalKind.OrderUnavailable) when !now.Attributes.ContainsKey(FactNames.NewDate) => "outOfStock",
        nameof(SignalKind.DeliveredNotReceived) => "deliveredScan",
        nameof(SignalKind.WarehouseFault) when now.Attributes.GetValueOrDefault(FactNames.Fault)?.StartsWith("wrong item", StringComparison.Ordinal) == true => "wrongItem",
        nameof(SignalKind.ReviewLow) when now.Order is { DeliveredAt: { } came, PromisedAt: { } promised } && came > promised => "lateDelivery",
        _ => null,
    };
}
