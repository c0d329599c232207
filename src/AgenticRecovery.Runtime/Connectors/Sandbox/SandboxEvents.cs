using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Store;

namespace AgenticRecovery.Connectors.Sandbox;

/// <summary>What happens in the sandbox without us, for demos, tests and simulations. Each answers false when it cannot happen.</summary>
public sealed class SandboxEvents(SqliteDatabase database, TimeProvider clock)
{
    /// <summary>The customer pays what is owed, over the newest open link where there is one.</summary>
    public Task<bool> CustomerPaysAsync(OrderId id, PaymentMethodId method, CancellationToken ct) => OnOrderAsync(
        id, (shop, order) =>
        {
            if (order.Status == OrderStatus.Cancelled || order.Paid >= order.Total)
                return null;
            shop.Sql.Execute("UPDATE payment_links SET status = 'paid' WHERE order_id = @order AND status = 'open'", ("@order", id.Value));
            return PaymentMoves.Paid(order, method, "link", order.Total - order.Paid);
        }, ct);

    /// <summary>The warehouse ships; not over a hold.</summary>
    public Task<bool> ShipAsync(OrderId id, string carrier, string tracking, CancellationToken ct) => OnOrderAsync(
        id, (shop, order) =>
        {
            if (order.Status is not (OrderStatus.Open or OrderStatus.Packing or OrderStatus.PartlyShipped)
                || shop.IsHeld(id, HoldKind.HoldFulfilment) || shop.IsHeld(id, HoldKind.StopShipment))
                return null;
            var shipment = new Shipment(new ShipmentId($"{id}-{order.Shipments.Count + 1}"), carrier, tracking, "in_transit")
            {
                LastScanAt = clock.GetUtcNow(),
                Lines = [.. order.Lines.Select(l => l.Id).Except(order.Shipments.SelectMany(s => s.Lines))],
            };
            return order with { Status = OrderStatus.Shipped, CutoffAt = null, Shipments = [.. order.Shipments, shipment] };
        }, ct);

    public Task<bool> DeliverAsync(OrderId id, CancellationToken ct) => OnOrderAsync(
        id, (_, order) => order.Status is OrderStatus.Shipped or OrderStatus.PartlyShipped
            ? order with
            {
                Status = OrderStatus.Delivered,
                DeliveredAt = clock.GetUtcNow(),
                Shipments = [.. order.Shipments.Select(s => AddressMoves.IsUnderWay(s.Status) ? s with { Status = "delivered", LastScanAt = clock.GetUtcNow() } : s)],
            }
            : null, ct);

    /// <summary>The bank pays out the pending refunds of an order.</summary>
    public Task<bool> PayRefundsAsync(OrderId id, CancellationToken ct) => database.WriteAsync(
        sql => sql.Execute("UPDATE refunds SET status = 'paid' WHERE order_id = @order AND status <> 'paid'", ("@order", id.Value)) > 0, ct);

    /// <summary>Refunds of an order with their status, oldest first.</summary>
    public IReadOnlyList<(string Id, Money Amount, string Status)> Refunds(OrderId id) => database.Read(sql => sql.Query(
        "SELECT id, amount_minor, currency, status FROM refunds WHERE order_id = @order ORDER BY at, id",
        row => (row.GetString(0), row.Money(1, 2), row.GetString(3)), ("@order", id.Value)));

    /// <summary>Messages sent to a customer, oldest first.</summary>
    public IReadOnlyList<ShopMessage> Messages(CustomerId id) => database.Read(sql => sql.Query(
        "SELECT customer_id, order_id, language, subject, body FROM messages WHERE customer_id = @id ORDER BY at, key",
        row => new ShopMessage(
            new CustomerId(row.GetString(0)), row.TextOrNull(1) is { } order ? new OrderId(order) : null, row.GetString(2),
            row.GetString(3), row.GetString(4)),
        ("@id", id.Value)));

    private Task<bool> OnOrderAsync(OrderId id, Func<ShopTables, Order, Order?> change, CancellationToken ct) => database.WriteAsync(
        sql =>
        {
            var shop = new ShopTables(sql);
            if (shop.Order(id) is not { } order || change(shop, order) is not { } changed)
                return false;
            shop.Save(changed);
            return true;
        }, ct);
}
