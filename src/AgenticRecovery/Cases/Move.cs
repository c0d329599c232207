using System.Text.Json.Serialization;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Cases;

/// <summary>
/// One intervention, a typed value with arguments. A model may name a move and its arguments; amounts are always
/// filled in by code (<see cref="MovePrice"/>), never read from a model's text.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "move")]
[JsonDerivedType(typeof(DoNothing), nameof(DoNothing))]
[JsonDerivedType(typeof(Reassure), nameof(Reassure))]
[JsonDerivedType(typeof(UpdatePromise), nameof(UpdatePromise))]
[JsonDerivedType(typeof(ProductGuidance), nameof(ProductGuidance))]
[JsonDerivedType(typeof(Explain), nameof(Explain))]
[JsonDerivedType(typeof(Decline), nameof(Decline))]
[JsonDerivedType(typeof(AskCustomer), nameof(AskCustomer))]
[JsonDerivedType(typeof(Apologise), nameof(Apologise))]
[JsonDerivedType(typeof(ScheduleCallback), nameof(ScheduleCallback))]
[JsonDerivedType(typeof(EscalateTo), nameof(EscalateTo))]
[JsonDerivedType(typeof(RetryPayment), nameof(RetryPayment))]
[JsonDerivedType(typeof(SendPaymentLink), nameof(SendPaymentLink))]
[JsonDerivedType(typeof(OfferOtherMethod), nameof(OfferOtherMethod))]
[JsonDerivedType(typeof(ChangePaymentMethod), nameof(ChangePaymentMethod))]
[JsonDerivedType(typeof(ReserveStock), nameof(ReserveStock))]
[JsonDerivedType(typeof(VerifyCustomer), nameof(VerifyCustomer))]
[JsonDerivedType(typeof(ReleaseHold), nameof(ReleaseHold))]
[JsonDerivedType(typeof(ChangeAddress), nameof(ChangeAddress))]
[JsonDerivedType(typeof(ChangeProfileAddress), nameof(ChangeProfileAddress))]
[JsonDerivedType(typeof(Reroute), nameof(Reroute))]
[JsonDerivedType(typeof(HoldFulfilment), nameof(HoldFulfilment))]
[JsonDerivedType(typeof(StopShipment), nameof(StopShipment))]
[JsonDerivedType(typeof(LocateStock), nameof(LocateStock))]
[JsonDerivedType(typeof(Substitute), nameof(Substitute))]
[JsonDerivedType(typeof(SplitShipment), nameof(SplitShipment))]
[JsonDerivedType(typeof(WaitTogether), nameof(WaitTogether))]
[JsonDerivedType(typeof(CancelLine), nameof(CancelLine))]
[JsonDerivedType(typeof(EditItems), nameof(EditItems))]
[JsonDerivedType(typeof(CancelOrder), nameof(CancelOrder))]
[JsonDerivedType(typeof(Expedite), nameof(Expedite))]
[JsonDerivedType(typeof(FixWithWarehouse), nameof(FixWithWarehouse))]
[JsonDerivedType(typeof(ClaimWithCarrier), nameof(ClaimWithCarrier))]
[JsonDerivedType(typeof(Replace), nameof(Replace))]
[JsonDerivedType(typeof(Exchange), nameof(Exchange))]
[JsonDerivedType(typeof(ReturnForRefund), nameof(ReturnForRefund))]
[JsonDerivedType(typeof(StoreCredit), nameof(StoreCredit))]
[JsonDerivedType(typeof(PartialRefund), nameof(PartialRefund))]
[JsonDerivedType(typeof(FullRefund), nameof(FullRefund))]
[JsonDerivedType(typeof(AccelerateRefund), nameof(AccelerateRefund))]
[JsonDerivedType(typeof(HonourCode), nameof(HonourCode))]
[JsonDerivedType(typeof(LimitedIncentive), nameof(LimitedIncentive))]
[JsonDerivedType(typeof(AnswerInquiry), nameof(AnswerInquiry))]
[JsonDerivedType(typeof(SubmitEvidence), nameof(SubmitEvidence))]
[JsonDerivedType(typeof(AcceptDispute), nameof(AcceptDispute))]
public abstract record Move
{
    private Move() { }

    /// <summary>The glossary name, as used in playbooks, policy books, tools and JSON.</summary>
    [JsonIgnore] public string Name => GetType().Name;

    /// <summary>The amount the move itself names; null where the price comes from the order.</summary>
    [JsonIgnore]
    public Money? FixedAmount => this switch
    {
        PartialRefund refund => refund.Amount,
        StoreCredit credit => credit.Amount,
        LimitedIncentive incentive => incentive.Amount,
        _ => null,
    };

    // Words only.
    public sealed record DoNothing : Move;
    /// <summary>Tell the customer the facts that answer their worry.</summary>
    public sealed record Reassure(string About) : Move;
    /// <summary>Tell the customer a new, real date. The date comes from the carrier, warehouse or supplier.</summary>
    public sealed record UpdatePromise(DateTimeOffset PromiseAt) : Move;
    public sealed record ProductGuidance(string Topic) : Move;
    public sealed record Explain(string Reason) : Move;
    public sealed record Decline(string Reason) : Move;
    public sealed record AskCustomer(string Question) : Move;
    /// <summary>An apology that names the fact it is for.</summary>
    public sealed record Apologise(string Fact) : Move;
    public sealed record ScheduleCallback(DateTimeOffset At) : Move;
    /// <summary>A task for a named owner (finance, risk, warehouse, operations) with exact instructions.</summary>
    public sealed record EscalateTo(string Owner, string Instructions) : Move;

    // Payment.
    public sealed record RetryPayment(PaymentMethodId Method) : Move;
    public sealed record SendPaymentLink : Move;
    public sealed record OfferOtherMethod : Move;
    public sealed record ChangePaymentMethod(PaymentMethodId To) : Move;
    public sealed record ReserveStock : Move;

    // Fraud.
    public sealed record VerifyCustomer(string Question) : Move;
    public sealed record ReleaseHold : Move;

    // Address.
    public sealed record ChangeAddress(Address To) : Move;
    /// <summary>The customer's default address, not that of one order.</summary>
    public sealed record ChangeProfileAddress(Address To) : Move;
    public sealed record Reroute(Address To) : Move;
    public sealed record HoldFulfilment(string Reason) : Move;
    public sealed record StopShipment : Move;

    // Stock and items.
    public sealed record LocateStock(LineId Line) : Move;
    public sealed record Substitute(LineId Line, VariantId By) : Move;
    public sealed record SplitShipment(IReadOnlyList<LineId> Now) : Move;
    public sealed record WaitTogether : Move;
    public sealed record CancelLine(LineId Line) : Move;
    /// <summary>Other variants of the same products before shipping; a price difference goes to <paramref name="Method"/>.</summary>
    public sealed record EditItems(IReadOnlyList<ItemSwap> Swaps, PaymentMethodId? Method) : Move;
    public sealed record CancelOrder(string Reason) : Move;

    // Warehouse and carrier.
    public sealed record Expedite : Move;
    public sealed record FixWithWarehouse(string Instructions) : Move;
    public sealed record ClaimWithCarrier(ShipmentId Shipment) : Move;
    public sealed record Replace(IReadOnlyList<LineId> Lines) : Move;

    // After delivery, and money.
    public sealed record Exchange(IReadOnlyList<ItemSwap> Swaps, PaymentMethodId? Method) : Move;
    public sealed record ReturnForRefund(IReadOnlyList<LineId> Lines, PaymentMethodId? To) : Move;
    public sealed record StoreCredit(Money Amount) : Move;
    public sealed record PartialRefund(Money Amount, string Basis) : Move;
    public sealed record FullRefund(string Basis) : Move;
    public sealed record AccelerateRefund : Move;
    public sealed record HonourCode(string Code) : Move;
    /// <summary>A concession step of the playbook; the amount is the step's.</summary>
    public sealed record LimitedIncentive(Money Amount) : Move;

    // Disputes.
    public sealed record AnswerInquiry(string DisputeId) : Move;
    public sealed record SubmitEvidence(string DisputeId) : Move;
    public sealed record AcceptDispute(string DisputeId) : Move;
}

/// <summary>One unit of an ordered line, to be exchanged for another variant.</summary>
public sealed record ItemSwap(LineId Line, VariantId To);
