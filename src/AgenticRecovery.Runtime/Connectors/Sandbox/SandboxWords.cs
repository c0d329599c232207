namespace AgenticRecovery.Connectors.Sandbox;

/// <summary>Words of order attributes that this shop understands. A seed may set them; anything else is carried along untouched.</summary>
public static class SandboxWords
{
    /// <summary>"declines" lets every retry of this order's payment fail; without it a soft decline clears at the next try.</summary>
    public const string Retry = "sim.retry";

    /// <summary>A code that is honest for this order: <c>code.SUMMER10</c> = percent off the goods, 1–100.</summary>
    public const string CodePrefix = "code.";

    /// <summary>An open dispute: its id; with <see cref="DisputeStage"/> and <see cref="DisputeDueAt"/>.</summary>
    public const string Dispute = "dispute";

    /// <summary>"inquiry" or "chargeback" (default).</summary>
    public const string DisputeStage = "dispute.stage";

    /// <summary>ISO 8601 instant.</summary>
    public const string DisputeDueAt = "dispute.dueAt";

    /// <summary>How a refund of the seed stands: "pending" (default), "failed" or "paid".</summary>
    public const string RefundStatus = "refund.status";

    /// <summary>Last day of the return window, ISO 8601 instant; without it the shop takes returns at any time.</summary>
    public const string ReturnUntil = "returnUntil";

    /// <summary>Units elsewhere, not counted in free stock: <c>elsewhere.VARIANT</c> = units.</summary>
    public const string ElsewherePrefix = "elsewhere.";

    /// <summary>"express" once the order was expedited.</summary>
    public const string Delivery = "delivery";

    /// <summary>How a split order is sent: "split" or "together".</summary>
    public const string Plan = "plan";

    /// <summary>"confirmed" for a hold that the risk team has confirmed as fraud: it cannot be released.</summary>
    public const string Fraud = "fraud";
}
