using AgenticRecovery.Cases;
using AgenticRecovery.Signals;

namespace AgenticRecovery.Valuation;

/// <summary>
/// What the shop owes, whatever the order earns: the way out to somebody who said they want out, whole goods, a code it
/// issued, goods it sold and still has, word of a later date. A move that leaves a duty undone is no choice of a ladder;
/// whether a move is permitted stays the policy book's to say. A person may always be asked.
/// </summary>
public static class Duties
{
    /// <returns>Why the move comes short of what is owed; null when it does not.</returns>
    public static string? WhyShort(string move, Situation situation) =>
        move == nameof(Move.EscalateTo) ? null
        : WayOut(move, situation) ?? WholeGoods(move, situation) ?? Code(move, situation) ?? GoodsInStock(move, situation) ?? Notice(move, situation) ?? Answer(move, situation) ?? OwnSide(situation);

    // After "I want out" only what carries it out is left: nothing is sold, explained away or left lying (law.md §1, §10).
    private static string? WayOut(string move, Situation situation) => situation.IsRightUttered && move is not
        (nameof(Move.CancelOrder) or nameof(Move.CancelLine) or nameof(Move.ReturnForRefund) or nameof(Move.FullRefund)
        or nameof(Move.AccelerateRefund) or nameof(Move.ClaimWithCarrier) or nameof(Move.Reroute))
        ? "the customer has said they want out; nothing else comes first" : null;

    // Until the customer holds the goods the risk is the shop's (law.md §1), and nobody waits for the carrier's claim (delivery.md §3).
    private static string? WholeGoods(string move, Situation situation)
    {
        if (situation.Order is not { } order || !AreOwed(order, situation))
            return null;
        return move switch
        {
            nameof(Move.PartialRefund) when situation.IsFact(FactNames.KeepsItem) => null,
            _ when situation.IsFact(FactNames.KeepsItem) && !situation.IsFact(FactNames.WantsMoney) => "the customer keeps the item and asks for something back",
            nameof(Move.Replace) => null,
            // With nothing to send, money or a wait is the customer's choice.
            nameof(Move.AskCustomer) when IsChoiceOpen(order, situation) => null,
            nameof(Move.FullRefund) when IsChoiceOpen(order, situation) => "the goods are sold out: the customer chooses between waiting and the money",
            nameof(Move.FullRefund) or nameof(Move.ReturnForRefund) => Eligibility.WhyNotReplaced(order, situation) is null && !situation.IsFact(FactNames.WantsMoney)
                ? "the goods are in stock: they were bought, so they come first" : null,
            _ => "the customer is owed whole goods or the money, not words",
        };
    }

    private static bool IsChoiceOpen(Order order, Situation situation) =>
        situation.Mode is FailureMode.DeliveryException && !situation.IsFact(FactNames.WantsMoney) && Eligibility.IsSoldOut(order, situation);

    private static bool AreOwed(Order order, Situation situation) =>
        (situation.Mode is FailureMode.ReturnRequest && situation.IsCause("item.wrong", "item.defect"))
        || situation.Mode is FailureMode.DeliveryException
        && (situation.IsCause(nameof(SignalKind.ParcelLost), nameof(SignalKind.ParcelMisdelivered))
            || (situation.IsCause(nameof(SignalKind.DeliveredNotReceived)) && situation.IsFact(FactNames.LookedAround))
            || (situation.IsCause("item.damaged", "item.wrong", "item.missing") && situation.Fact(FactNames.Photos) is not null)
            || (situation.IsCause(nameof(SignalKind.ParcelDamaged)) && Eligibility.Unseen(order, situation) is null));

    // A code the shop issued is a promise; one it did not issue, or a wish without a ground, is answered and earns nothing.
    private static string? Code(string move, Situation situation)
    {
        if (situation.Mode is not FailureMode.ConcessionRequest)
            return null;
        if (situation.Fact(FactNames.Code) is not null && situation.Fact(FactNames.CodeValid) is { } valid)
            return situation.IsFact(FactNames.CodeValid)
                ? move == nameof(Move.HonourCode) ? null : "the shop issued this code, so it is honoured"
                : move == nameof(Move.Decline) ? null : $"the code is not one of the shop's for this order (valid: {valid})";
        if (HasGround(situation))
            return move is nameof(Move.Explain) or nameof(Move.AskCustomer) ? "something went wrong, and the customer says what they ask for it" : null;
        return move == nameof(Move.Decline) ? null : "nothing went wrong, so there is nothing to make good";
    }

    /// <summary>Something that the record shows went wrong: a fault, or a promised day that passed.</summary>
    private static bool HasGround(Situation situation) => situation.Fact(FactNames.Fault) is not null
        || (situation.NamesFault && situation.Order is { PromisedAt: { } promised } order && promised < (order.DeliveredAt ?? situation.Now));

    private static string? GoodsInStock(string move, Situation situation) =>
        situation.Mode is FailureMode.InventoryMismatch && situation.StockFound is not null && move != nameof(Move.LocateStock)
        && situation.Order is { } order && Eligibility.BeforeShipping(order) is null
            ? "the goods lie elsewhere: what was sold is sent from there" : null;

    // What nobody answers before its day is lost; giving it up is a choice that somebody makes (disputes.md §7).
    private static string? Answer(string move, Situation situation) =>
        situation.Mode is FailureMode.Dispute && situation.Fact(FactNames.DisputeId) is not null
        && move is not (nameof(Move.AnswerInquiry) or nameof(Move.SubmitEvidence) or nameof(Move.AcceptDispute) or nameof(Move.FullRefund))
            ? "the bank waits for an answer" : null;

    // A payment under review, or one to be captured, has not failed: nothing is asked of the customer.
    private static string? OwnSide(Situation situation) =>
        situation.IsCause(nameof(SignalKind.CaptureDue), nameof(SignalKind.PaymentReview))
            ? "the payment has not failed: finance has to act, not the customer" : null;

    // A day that will not be kept is told before it passes, with a free way out (law.md, 16 CFR 435).
    private static string? Notice(string move, Situation situation) =>
        situation.Order is { PromisedAt: { } promised } order && (situation.Mode is FailureMode.DeliveryException ? IsUnderWay(order)
            : situation.Mode is FailureMode.InventoryMismatch or FailureMode.FulfilmentDelay or FailureMode.WarehouseException or FailureMode.SplitShipment && Eligibility.BeforeShipping(order) is null)
        && situation.Fact(FactNames.NewDate) is { } text && IsoTime.TryParse(text, out var later) && later > promised
        && move is nameof(Move.DoNothing) or nameof(Move.Reassure) or nameof(Move.Explain) or nameof(Move.AskCustomer) or nameof(Move.Apologise) or nameof(Move.WaitTogether)
            ? "the promised day will not be kept: the customer is owed the new one" : null;

    // A parcel that only moves late; one that is lost or comes back needs more than a date.
    private static bool IsUnderWay(Order order) => order.Status is OrderStatus.Shipped or OrderStatus.PartlyShipped && order.Shipments is not [.., { Status: "returned" or "return_to_sender" or "lost" }];
}
