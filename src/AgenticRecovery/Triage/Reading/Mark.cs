namespace AgenticRecovery.Triage.Reading;

internal enum MarkKind
{
    Unknown,
    Filler,
    Stop,
    Comma,
    And,
    Open,
    Close,
    Verb,
    Want,
    Not,
    To,
    From,
    If,
    Otherwise,
    Confirm,
    Possible,
    Nothing,
    Person,
    Ask,
    All,
    Except,
    Only,
    Other,
    Same,
    Cheapest,
    Dearest,
    Cheaper,
    Dearer,
    Most,
    Least,
    Prefer,
    FreeChoice,
    PaymentKind,
    PaymentWord,
    OriginalPayment,
    OrderWord,
    OrderRef,
    IdRef,
    Amount,
    Status,
    Recent,
    AddressWord,
    ProfileWord,
    ReasonMistake,
    ReasonNotNeeded,
    Broken,
    Product,
    ItemWord,
    Number,
    Partly,
    It,
}

/// <summary>What a run of words means, before anything is known of their neighbours.</summary>
/// <param name="From">First word, inclusive.</param>
/// <param name="To">Last word, exclusive.</param>
/// <param name="Value">The canonical value of the kind: the verb, the payment kind, the status, the id.</param>
internal sealed record Mark(MarkKind Kind, int From, int To, string Value = "")
{
    public ProductMention? Mention { get; init; }

    public bool Is(MarkKind kind) => Kind == kind;
}
