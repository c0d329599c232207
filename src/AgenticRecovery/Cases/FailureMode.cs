namespace AgenticRecovery.Cases;

/// <summary>What kind of breakdown a case is. Each has a playbook, <c>workflows/playbooks/&lt;mode&gt;.yaml</c>.</summary>
public enum FailureMode
{
    PaymentFailure,
    FraudHold,
    AddressIssue,
    InventoryMismatch,
    SplitShipment,
    FulfilmentDelay,
    ChangeRequest,
    CancelRequest,
    WarehouseException,
    DeliveryException,
    ReturnRequest,
    RefundFollowUp,
    ConcessionRequest,
    Dispute,
    DeliveryAnxiety,
    ServiceFailure,
    Unclear,
}

/// <summary>The life of a case; see <c>docs/cases.md</c>.</summary>
public enum CaseState
{
    Detected,
    Diagnosed,
    Valued,
    Proposed,
    Held,
    AwaitingApproval,
    Acting,
    AwaitingCustomer,
    Verifying,
    Closed,
}

/// <summary>How a case ended, verified with the source system.</summary>
public enum CaseResult
{
    /// <summary>The order moved as the playbook's definition of done asks.</summary>
    Recovered,
    /// <summary>Answered; nothing had to change.</summary>
    Answered,
    /// <summary>The order was cancelled or refunded, as the customer or the law wanted.</summary>
    Released,
    /// <summary>The policy or a person refused, and the customer was told why.</summary>
    Declined,
    /// <summary>A person took the case over.</summary>
    TakenOver,
    /// <summary>Withdrawn: by the source, or by a person with a reason.</summary>
    Withdrawn,
}
