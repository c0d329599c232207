using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Signals;

namespace AgenticRecovery.Valuation;

/// <summary>
/// Whether a move can be meant at all in this state of the order. It says nothing of permission: that is the policy book's.
/// A missing order makes every move that needs one ineligible.
/// </summary>
public static class Eligibility
{
    /// <returns>Null when the move is possible; else why not, in words for the desk.</returns>
    public static string? WhyNot(string move, Situation situation) => Duties.WhyShort(move, situation) ?? move switch
    {
        nameof(Move.DoNothing) => situation.IsAnswerOwed ? "the customer waits for an answer" : Stalled(situation),
        nameof(Move.Explain) when NeverComing(situation) is { } gone => gone,
        nameof(Move.AskCustomer) when situation.Mode is FailureMode.WarehouseException && !situation.IsNoneLeft => "the warehouse can put it right without the customer",
        nameof(Move.Explain) or nameof(Move.Decline) or nameof(Move.AskCustomer) or nameof(Move.Apologise)
            or nameof(Move.ScheduleCallback) or nameof(Move.EscalateTo) or nameof(Move.ProductGuidance) => null,
        nameof(Move.ChangeProfileAddress) => situation.Customer is null ? "the customer is not known" : null,
        _ => situation.Order is { } order ? OfOrder(move, order, situation) : "no order is known",
    };

    private static string? OfOrder(string move, Order order, Situation situation) => move switch
    {
        nameof(Move.Reassure) when situation.Mode is FailureMode.RefundFollowUp => NoRefund(order, situation) ?? Bounced(situation) ?? Overdue(situation),
        nameof(Move.Reassure) => Finished(order)
            ?? (situation.IsCause("ParcelLost", "ParcelDamaged", "ParcelMisdelivered", "item.damaged", "item.wrong", "item.missing") ? "words do not bring the goods" : null)
            ?? ComingBack(order, situation) ?? NeverComing(situation),
        nameof(Move.UpdatePromise) => Finished(order) ?? (IsKept(situation) ? "the promised day still holds" : null)
            ?? (situation.Fact(FactNames.NewDate) is null && order.Shipments.All(s => s.ExpectedAt is null) ? "no real new date is known" : null)
            ?? (situation.IsCause("ParcelLost", "ParcelDamaged", "ParcelMisdelivered", "item.damaged", "item.wrong", "item.missing") ? "a new date does not bring the goods" : null)
            ?? ComingBack(order, situation),
        nameof(Move.RetryPayment) => Unpaid(order) ?? WhyNoRetry(order, situation),
        nameof(Move.SendPaymentLink) or nameof(Move.OfferOtherMethod) => Unpaid(order),
        nameof(Move.ChangePaymentMethod) => Changeable(order, situation),
        nameof(Move.ReserveStock) => BeforeShipping(order),
        nameof(Move.VerifyCustomer) => OnHold(order) ?? StronglyRisky(situation),
        nameof(Move.ReleaseHold) => OnHold(order) ?? UnconfirmedAddress(situation)
            ?? StronglyRisky(situation),
        nameof(Move.ChangeAddress) => Changeable(order, situation) ?? UnconfirmedAddress(situation),
        nameof(Move.EditItems) => Changeable(order, situation),
        nameof(Move.HoldFulfilment) => BeforeShipping(order),
        nameof(Move.StopShipment) => BeforeShipping(order),
        nameof(Move.LocateStock) => BeforeShipping(order)
            ?? (situation.StockFound is null ? "no other stock is known" : null),
        nameof(Move.Substitute) => BeforeShipping(order)
            ?? (situation.Fact(FactNames.SubstituteVariant) is null && !situation.Variants.Values.Any(v => v.IsAvailable) ? "nothing like it is in stock" : null),
        nameof(Move.SplitShipment) => BeforeShipping(order) ?? (order.Lines.Count < 2 ? "there is only one line" : null),
        nameof(Move.WaitTogether) => BeforeShipping(order) ?? (order.Lines.Count < 2 ? "there is only one line" : null) ?? NeverComing(situation),
        nameof(Move.CancelLine) => BeforeShipping(order) ?? (order.Lines.Count < 2 ? "there is only one line" : null),
        nameof(Move.CancelOrder) => BeforeShipping(order),
        nameof(Move.Expedite) => NotArrived(order),
        nameof(Move.FixWithWarehouse) => NotArrived(order) ?? (situation.IsNoneLeft ? "nothing is left that could be packed" : null),
        nameof(Move.Reroute) => NotArrived(order) ?? (order.Shipments.Count == 0 ? "no parcel is under way" : null)
            ?? (situation.Mode is FailureMode.AddressIssue or FailureMode.DeliveryException && situation.Fact(FactNames.NewAddress) is null ? "no other address is known" : null),
        nameof(Move.ClaimWithCarrier) => order.Shipments.Count == 0 ? "no parcel is under way" : null,
        nameof(Move.Replace) => WhyNotReplaced(order, situation),
        nameof(Move.Exchange) or nameof(Move.ReturnForRefund) => Delivered(order),
        nameof(Move.StoreCredit) => Refundable(order),
        nameof(Move.FullRefund) => Refundable(order) ?? NotDisputed(situation) ?? Unseen(order, situation) ?? Contradicted(situation),
        nameof(Move.PartialRefund) => Refundable(order) ?? NotDisputed(situation) ?? NothingKept(situation) ?? Unseen(order, situation),
        nameof(Move.LimitedIncentive) => Refundable(order) ?? NotDisputed(situation)
            ?? (situation.IsCause("ParcelStalled") ? "the parcel does not move, and money does not bring it" : null)
            ?? (situation.IsCause("item.damaged", "item.wrong", "item.missing") ? "the goods come first" : null) ?? ComingBack(order, situation),
        nameof(Move.AccelerateRefund) => NoRefund(order, situation) ?? OnItsWay(order, situation),
        nameof(Move.HonourCode) => situation.Fact(FactNames.Code) is null ? "no code is named"
            : situation.IsFact(FactNames.CodeValid) ? Refundable(order) : "the code is not valid for this order",
        nameof(Move.AnswerInquiry) => Open(situation) ?? Contradicted(situation)
            ?? (situation.Fact(FactNames.DisputeStage) == "inquiry" ? null : "money has moved already; only evidence or acceptance is left"),
        nameof(Move.SubmitEvidence) => Open(situation) ?? Unproven(situation)
            ?? (situation.Fact(FactNames.DisputeStage) == "inquiry" ? "an inquiry is answered, not contested" : null),
        nameof(Move.AcceptDispute) => Open(situation),
        _ => throw new ArgumentException($"'{move}' is no move."),
    };

    // What a system stopped moves again only when somebody acts, and a customer whose order stands still is owed a word.
    private static string? Stalled(Situation situation) => situation.IsCause(
        nameof(SignalKind.PaymentFailed), nameof(SignalKind.AddressInvalid),
        nameof(SignalKind.StockMissing), nameof(SignalKind.OrderUnavailable), nameof(SignalKind.WarehouseFault))
        || (situation.IsCause(nameof(SignalKind.DispatchLate)) && !IsKept(situation))
        ? "what stands still does not move by itself" : null;

    /// <summary>A new day is known and it is no later than the promised one.</summary>
    private static bool IsKept(Situation situation) => situation.Order?.PromisedAt is { } promised
        && situation.Fact(FactNames.NewDate) is { } text && IsoTime.TryParse(text, out var at) && at <= promised;

    private static string? ComingBack(Order order, Situation situation) =>
        situation.Mode is FailureMode.DeliveryException && order.Shipments is [.., { Status: "returned" or "return_to_sender" }] ? "the parcel comes back: it needs another address first" : null;

    // A supplier's last word about a missing part leaves nothing to wait for.
    private static string? NeverComing(Situation situation) =>
        situation.Mode is FailureMode.SplitShipment or FailureMode.InventoryMismatch && situation.IsNeverComing ? "the rest will not come any more" : null;

    private static string? NoRefund(Order order, Situation situation) =>
        order.Refunded.Minor > 0 || situation.IsFact(FactNames.RefundPending) ? null : "no refund is under way";

    // What is sent and not late is told, not paid again (returns.md §7 [V]).
    private static string? OnItsWay(Order order, Situation situation) => situation.Mode is FailureMode.RefundFollowUp && order.Refunded.Minor > 0
        && !situation.IsCause(nameof(SignalKind.RefundStuck)) && Overdue(situation) is null
        ? "the refund is on its way: the customer is told how it stands" : null;

    private static string? Bounced(Situation situation) => situation.IsCause(nameof(SignalKind.RefundStuck)) && situation.Fact("reason") is { } reason
        ? $"the provider could not pay it out: {reason}" : null;

    // Banks show a refund within 10 business days; later than that finance traces it (returns.md §7 [V]).
    private static string? Overdue(Situation situation) => situation.Fact(FactNames.SentAt) is { } text
        && IsoTime.TryParse(text, out var sent) && situation.Now - sent > TimeSpan.FromDays(14)
        ? "the bank should have shown it by now" : null;

    // Never guess an address (addresses.md §1): a safe correction or the customer's word must be there.
    private static string? UnconfirmedAddress(Situation situation) =>
        situation.Mode is FailureMode.AddressIssue && !situation.IsFact(FactNames.SamePoint) && situation.Fact(FactNames.NewAddress) is null
            ? "no safe or confirmed address is known yet" : null;

    private static string? Unpaid(Order order) => Closed(order) ?? (order.Paid >= order.Total ? "the order is paid" : null);

    // Order of authority: the gateway's flag, then the class of the decline, then the agreement to charge (payments.md §6).
    private static string? WhyNoRetry(Order order, Situation situation)
    {
        if (situation.IsFact(FactNames.DoNotRetry)) return "the network says not to try again";
        if (!situation.IsFact(FactNames.Mandate)) return "no agreement to charge without the customer";
        if (situation.Fact(FactNames.DeclineClass) is not "soft") return "only soft declines may be tried again silently";
        return order.Payments.Sum(p => p.Attempts) >= MostSilentAttempts ? $"{MostSilentAttempts} attempts were made" : null;
    }

    /// <summary>Own cap, far below the networks' (payments.md §6, assumption).</summary>
    private const int MostSilentAttempts = 4;

    private static string? OnHold(Order order) => Closed(order)
        ?? (order.Status is OrderStatus.OnHold || order.HoldReason is not null ? null : "the order is not on hold");

    /// <summary>True while the goods are in the warehouse and the order lives.</summary>
    public static bool BeforeShippingOf(Order order) => BeforeShipping(order) is null;

    internal static string? BeforeShipping(Order order) => Closed(order)
        ?? (order.Status is OrderStatus.AwaitingPayment or OrderStatus.Open or OrderStatus.OnHold or OrderStatus.Packing or OrderStatus.PartlyShipped
            ? null : "the goods have left the warehouse");

    private static string? Changeable(Order order, Situation situation) => Closed(order)
        ?? (order.Status is OrderStatus.AwaitingPayment or OrderStatus.Open or OrderStatus.OnHold ? null : "the warehouse has started")
        ?? (order.CutoffAt is { } cutoff && cutoff <= situation.Now ? "the cutoff has passed" : null);

    private static string? NotArrived(Order order) => Closed(order) ?? (order.Status is OrderStatus.Delivered or OrderStatus.ReturnRequested
        or OrderStatus.ExchangeRequested or OrderStatus.Returned ? "it has arrived" : null);

    private static string? Delivered(Order order) => Closed(order)
        ?? (order.Status is OrderStatus.Delivered or OrderStatus.ReturnRequested or OrderStatus.ExchangeRequested ? null : "it has not been delivered");

    internal static string? WhyNotReplaced(Order order, Situation situation) => Refundable(order) ?? NotDisputed(situation) ?? Unseen(order, situation)
        ?? (situation.Mode is FailureMode.ReturnRequest && !IsOurFault(situation) ? "nothing says that the item is wrong or faulty" : null)
        ?? (order.Status is OrderStatus.Shipped or OrderStatus.PartlyShipped or OrderStatus.Delivered or OrderStatus.Packing ? null : "nothing has been sent yet")
        ?? (IsSoldOut(order, situation) ? "the goods are out of stock" : null);

    /// <summary>A line that the stock cannot serve, as the allocation or the catalogue says.</summary>
    internal static bool IsSoldOut(Order order, Situation situation) => order.Lines.Any(line => line.Allocated == 0
        || (situation.Variants.TryGetValue(line.Variant, out var variant) && (!variant.IsAvailable || variant.Stock < line.Quantity)));

    private static string? Refundable(Order order) => order.Status is OrderStatus.Cancelled ? "the order is cancelled"
        : order.Refundable.Minor > 0 ? null : "nothing is left to refund";

    private static string? StronglyRisky(Situation situation) =>
        situation.IsFact(FactNames.StrongRisk) ? "a strong risk mark is on the order: a person decides" : null;

    private static string? NothingKept(Situation situation) => situation.IsCause("ParcelLost", "ParcelMisdelivered", "DeliveredNotReceived")
        ? "the customer has nothing to keep" : null;

    /// <summary>Damage is believed without photos up to 40.00 EUR (delivery.md §4; amount assumption), counted here in any currency as written.</summary>
    internal static string? Unseen(Order order, Situation situation) =>
        situation.IsCause("ParcelDamaged") && situation.Fact(FactNames.Photos) is null && order.Total.Amount > DamageWithoutPhotos
            ? "photos of the damage are missing" : null;

    private const decimal DamageWithoutPhotos = 40m;

    private static bool IsOurFault(Situation situation) => situation.Fact(FactNames.Fault) is not null
        || (situation.Cause is { } cause && (cause.Contains("defect", StringComparison.Ordinal) || cause.Contains("wrong", StringComparison.Ordinal) || cause.Contains("damag", StringComparison.OrdinalIgnoreCase)));

    // Money would leave twice (disputes.md §2).
    private static string? NotDisputed(Situation situation) => situation.Mode is FailureMode.Dispute && situation.Fact(FactNames.DisputeStage) != "inquiry"
        ? "a chargeback is open: the bank has moved the money already" : null;

    private static string? Open(Situation situation) => situation.Fact(FactNames.DisputeId) is null ? "no dispute is known" : null;

    // Who says it was not them, or that money is owed back, is answered by somebody who looked (disputes.md §5).
    private static string? Contradicted(Situation situation) => situation.Mode is not FailureMode.Dispute ? null : DisputeClaims.Of(situation.Fact("reason")) switch
    {
        DisputeClaim.Fraud => "the cardholder says they did not order it: a person looks first",
        DisputeClaim.CreditNotProcessed => "the cardholder says a refund is missing: finance looks at the payments first",
        DisputeClaim.Duplicate => "the cardholder says they paid twice: finance compares the payments first",
        _ => null,
    };

    // One submission, and only what the record shows (disputes.md §5).
    private static string? Unproven(Situation situation) => DisputeClaims.Of(situation.Fact("reason")) switch
    {
        DisputeClaim.Duplicate => "the cardholder says they paid twice: finance compares the payments first",
        DisputeClaim.NotReceived when !situation.IsFact(FactNames.DeliveryProof) => "no proof of delivery is on file",
        // Another claim may be met by other papers, unless the provider says that there are none.
        DisputeClaim.Unknown when situation.Fact(FactNames.DeliveryProof) is not null && !situation.IsFact(FactNames.DeliveryProof) => "no proof of delivery is on file",
        _ => null,
    };

    private static string? Finished(Order order) => order.Status is OrderStatus.Cancelled or OrderStatus.Returned ? "the order is over" : null;

    private static string? Closed(Order order) => order.Status is OrderStatus.Cancelled ? "the order is cancelled"
        : order.Status is OrderStatus.Returned ? "the order was returned" : null;
}
