using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Policy;

/// <summary>
/// What is known when a move is proposed; <see cref="SituationFacts.Of"/> turns it into the facts of the book. Null means not known.
/// Whatever follows from order, customer and move is derived; the rest is given here.
/// </summary>
public sealed record Situation
{
    public required DateTimeOffset At { get; init; }
    public required Move Move { get; init; }

    /// <summary>From the pricing code, in the order's currency where there is an order.</summary>
    public required Money Amount { get; init; }
    public required Money Cost { get; init; }

    /// <summary>True for a person's proposal, false for a model's.</summary>
    public required bool IsPerson { get; init; }
    public decimal? ProposalConfidence { get; init; }

    /// <summary>True when an argument that steers money or goods comes from a text somebody outside wrote.</summary>
    public bool? IsTainted { get; init; }

    /// <summary>True when a text of the case gives the software orders.</summary>
    public bool? TextInstructions { get; init; }
    public bool? ShopCanDo { get; init; }

    /// <summary>How the move stands to the customer's words, as one of the published words; null lets it be unread, or open for a person's proposal.</summary>
    public string? RequestMatch { get; init; }

    public FailureMode? Mode { get; init; }
    public decimal? Confidence { get; init; }

    /// <summary>Name of triage's verdict: FixableNow, NeedsCustomerDecision, MustCancel, NeedsPerson.</summary>
    public string? Fixability { get; init; }

    public Order? Order { get; init; }

    /// <summary>When order and parcel were read from the shop; null means just now.</summary>
    public DateTimeOffset? OrderReadAt { get; init; }
    public Customer? Customer { get; init; }

    /// <summary>Products of the lines and of the wanted items; without them a swap's facts are unknown.</summary>
    public IReadOnlyList<Product> Products { get; init; } = [];

    /// <summary>The person is the order's owner: by lookup for a message, true for the shop's own events.</summary>
    public bool? Identified { get; init; }
    public bool? Asked { get; init; }
    public bool? Confirmed { get; init; }
    public bool? AwaitsAnswer { get; init; }
    public TimeSpan? ContactAge { get; init; }
    public bool? QuietHours { get; init; }
    public bool? MarketingConsent { get; init; }

    public CaseHistory? History { get; init; }
    public CaseRights Rights { get; init; } = new();

    public Money? ValueExpected { get; init; }

    /// <summary>From <see cref="PolicyBook.ShadowPrice"/>; null where the move has no paced budget, which is a price of 0.</summary>
    public decimal? ShadowPrice { get; init; }

    /// <summary>The validator's word where it knows better than a comparison of texts: format, samePoint, samePostcode, otherPostcode, otherCountry.</summary>
    public string? AddressChange { get; init; }

    /// <summary>Class of the last decline where the gateway gave one; else it follows from the decline code.</summary>
    public string? DeclineCategory { get; init; }
    public bool? HasMandate { get; init; }
    public DateTimeOffset? LastAttemptAt { get; init; }

    /// <summary>Fraud signals by their published words; null when the source gave none for a held order.</summary>
    public IReadOnlyList<string>? RiskSignals { get; init; }
    public bool? HasPhoto { get; init; }
    public bool? HasProof { get; init; }
    public bool? CodeIsValid { get; init; }

    /// <summary>Dates that carrier, warehouse or supplier gave, beside those on the order's shipments.</summary>
    public IReadOnlyList<DateTimeOffset> GroundedDates { get; init; } = [];

    /// <summary>none, inquiry or chargeback.</summary>
    public string? DisputeStage { get; init; }
    public DateTimeOffset? DisputeDueAt { get; init; }

    public string? Household { get; init; }
}

/// <summary>What the store has counted for the case, the order and the customer.</summary>
public sealed record CaseHistory
{
    public required int ContactsLast24h { get; init; }
    public required int ContactsPerCase { get; init; }
    public required int ConcessionsLast180d { get; init; }
    public required Money ConcessionsAmount180d { get; init; }
    public required int ConcessionsInCase { get; init; }

    /// <summary>Refunds of the customer in 30 days, without the one proposed.</summary>
    public required Money RefundsLast30d { get; init; }
    public required int ApologiesLast60d { get; init; }
    public required int PaymentLinksLastHour { get; init; }

    /// <summary>Given to the customer by this case's moves so far.</summary>
    public required Money CaseSpent { get; init; }
    public required int CaseWrites { get; init; }
    public required bool OrderEdited { get; init; }
    public required bool OrderExchanged { get; init; }
}

/// <summary>What the law gives the customer, where it is known from elsewhere than the order.</summary>
public sealed record CaseRights
{
    /// <summary>The customer said they want out; null lets it follow from the failure mode.</summary>
    public bool? WithdrawalUttered { get; init; }
    public bool? ReceiptConfirmed { get; init; }
    public bool? MoneyOwed { get; init; }
    public bool? Defect { get; init; }
}
