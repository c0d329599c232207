using System.Diagnostics;
using AgenticRecovery.Cases;
using AgenticRecovery.Store;

namespace AgenticRecovery.Connectors.Sandbox;

/// <summary>
/// Reversible holds, once per key. They lie over the order and do not change its status, so the state a person
/// decides on stays the same; the warehouse of the simulation does not ship over one.
/// </summary>
internal static class SandboxHolds
{
    public static ShopAnswer Place(ShopTables shop, Order order, HoldKind kind, string key, DateTimeOffset now)
    {
        if (shop.Sql.Text("SELECT key FROM holds WHERE key = @key", ("@key", key)) is not null)
            return Placed(kind);
        if (WhyNot(order, kind) is { } reason)
            return new ShopAnswer.Refused(reason);
        if (kind == HoldKind.ReserveStock && ReserveStock(shop, order, key) is { } missing)
            return new ShopAnswer.Refused($"There is no free stock of {missing}.");
        shop.Sql.Execute(
            "INSERT INTO holds (key, order_id, kind, placed_at) VALUES (@key, @order, @kind, @at)",
            ("@key", key), ("@order", order.Id.Value), ("@kind", kind.ToString()), ("@at", now.ToUnixTimeMilliseconds()));
        return Placed(kind);

        ShopAnswer Placed(HoldKind placed) => new ShopAnswer.Done($"hold-{StoreJson.Sha256(key)[..12]}", $"{placed} stands.");
    }

    public static void Lift(ShopTables shop, string key, DateTimeOffset now)
    {
        if (shop.Sql.Execute("UPDATE holds SET lifted_at = @at WHERE key = @key AND lifted_at IS NULL", ("@at", now.ToUnixTimeMilliseconds()), ("@key", key)) == 1)
            FreeStock(shop, key);
    }

    /// <summary>Sets aside what the order lacks of counted stock, once per order; the variant that is short, or null when all is reserved.</summary>
    public static VariantId? ReserveStock(ShopTables shop, Order order, string key)
    {
        if (shop.Sql.Number("SELECT count(*) FROM reservations WHERE order_id = @order AND state = 'reserved'", ("@order", order.Id.Value)) > 0)
            return null;
        var needed = order.Lines
            .GroupBy(l => l.Variant)
            .Select(g => (Variant: g.Key, Units: g.Sum(l => l.Quantity - (l.Allocated ?? 0))))
            .Where(n => n.Units > 0)
            .ToList();
        foreach (var (variant, units) in needed)
            if (shop.Variant(variant) is { Stock: { } stock } && stock < units)
                return variant;
        foreach (var (variant, units) in needed)
        {
            shop.TakeStock(variant, units);
            shop.Sql.Execute(
                "INSERT INTO reservations (key, variant_id, order_id, units, state) VALUES (@key, @variant, @order, @units, 'reserved')",
                ("@key", key), ("@variant", variant.Value), ("@order", order.Id.Value), ("@units", units));
        }

        return null;
    }

    private static void FreeStock(ShopTables shop, string key)
    {
        foreach (var (variant, units) in shop.Sql.Query(
            "SELECT variant_id, units FROM reservations WHERE key = @key AND state = 'reserved'",
            row => (new VariantId(row.GetString(0)), row.GetInt32(1)), ("@key", key)))
            shop.TakeStock(variant, -units);
        shop.Sql.Execute("UPDATE reservations SET state = 'freed' WHERE key = @key AND state = 'reserved'", ("@key", key));
    }

    private static string? WhyNot(Order order, HoldKind kind) => kind switch
    {
        HoldKind.None or HoldKind.HoldingMessage or HoldKind.ExtendReturnWindow => null,
        _ when order.Status == OrderStatus.Cancelled => "The order is cancelled.",
        HoldKind.ReserveStock => null,
        HoldKind.HoldFulfilment => order.Status is OrderStatus.AwaitingPayment or OrderStatus.Open or OrderStatus.OnHold or OrderStatus.Packing
            ? null
            : $"The order is {SandboxStep.Words(order.Status)}; it cannot be held any more.",
        HoldKind.StopShipment => order.Status is OrderStatus.Delivered or OrderStatus.Returned or OrderStatus.ReturnRequested or OrderStatus.ExchangeRequested
            ? $"The order is {SandboxStep.Words(order.Status)}; it cannot be stopped any more."
            : null,
        _ => throw new UnreachableException(),
    };
}
