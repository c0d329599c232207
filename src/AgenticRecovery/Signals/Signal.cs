using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Signals;

/// <summary>What happened, in the words of the source's own event. The usual failure mode of each is <see cref="SignalKinds.ModeOf"/>.</summary>
public enum SignalKind
{
    PaymentFailed,
    PaymentReview,
    CaptureDue,
    FraudHeld,
    AddressInvalid,
    StockMissing,
    PartAvailable,
    DispatchLate,
    WarehouseFault,
    ParcelLate,
    ParcelStalled,
    ParcelLost,
    ParcelDamaged,
    ParcelMisdelivered,
    DeliveredNotReceived,
    DisputeOpened,
    RefundStuck,
    ReviewLow,
    OrderCancelled,
    OrderUnavailable,
    CustomerMessage,
}

/// <summary>One thing that happened, from one source, at one time. The id is derived from the source, so the same event twice is one signal.</summary>
public sealed record Signal
{
    public required string Id { get; init; }
    public required string Source { get; init; }
    public required SignalKind Kind { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Absent for a customer's message that names no order.</summary>
    public OrderId? Order { get; init; }
    public CustomerId? Customer { get; init; }

    /// <summary>What the source says it is; triage may say otherwise.</summary>
    public FailureMode? Mode { get; init; }

    /// <summary>The customer's or carrier's own words: data, never instructions.</summary>
    public string? Text { get; init; }
    public string? Language { get; init; }
    public Money? Amount { get; init; }

    /// <summary>Further facts of the source, such as decline code, carrier, deadline.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    /// <summary>What a case is about, for joining later signals: the mode the source points to, or "Message".</summary>
    public string Subject => (Mode ?? SignalKinds.ModeOf(Kind))?.ToString() ?? "Message";
}

public static class SignalKinds
{
    /// <summary>The failure mode a kind of signal points to; null for a customer's message, which triage must read.</summary>
    public static FailureMode? ModeOf(SignalKind kind) => kind switch
    {
        SignalKind.PaymentFailed or SignalKind.PaymentReview or SignalKind.CaptureDue => FailureMode.PaymentFailure,
        SignalKind.FraudHeld => FailureMode.FraudHold,
        SignalKind.AddressInvalid => FailureMode.AddressIssue,
        SignalKind.StockMissing or SignalKind.OrderUnavailable => FailureMode.InventoryMismatch,
        SignalKind.PartAvailable => FailureMode.SplitShipment,
        SignalKind.DispatchLate => FailureMode.FulfilmentDelay,
        SignalKind.WarehouseFault => FailureMode.WarehouseException,
        SignalKind.ParcelLate or SignalKind.ParcelStalled or SignalKind.ParcelLost or SignalKind.ParcelDamaged
            or SignalKind.ParcelMisdelivered or SignalKind.DeliveredNotReceived => FailureMode.DeliveryException,
        SignalKind.DisputeOpened => FailureMode.Dispute,
        SignalKind.RefundStuck => FailureMode.RefundFollowUp,
        SignalKind.ReviewLow => FailureMode.ServiceFailure,
        SignalKind.OrderCancelled => FailureMode.CancelRequest,
        SignalKind.CustomerMessage => null,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
