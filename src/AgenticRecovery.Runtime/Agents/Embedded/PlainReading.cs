using AgenticRecovery.Cases;
using AgenticRecovery.Triage;
using AgenticRecovery.Triage.Reading;
using AgenticRecovery.Valuation;

namespace AgenticRecovery.Agents;

/// <summary>
/// What the words say plainly once the record stands beside them, where the trained model alone is unsure or sees half of it: "in
/// blue instead of white" of an open order is a change, of a delivered one a complaint.
/// </summary>
internal static class PlainReading
{
    private const decimal Sure = 0.9m;

    /// <returns>The mode, how sure, and the tag of the cause; null where nothing plain is said.</returns>
    public static (FailureMode Mode, decimal Confidence, string Tag)? Of(string text, TriageInput input, TextReading said, CaseWords words)
    {
        if (OutsideSigns.IsOfAnotherShop(text))
            return (FailureMode.Unclear, said.Confidence, "customer.other-shop");
        if (MoneySigns.Threatens(text))
            return (FailureMode.ConcessionRequest, Sure, "customer.pressure");
        if (MoneySigns.DemandsSum(text))
            return (FailureMode.ConcessionRequest, Sure, "customer.demand");
        // The helpdesk looked a code up: then the wish is about it, however it is worded.
        if (words[FactNames.Code] is not null && said.Mode is FailureMode.Unclear or FailureMode.ChangeRequest or FailureMode.PaymentFailure)
            return (FailureMode.ConcessionRequest, Sure, "customer.concession-request");
        if (MoneySigns.AsksShippingBack(text))
            return (FailureMode.ConcessionRequest, Sure, "customer.shipping-fee");
        return input.Order is not { } order ? null
            : order.Refunded.Minor > 0 && (PlainSigns.AsksForRefund(text) || MoneySigns.AsksAboutPastRefund(text)) && said.Mode is not FailureMode.Dispute
                ? (FailureMode.RefundFollowUp, Sure, "customer.refund-follow-up")
            : Eligibility.BeforeShippingOf(order) ? OfOpen(text, order, said) : OfSent(text, order, said);
    }

    private static (FailureMode, decimal, string)? OfOpen(string text, Order order, TextReading said)
    {
        if (said is { Mode: FailureMode.CancelRequest, Confidence: >= 0.8m } && !IsRather(text, order))
            return null;
        if (SplitWish.Read(text, order) is not null && !PartCancel.IsUttered(text))
            return (FailureMode.SplitShipment, Sure, "customer.split-shipment");
        if (AddressTold.In(text, order.ShipTo, order.Id) is not null || AddressTold.NamesAnother(text, order.ShipTo, order.Id))
            return (FailureMode.ChangeRequest, Sure, "customer.address");
        return said.Mode is FailureMode.Unclear && VariantWish.IsUttered(text) ? (FailureMode.ChangeRequest, Sure, "customer.change-request") : null;
    }

    // "I must cancel, I gave the wrong number; or can you change it?" wants the change.
    private static bool IsRather(string text, Order order) => AddressTold.In(text, order.ShipTo, order.Id) is not null && !CancelWish.IsPlain(text, order);

    private static (FailureMode, decimal, string)? OfSent(string text, Order order, TextReading said)
    {
        var isHere = order.Status is OrderStatus.Delivered;
        if (FitSigns.OnlyPartCame(text) && !PlainSigns.WantsOut(text) && !PlainSigns.AsksForRefund(text))
            return isHere && said.Mode is not (FailureMode.ReturnRequest or FailureMode.RefundFollowUp) ? (FailureMode.DeliveryException, Sure, "item.missing")
                : isHere ? null : (FailureMode.DeliveryAnxiety, Sure, "customer.worry");
        if (!isHere || said.Mode is FailureMode.Dispute or FailureMode.ConcessionRequest)
            return null;
        if (FitSigns.AsksFit(text) && PlainSigns.FaultIn(text) is null)
            return (FailureMode.ReturnRequest, Sure, "customer.fit-question");
        if (PlainSigns.WantsOut(text))
            return null;
        if (said.Mode is FailureMode.Unclear && VariantWish.IsUttered(text))
            return (FailureMode.ReturnRequest, Sure, "customer.return-request");
        // Goods that came broken or in another's place were never delivered as bought.
        if (FitSigns.HasCome(text) && PlainSigns.FaultIn(text) is "item.wrong")
            return (FailureMode.DeliveryException, Sure, "item.wrong");
        if (FitSigns.HasCome(text) && FitSigns.CameDamaged(text))
            return (FailureMode.DeliveryException, Sure, "item.damaged");
        return said.Mode is FailureMode.Unclear && PlainSigns.FaultIn(text) is { } fault ? (FailureMode.ReturnRequest, Sure, fault) : null;
    }
}
