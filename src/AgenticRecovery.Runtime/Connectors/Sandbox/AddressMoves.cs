using AgenticRecovery.Cases;

namespace AgenticRecovery.Connectors.Sandbox;

/// <summary>Where the order goes, and what keeps it from going.</summary>
internal static class AddressMoves
{
    public static ShopAnswer Change(SandboxStep step, Move.ChangeAddress move) => step.OnOrder(order =>
    {
        if (step.WhyTooLate(order) is { } late)
            return SandboxStep.Refuse(late);
        if (WhyUnusable(move.To) is { } unusable)
            return SandboxStep.Refuse(unusable);
        // The hold was for the address; it falls with its reason.
        var isFreed = order.Status == OrderStatus.OnHold && order.HoldReason?.Contains("address", StringComparison.OrdinalIgnoreCase) == true;
        step.Shop.Save(isFreed
            ? order with { ShipTo = move.To, HoldReason = null, Status = OrderStatus.Open }
            : order with { ShipTo = move.To });
        return SandboxStep.Done(step.Ref("address"), isFreed ? "Address changed; hold released." : "Address changed.");
    });

    public static ShopAnswer ChangeProfile(SandboxStep step, Move.ChangeProfileAddress move) => step.OnCustomer(customer =>
    {
        if (WhyUnusable(move.To) is { } unusable)
            return SandboxStep.Refuse(unusable);
        step.Shop.Save(customer with { Address = move.To });
        return SandboxStep.Done(step.Ref("profile"), "Default address changed.");
    });

    public static ShopAnswer Reroute(SandboxStep step, Move.Reroute move) => step.OnOrder(order =>
    {
        var moving = order.Shipments.Where(s => IsUnderWay(s.Status)).ToList();
        if (moving.Count == 0 || order.Status is OrderStatus.Delivered or OrderStatus.Cancelled)
            return SandboxStep.Refuse("No parcel is under way that could be rerouted.");
        if (WhyUnusable(move.To) is { } unusable)
            return SandboxStep.Refuse(unusable);
        if (!string.Equals(move.To.Country, order.ShipTo.Country, StringComparison.OrdinalIgnoreCase))
            return SandboxStep.Refuse("A parcel cannot be rerouted to another country.");
        step.Shop.Save(order with
        {
            ShipTo = move.To,
            Shipments = [.. order.Shipments.Select(s => IsUnderWay(s.Status) ? s with { Status = "rerouted" } : s)],
        });
        return SandboxStep.Done(step.Ref("reroute"), $"{moving.Count} parcel(s) rerouted.");
    });

    public static ShopAnswer Hold(SandboxStep step, Move.HoldFulfilment move) => step.OnOrder(order => order.Status switch
    {
        OrderStatus.OnHold => SandboxStep.Refuse($"The order is already on hold ({order.HoldReason})."),
        OrderStatus.Open or OrderStatus.Packing or OrderStatus.AwaitingPayment => Save(
            step, order with { Status = OrderStatus.OnHold, HoldReason = move.Reason }, "hold", "Fulfilment held."),
        _ => SandboxStep.Refuse($"The order is {SandboxStep.Words(order.Status)}."),
    });

    public static ShopAnswer Release(SandboxStep step) => step.OnOrder(order =>
    {
        if (order.Status != OrderStatus.OnHold && order.HoldReason is null)
            return SandboxStep.Refuse("Nothing holds the order.");
        if (order.Attributes.GetValueOrDefault(SandboxWords.Fraud) == "confirmed")
            return SandboxStep.Refuse("The risk team confirmed fraud; this hold is not released.");
        if (order.Status != OrderStatus.OnHold)
            return Save(step, order with { HoldReason = null }, "release", "Hold released.");
        var next = order.Paid < order.Total ? OrderStatus.AwaitingPayment : OrderStatus.Open;
        return Save(step, order with { Status = next, HoldReason = null }, "release", "Hold released.");
    });

    public static ShopAnswer Stop(SandboxStep step) => step.OnOrder(order =>
    {
        if (order.Status is OrderStatus.AwaitingPayment or OrderStatus.Open or OrderStatus.OnHold or OrderStatus.Packing)
            return Save(step, order with { Status = OrderStatus.OnHold, HoldReason = order.HoldReason ?? "stop_ship" }, "stop", "Shipping stopped.");
        if (order.Status is not (OrderStatus.Shipped or OrderStatus.PartlyShipped) || !order.Shipments.Any(s => IsUnderWay(s.Status)))
            return SandboxStep.Refuse($"The order is {SandboxStep.Words(order.Status)}.");
        return Save(
            step,
            order with { Shipments = [.. order.Shipments.Select(s => IsUnderWay(s.Status) ? s with { Status = "intercept_requested" } : s)] },
            "stop", "Interception asked of the carrier.");
    });

    internal static bool IsUnderWay(string status) =>
        status is not ("delivered" or "lost" or "returned" or "cancelled" or "damaged" or "intercept_requested");

    private static string? WhyUnusable(Address address) =>
        string.IsNullOrWhiteSpace(address.Street) || string.IsNullOrWhiteSpace(address.City)
        || string.IsNullOrWhiteSpace(address.PostalCode) || string.IsNullOrWhiteSpace(address.Country)
            ? "The address lacks a street, city, postal code or country."
            : null;

    private static ShopAnswer Save(SandboxStep step, Order order, string kind, string summary)
    {
        step.Shop.Save(order);
        return SandboxStep.Done(step.Ref(kind), summary);
    }
}
