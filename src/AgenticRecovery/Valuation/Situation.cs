using AgenticRecovery.Cases;
using AgenticRecovery.Economics;
using AgenticRecovery.Signals;

namespace AgenticRecovery.Valuation;

/// <summary>All that valuing a case may look at: facts of now, gathered before. Nothing here is fetched later.</summary>
public sealed record Situation
{
    public required FailureMode Mode { get; init; }
    public required DateTimeOffset Now { get; init; }
    public Order? Order { get; init; }
    public Customer? Customer { get; init; }

    /// <summary>
    /// What narrows the mode: a signal kind ("ParcelLost") or a root-cause tag; null when unknown. Tags of triage that mean
    /// a signal kind ("carrier.lost") become that kind, so that odds by cause are written once.
    /// </summary>
    public string? Cause
    {
        get;
        init => field = value switch
        {
            "carrier.lost" => nameof(SignalKind.ParcelLost),
            "carrier.damaged" => nameof(SignalKind.ParcelDamaged),
            "carrier.misdelivered" => nameof(SignalKind.ParcelMisdelivered),
            "carrier.delivered-not-received" => nameof(SignalKind.DeliveredNotReceived),
            "carrier.no-scan" => nameof(SignalKind.ParcelStalled),
            "carrier.late" => nameof(SignalKind.ParcelLate),
            _ => value,
        };
    }

    /// <summary>Facts of the signals, by name; <see cref="FactNames"/> lists those that valuing understands.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();

    /// <summary>Variants of the products in question, for exchanges and substitutes.</summary>
    public IReadOnlyDictionary<VariantId, Variant> Variants { get; init; } = new Dictionary<VariantId, Variant>();

    /// <summary>Concessions this customer was given in the last 180 days.</summary>
    public int ConcessionsBefore { get; init; }

    /// <summary>True while the customer waits for an answer of the shop: then saying nothing is no choice.</summary>
    public bool IsAnswerOwed { get; init; }

    /// <summary>True once the customer has clearly said they withdraw or want their money: nothing may then be sold to them first.</summary>
    public bool IsRightUttered { get; init; }

    /// <summary>False when the customer asks for something off the price and names nothing that went wrong.</summary>
    public bool NamesFault { get; init; } = true;

    /// <summary>Where the missing goods were found; null when nobody found any.</summary>
    public string? StockFound => Fact(FactNames.StockElsewhere) ?? Fact(FactNames.Found);

    /// <summary>True when the warehouse says that no unit is left.</summary>
    public bool IsNoneLeft => Says(FactNames.Fault, "none left", "no more left", "last unit", "last one", "out of stock", "sold out");

    /// <summary>True when a supplier or the warehouse says that the missing goods will never come.</summary>
    public bool IsNeverComing => Fact(FactNames.NewDate) is null && Says("reason", "discontinued", "will not come", "no longer made", "never again", "withdrawn from sale");

    private bool Says(string fact, params ReadOnlySpan<string> words)
    {
        if (Fact(fact) is not { } text) return false;
        foreach (var word in words)
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    public Currency Currency => Order?.Currency ?? Currency.Eur;

    public bool IsCause(params ReadOnlySpan<string> causes)
    {
        foreach (var cause in causes)
            if (string.Equals(cause, Cause, StringComparison.Ordinal)) return true;
        return false;
    }

    public string? Fact(string name) => Facts.TryGetValue(name, out var value) ? value : null;

    public bool IsFact(string name) => string.Equals(Fact(name), "true", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Signal attributes and gathered facts that valuing and eligibility understand; others are ignored.</summary>
public static class FactNames
{
    /// <summary>"hard", "soft", "data", "sca" or "issuer": the class of a decline.</summary>
    public const string DeclineClass = "declineClass";
    /// <summary>"true" when the customer agreed to be charged again without being present.</summary>
    public const string Mandate = "mandate";
    /// <summary>"true" when the gateway or network says not to retry.</summary>
    public const string DoNotRetry = "doNotRetry";
    /// <summary>"true" when a strong fraud mark is on the order (stolen card, issuer report).</summary>
    public const string StrongRisk = "strongRisk";
    /// <summary>"true" when the two versions of an address are the same delivery point.</summary>
    public const string SamePoint = "samePoint";
    /// <summary>The address in one line that the customer or a validator gave.</summary>
    public const string NewAddress = "newAddress";
    /// <summary>Where else the missing goods are, such as a warehouse name.</summary>
    public const string StockElsewhere = "stockElsewhere";
    /// <summary>Where the warehouse found the missing unit after all, such as "next aisle".</summary>
    public const string Found = "found";
    /// <summary>"true" when the customer has looked around for a parcel that was scanned as delivered.</summary>
    public const string LookedAround = "lookedAround";
    /// <summary>A variant id that could replace the missing one.</summary>
    public const string SubstituteVariant = "substituteVariant";
    /// <summary>A real date (ISO 8601) from carrier, warehouse or supplier.</summary>
    public const string NewDate = "newDate";
    /// <summary>"inquiry" or "chargeback".</summary>
    public const string DisputeStage = "disputeStage";
    public const string DisputeId = "disputeId";
    /// <summary>When the provider wants the answer (ISO 8601).</summary>
    public const string DueAt = "dueAt";
    /// <summary>"true" when a dated proof of delivery is in the store.</summary>
    public const string DeliveryProof = "deliveryProof";
    /// <summary>The discount code a customer names, and "true" when the shop finds it valid for this order.</summary>
    public const string Code = "code";
    public const string CodeValid = "codeValid";
    /// <summary>What the code was worth, major units of the order's currency.</summary>
    public const string CodeValue = "codeValue";
    /// <summary>"true" when a refund for this order is already under way.</summary>
    public const string RefundPending = "refundPending";
    /// <summary>When the refund was sent (ISO 8601).</summary>
    public const string SentAt = "sentAt";
    /// <summary>"true" when the customer asked for the money rather than the goods.</summary>
    public const string WantsMoney = "wantsMoney";
    /// <summary>"true" when the customer said they keep the item although it is damaged.</summary>
    public const string KeepsItem = "keepsItem";
    /// <summary>How many photos of a damage are on file.</summary>
    public const string Photos = "photos";
    /// <summary>What is wrong with the goods, in words of the source.</summary>
    public const string Fault = "fault";
    public const string Carrier = "carrier";
}
