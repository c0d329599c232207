using System.Globalization;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Signals;

namespace AgenticRecovery.Valuation;

/// <summary>
/// The move a rung would be, with the arguments that follow from the facts alone. Where an argument is the customer's to
/// give (an address, another size), the move is a typical one, good for pricing and marked as an estimate.
/// </summary>
/// <param name="IsExact">False when arguments must still come from the customer or an agent.</param>
public sealed record RungMove(Move Move, bool IsExact)
{
    /// <summary>Null only where the facts lack even a typical argument; an eligible rung always has one.</summary>
    public static RungMove? Of(Rung rung, Situation situation, CostTable costs)
    {
        var order = situation.Order;
        var lines = order is null ? [] : order.Lines.Select(line => line.Id).ToList();
        var shortLine = order?.Lines.FirstOrDefault(l => l.Allocated < l.Quantity) ?? (order?.Lines is [var firstLine, ..] ? firstLine : null);
        return rung.Move switch
        {
            nameof(Move.Reassure) => Exact(new Move.Reassure("the state of the order")),
            nameof(Move.UpdatePromise) => NewDate(situation) is { } date ? Exact(new Move.UpdatePromise(date)) : null,
            nameof(Move.ProductGuidance) => Typical(new Move.ProductGuidance("the item")),
            nameof(Move.Explain) => Typical(new Move.Explain("the facts")),
            nameof(Move.Decline) => Typical(new Move.Decline("the facts")),
            nameof(Move.AskCustomer) => Typical(new Move.AskCustomer("the playbook's question")),
            nameof(Move.Apologise) => Typical(new Move.Apologise("what went wrong")),
            nameof(Move.ScheduleCallback) => Typical(new Move.ScheduleCallback(situation.Now.AddHours(4))),
            nameof(Move.EscalateTo) => Typical(new Move.EscalateTo(OwnerOf(situation.Mode), "look at the case")),
            nameof(Move.RetryPayment) => order?.Payments is [var first, ..] ? Exact(new Move.RetryPayment(first.Method)) : null,
            nameof(Move.SendPaymentLink) => Exact(new Move.SendPaymentLink()),
            nameof(Move.OfferOtherMethod) => Exact(new Move.OfferOtherMethod()),
            nameof(Move.ChangePaymentMethod) => situation.Customer?.PaymentMethods is [var method, ..] ? Typical(new Move.ChangePaymentMethod(method.Id)) : null,
            nameof(Move.ReserveStock) => Exact(new Move.ReserveStock()),
            nameof(Move.VerifyCustomer) => Exact(new Move.VerifyCustomer("confirm your order")),
            nameof(Move.ReleaseHold) => Exact(new Move.ReleaseHold()),
            nameof(Move.ChangeAddress) => order is null ? null : Typical(new Move.ChangeAddress(order.ShipTo)),
            nameof(Move.ChangeProfileAddress) => situation.Customer is { } c ? Typical(new Move.ChangeProfileAddress(c.Address)) : null,
            nameof(Move.Reroute) => order is null ? null : Typical(new Move.Reroute(order.ShipTo)),
            nameof(Move.HoldFulfilment) => Exact(new Move.HoldFulfilment("waiting for an answer")),
            nameof(Move.StopShipment) => Exact(new Move.StopShipment()),
            nameof(Move.LocateStock) => shortLine is null ? null : Exact(new Move.LocateStock(shortLine.Id)),
            nameof(Move.Substitute) => shortLine is not null && SubstituteFor(shortLine, situation) is { } by ? Exact(new Move.Substitute(shortLine.Id, by)) : null,
            nameof(Move.SplitShipment) => order is null ? null : Exact(new Move.SplitShipment(InStock(order))),
            nameof(Move.WaitTogether) => Exact(new Move.WaitTogether()),
            nameof(Move.CancelLine) => shortLine is null ? null : Exact(new Move.CancelLine(shortLine.Id)),
            nameof(Move.EditItems) => Typical(new Move.EditItems([], null)),
            nameof(Move.CancelOrder) => Exact(new Move.CancelOrder(situation.Mode is FailureMode.CancelRequest ? "customer asked" : "cannot be fulfilled")),
            nameof(Move.Expedite) => Exact(new Move.Expedite()),
            nameof(Move.FixWithWarehouse) => Typical(new Move.FixWithWarehouse("find and dispatch the order")),
            nameof(Move.ClaimWithCarrier) => order?.Shipments is [.., var shipment] ? Exact(new Move.ClaimWithCarrier(shipment.Id)) : null,
            nameof(Move.Replace) => Exact(new Move.Replace(lines)),
            nameof(Move.Exchange) => Typical(new Move.Exchange([], null)),
            nameof(Move.ReturnForRefund) => Exact(new Move.ReturnForRefund(lines, null)),
            nameof(Move.StoreCredit) => Exact(MovePricing.WithAmounts(new Move.StoreCredit(Money.Zero(situation.Currency)), situation, rung, costs)),
            nameof(Move.PartialRefund) => Typical(new Move.PartialRefund(MovePricing.Incentive(situation, rung, 0, costs), "accepted failure")),
            nameof(Move.FullRefund) => Exact(new Move.FullRefund("all that is refundable")),
            nameof(Move.AccelerateRefund) => Exact(new Move.AccelerateRefund()),
            nameof(Move.HonourCode) => situation.Fact(FactNames.Code) is { } code ? Exact(new Move.HonourCode(code)) : null,
            nameof(Move.LimitedIncentive) => Exact(new Move.LimitedIncentive(MovePricing.Incentive(situation, rung, 0, costs))),
            nameof(Move.AnswerInquiry) => Disputed(situation, id => new Move.AnswerInquiry(id)),
            nameof(Move.SubmitEvidence) => Disputed(situation, id => new Move.SubmitEvidence(id)),
            nameof(Move.AcceptDispute) => Disputed(situation, id => new Move.AcceptDispute(id)),
            _ => throw new ArgumentException($"'{rung.Move}' is no move of a ladder."),
        };
    }

    private static RungMove Exact(Move move) => new(move, true);

    private static RungMove Typical(Move move) => new(move, false);

    private static RungMove? Disputed(Situation situation, Func<string, Move> move) =>
        situation.Fact(FactNames.DisputeId) is { } id ? Exact(move(id)) : null;

    private static DateTimeOffset? NewDate(Situation situation) =>
        situation.Fact(FactNames.NewDate) is { } text && IsoTime.TryParse(text, out var at) ? at
        : situation.Order?.Shipments.Select(s => s.ExpectedAt).Where(e => e > situation.Now).Max();

    private static VariantId? SubstituteFor(OrderLine line, Situation situation)
    {
        if (situation.Fact(FactNames.SubstituteVariant) is { } named && situation.Variants.ContainsKey(new VariantId(named))) return new VariantId(named);
        var best = situation.Variants.Values.Where(v => v.IsAvailable && v.Id != line.Variant && (v.Stock ?? line.Quantity) >= line.Quantity)
            .OrderBy(v => Math.Abs(v.Price.Minor - line.UnitPrice.Minor)).ThenBy(v => v.Id.Value, StringComparer.Ordinal).FirstOrDefault();
        return best?.Id;
    }

    private static List<LineId> InStock(Order order) =>
        [.. order.Lines.Where(l => l.Allocated is null || l.Allocated >= l.Quantity).Select(l => l.Id)];

    private static string OwnerOf(FailureMode mode) => mode switch
    {
        FailureMode.FraudHold => "risk",
        FailureMode.RefundFollowUp or FailureMode.Dispute or FailureMode.PaymentFailure => "finance",
        FailureMode.WarehouseException or FailureMode.InventoryMismatch or FailureMode.FulfilmentDelay => "warehouse",
        _ => "desk",
    };
}
