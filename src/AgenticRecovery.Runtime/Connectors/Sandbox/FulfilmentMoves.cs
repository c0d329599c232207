using System.Globalization;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Connectors.Sandbox;

/// <summary>Warehouse and carrier work.</summary>
internal static class FulfilmentMoves
{
    // The sandbox's express service takes two days; the carrier's word in a real shop.
    private static readonly TimeSpan ExpressTakes = TimeSpan.FromDays(2);

    public static ShopAnswer Locate(SandboxStep step, Move.LocateStock move) => step.OnOrder(order =>
    {
        if (order.Lines.FirstOrDefault(l => l.Id == move.Line) is not { } line)
            return SandboxStep.Refuse($"The order has no line {move.Line}.");
        if (!IsBeforeShipping(order))
            return SandboxStep.Refuse($"The order is {SandboxStep.Words(order.Status)}.");
        var missing = line.Quantity - (line.Allocated ?? 0);
        if (missing <= 0)
            return SandboxStep.Refuse("The line is fully allocated.");

        var elsewhere = int.TryParse(
            order.Attributes.GetValueOrDefault(SandboxWords.ElsewherePrefix + line.Variant), NumberStyles.None, CultureInfo.InvariantCulture, out var units) ? units : 0;
        var free = step.Shop.Variant(line.Variant)?.Stock ?? 0;
        if (free + elsewhere < missing)
            return SandboxStep.Refuse($"{missing} unit(s) are missing; {free + elsewhere} were found.");
        if (Math.Min(free, missing) is var fromFree and > 0)
            step.Shop.TakeStock(line.Variant, (int)fromFree);
        step.Shop.Save(ItemMoves.FreeStockHold(order with
        {
            Lines = [.. order.Lines.Select(l => l == line ? l with { Allocated = l.Quantity } : l)],
        }));
        return SandboxStep.Done(step.Ref("stock"), $"{missing} unit(s) located and allocated.");
    });

    public static ShopAnswer Split(SandboxStep step, Move.SplitShipment move) => step.OnOrder(order =>
    {
        if (!IsBeforeShipping(order))
            return SandboxStep.Refuse($"The order is {SandboxStep.Words(order.Status)}.");
        var now = order.Lines.Where(l => move.Now.Contains(l.Id)).ToList();
        if (now.Count != move.Now.Distinct().Count() || now.Count == 0)
            return SandboxStep.Refuse("A line to ship now is not in the order.");
        if (now.Count == order.Lines.Count)
            return SandboxStep.Refuse("That is the whole order; there is nothing to split.");
        if (now.Find(l => l.Allocated is { } a && a < l.Quantity) is { } missing)
            return SandboxStep.Refuse($"Line {missing.Id} is not in stock.");
        var shipment = new Shipment(new ShipmentId(step.Ref("shipment")), Carrier(order), step.Ref("track"), "label_created") { Lines = [.. now.Select(l => l.Id)] };
        step.Shop.Save(SandboxStep.With(order, SandboxWords.Plan, "split") with
        {
            Status = OrderStatus.PartlyShipped,
            HoldReason = null,
            Shipments = [.. order.Shipments, shipment],
        });
        return SandboxStep.Done(shipment.Id.Value, $"{now.Count} line(s) ship now.");
    });

    public static ShopAnswer Wait(SandboxStep step) => step.OnOrder(order =>
    {
        if (!IsBeforeShipping(order))
            return SandboxStep.Refuse($"The order is {SandboxStep.Words(order.Status)}.");
        step.Shop.Save(SandboxStep.With(order, SandboxWords.Plan, "together"));
        return SandboxStep.Done(step.Ref("plan"), "All lines ship together.");
    });

    public static ShopAnswer Expedite(SandboxStep step) => step.OnOrder(order =>
    {
        if (order.Status is not (OrderStatus.Open or OrderStatus.Packing))
            return SandboxStep.Refuse($"The order is {SandboxStep.Words(order.Status)}; it cannot be sent faster.");
        if (order.Attributes.GetValueOrDefault(SandboxWords.Delivery) == "express")
            return SandboxStep.Refuse("The order already goes by express.");
        var promised = step.Now + ExpressTakes;
        step.Shop.Save(SandboxStep.With(order, SandboxWords.Delivery, "express") with
        {
            Status = OrderStatus.Packing,
            PromisedAt = order.PromisedAt is { } p && p < promised && p > step.Now ? p : promised,
        });
        return SandboxStep.Done(step.Ref("express"), $"Goes by express, promised for {promised:yyyy-MM-dd}.");
    });

    public static ShopAnswer Claim(SandboxStep step, Move.ClaimWithCarrier move) => step.OnOrder(order =>
    {
        if (order.Shipments.FirstOrDefault(s => s.Id == move.Shipment) is not { } shipment)
            return SandboxStep.Refuse($"The order has no shipment {move.Shipment}.");
        if (shipment.Status is "label_created" or "cancelled")
            return SandboxStep.Refuse("The carrier never had this parcel.");
        if (step.Shop.Sql.Number("SELECT count(*) FROM claims WHERE shipment_id = @id", ("@id", shipment.Id.Value)) > 0)
            return SandboxStep.Refuse("A claim for this parcel is filed already.");
        var id = step.Ref("claim");
        step.Shop.Sql.Execute(
            "INSERT INTO claims (id, order_id, shipment_id, status, at) VALUES (@id, @order, @shipment, 'filed', @at)",
            ("@id", id), ("@order", order.Id.Value), ("@shipment", shipment.Id.Value), ("@at", step.Now.ToUnixTimeMilliseconds()));
        return SandboxStep.Done(id, $"Claim filed with {shipment.Carrier}.");
    });

    public static ShopAnswer Replace(SandboxStep step, Move.Replace move) => step.OnOrder(order =>
    {
        if (order.Status is not (OrderStatus.Shipped or OrderStatus.PartlyShipped or OrderStatus.Delivered))
            return SandboxStep.Refuse($"The order is {SandboxStep.Words(order.Status)}; there is nothing to replace.");
        var lines = order.Lines.Where(l => move.Lines.Contains(l.Id)).ToList();
        if (lines.Count == 0 || lines.Count != move.Lines.Distinct().Count())
            return SandboxStep.Refuse("A line to replace is not in the order.");
        if (order.Paid.Minor > 0 && order.Refundable.Minor <= 0)
            return SandboxStep.Refuse("The order is refunded in full; it is not replaced as well.");
        if (lines.Find(l => order.Shipments.Any(s => s.IsReplacement && s.Lines.Contains(l.Id))) is { } twice)
            return SandboxStep.Refuse($"Line {twice.Id} was replaced already.");
        if (lines.Find(l => step.Shop.Variant(l.Variant) is not { } v || !v.CanServe(l.Quantity)) is { } missing)
            return SandboxStep.Refuse($"{missing.Variant} is not in stock.");
        foreach (var line in lines)
            step.Shop.TakeStock(line.Variant, line.Quantity);
        var shipment = new Shipment(new ShipmentId(step.Ref("shipment")), Carrier(order), step.Ref("track"), "replacement_created")
        {
            ExpectedAt = step.Now + ExpressTakes,
            Lines = [.. lines.Select(l => l.Id)],
        };
        step.Shop.Save(order with { Shipments = [.. order.Shipments, shipment] });
        return SandboxStep.Done(shipment.Id.Value, $"Replacement of {lines.Count} line(s) on its way.");
    });

    private static bool IsBeforeShipping(Order order) =>
        order.Status is OrderStatus.AwaitingPayment or OrderStatus.Open or OrderStatus.OnHold or OrderStatus.Packing;

    private static string Carrier(Order order) => order.Shipments.Count > 0 ? order.Shipments[0].Carrier : "sandbox carrier";
}
