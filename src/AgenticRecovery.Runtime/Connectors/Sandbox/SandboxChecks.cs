using System.Diagnostics;
using AgenticRecovery.Cases;
using AgenticRecovery.Store;

namespace AgenticRecovery.Connectors.Sandbox;

/// <summary>Whether a move of a key really shows in the shop, read afresh.</summary>
internal static class SandboxChecks
{
    public static Verification Check(ShopTables shop, ShopWrite write)
    {
        if (ShopIntents.Find(shop.Sql, write.Key) is not { } intent)
            return new Verification(false, true, "The shop never saw this move.");
        if (intent.Answer is not ShopAnswer.Done done)
            return new Verification(false, true, "The shop did not carry it out.");
        if (write.Order is not { } id)
            return new Verification(true, true, done.Summary);
        return shop.Order(id) is { } order ? OnOrder(shop, write, order, done) : new Verification(false, true, $"There is no order {id}.");
    }

    private static Verification OnOrder(ShopTables shop, ShopWrite write, Order order, ShopAnswer.Done done) => write.Move switch
    {
        Move.DoNothing or Move.Reassure or Move.ProductGuidance or Move.Explain or Move.Decline or Move.AskCustomer
            or Move.VerifyCustomer or Move.Apologise => Row(shop, "notes", done.Reference, done.Summary),
        Move.ScheduleCallback or Move.EscalateTo or Move.FixWithWarehouse => Row(shop, "tasks", done.Reference, done.Summary),
        Move.UpdatePromise m => Now(order.PromisedAt == m.PromiseAt, $"promised for {order.PromisedAt:yyyy-MM-dd}"),
        Move.RetryPayment or Move.ReserveStock when order.Status == OrderStatus.Cancelled => Now(false, "cancelled"),
        Move.RetryPayment => Now(order.Paid >= order.Total, $"paid {order.Paid} of {order.Total}"),
        Move.SendPaymentLink or Move.OfferOtherMethod => Paid(order),
        Move.ChangePaymentMethod m => Now(order.Payments.LastOrDefault(p => p.Status == "captured")?.Method == m.To, $"{order.Payments.Count} payment(s)"),
        Move.ReserveStock => Now(Count(shop, "SELECT count(*) FROM reservations WHERE order_id = @order AND state = 'reserved'", order) > 0
            || order.Lines.All(l => l.Allocated >= l.Quantity), "stock reserved"),
        Move.ReleaseHold => Now(order.HoldReason is null && order.Status != OrderStatus.OnHold, SandboxStep.Words(order.Status)),
        Move.ChangeAddress m => Now(order.ShipTo == m.To, "address of the order"),
        Move.ChangeProfileAddress m => Now(shop.Customer(order.Customer)?.Address == m.To, "address of the profile"),
        Move.Reroute m => Now(order.ShipTo == m.To && order.Shipments.Any(s => s.Status == "rerouted"), "parcel rerouted"),
        Move.HoldFulfilment => Now(order.Status == OrderStatus.OnHold, SandboxStep.Words(order.Status)),
        Move.StopShipment => order.Shipments.Any(s => s.Status == "intercept_requested")
            ? new Verification(false, false, "the carrier was asked")
            : Now(order.Status == OrderStatus.OnHold || order.Shipments.Any(s => s.Status == "returned"), SandboxStep.Words(order.Status)),
        Move.LocateStock m => Now(order.Lines.FirstOrDefault(l => l.Id == m.Line) is { } l && l.Allocated >= l.Quantity, "line allocated"),
        Move.Substitute m => Now(order.Lines.Any(l => l.Variant == m.By), "line substituted"),
        Move.SplitShipment or Move.Replace => Now(order.Shipments.Any(s => s.Id.Value == done.Reference), $"{order.Shipments.Count} shipment(s)"),
        Move.WaitTogether => Now(order.Attributes.GetValueOrDefault(SandboxWords.Plan) == "together", "ships together"),
        Move.CancelLine m => Now(order.Lines.All(l => l.Id != m.Line), $"{order.Lines.Count} line(s)"),
        Move.EditItems m => Now(m.Swaps.All(s => order.Lines.Any(l => l.Variant == s.To)), "items of the order"),
        Move.CancelOrder => Now(order.Status == OrderStatus.Cancelled, SandboxStep.Words(order.Status)),
        Move.Expedite => Now(order.Attributes.GetValueOrDefault(SandboxWords.Delivery) == "express", SandboxStep.Words(order.Status)),
        Move.ClaimWithCarrier => Row(shop, "claims", done.Reference, done.Summary),
        Move.Exchange => Now(order.Status is OrderStatus.ExchangeRequested or OrderStatus.Delivered && HasRow(shop, "returns", done.Reference), SandboxStep.Words(order.Status)),
        Move.ReturnForRefund => Now(order.Status is OrderStatus.ReturnRequested or OrderStatus.Returned && HasRow(shop, "returns", done.Reference), SandboxStep.Words(order.Status)),
        Move.StoreCredit or Move.LimitedIncentive or Move.HonourCode => Row(shop, "credits", done.Reference, done.Summary),
        Move.PartialRefund or Move.FullRefund or Move.AccelerateRefund => Refund(shop, done),
        Move.AnswerInquiry or Move.SubmitEvidence or Move.AcceptDispute =>
            shop.Sql.Text("SELECT status FROM disputes WHERE id = @id", ("@id", done.Reference)) is { } status
                ? Now(status != "open" && status != "lost", status)
                : Now(false, "no such dispute"),
        _ => throw new UnreachableException(),
    };

    private static Verification Now(bool holds, string observed) => new(holds, true, observed);

    private static Verification Paid(Order order) => order switch
    {
        { Status: OrderStatus.Cancelled } => Now(false, "cancelled"),
        _ when order.Paid >= order.Total => Now(true, $"paid {order.Paid}"),
        _ => new Verification(false, false, $"paid {order.Paid} of {order.Total}"),
    };

    private static Verification Refund(ShopTables shop, ShopAnswer.Done done) =>
        shop.Sql.Text("SELECT status FROM refunds WHERE id = @id", ("@id", done.Reference)) is { } status
            ? Now(status != "failed", $"refund {status}")
            : Now(false, "no such refund");

    private static Verification Row(ShopTables shop, string table, string id, string observed) => Now(HasRow(shop, table, id), observed);

    private static bool HasRow(ShopTables shop, string table, string id) =>
        shop.Sql.Number($"SELECT count(*) FROM {table} WHERE id = @id", ("@id", id)) == 1;

    private static long Count(ShopTables shop, string sql, Order order) => shop.Sql.Number(sql, ("@order", order.Id.Value)) ?? 0;
}
