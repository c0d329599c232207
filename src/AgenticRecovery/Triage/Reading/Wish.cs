namespace AgenticRecovery.Triage.Reading;

internal enum Aim
{
    Return,
    Cancel,
    /// <summary>Whichever the order still allows: cancel before shipping, return after delivery.</summary>
    CancelOrReturn,
    /// <summary>Another variant; an edit or an exchange, whichever the order allows.</summary>
    Change,
    ShipTo,
    PayWith,
    Nothing,
    Person,
    /// <summary>Something no shop of this kind does, such as splitting a payment. It always fails, so that a fallback may follow.</summary>
    Refused,
}

internal enum Pick
{
    None,
    Cheapest,
    Dearest,
}

/// <summary>One thing a wish is about, as the customer names it.</summary>
internal sealed record Target
{
    public ProductMention? Mention { get; init; }
    public string? ItemId { get; init; }

    /// <summary>True for "all the t-shirts" or, without a mention, for everything in scope.</summary>
    public bool All { get; init; }
    public int Count { get; init; } = 1;
    public Pick Pick { get; init; }

    /// <summary>Words that describe the ordered thing; read as options of the product. Ranges of words.</summary>
    public IReadOnlyList<(int From, int To)> Described { get; init; } = [];
}

/// <param name="Wanted">Words that describe what it shall become; ranges of words. Empty where nothing was said.</param>
internal sealed record Group(IReadOnlyList<Target> Targets, IReadOnlyList<(int From, int To)> Wanted)
{
    /// <summary>First mark of the group, inclusive, and last, exclusive.</summary>
    public int From { get; init; }
    public int To { get; init; }

    /// <summary>Preferences that only break ties; ranges of words.</summary>
    public IReadOnlyList<(int From, int To)> Preferred { get; init; } = [];
}

/// <summary>Which orders a wish is about.</summary>
internal sealed record Scope
{
    public IReadOnlyList<string> OrderIds { get; init; } = [];

    /// <summary>The ids stand in another clause of the sentence; they hold only where they can.</summary>
    public bool IsInherited { get; init; }
    public string? Status { get; init; }
    public bool IsRecent { get; init; }
    public bool EveryOrder { get; init; }

    /// <summary>True for "in the same order", "on that order".</summary>
    public bool SameOrder { get; init; }
    public bool DifferentOrders { get; init; }

    /// <summary>The town the order goes to: "the order going to Boston".</summary>
    public string? City { get; init; }

    /// <summary>Something else the order holds: "the backpack I got with the vacuum cleaner".</summary>
    public ProductMention? With { get; init; }
    public IReadOnlyList<ProductMention> AlsoWith { get; init; } = [];
}

/// <param name="Kind">"gift_card", "credit_card", "paypal", "original", or an id.</param>
/// <param name="Brand">"visa", "mastercard" or "amex" where the customer names it.</param>
internal sealed record PaymentWish(string Kind, string? LastFour = null, string? Brand = null);

/// <summary>Where something shall go.</summary>
internal sealed record AddressWish
{
    public bool ToProfile { get; init; }
    public bool ToOrders { get; init; }

    /// <summary>Words that name the address it goes to now ("rather than Denver"); a range of words.</summary>
    public (int From, int To) Old { get; init; }

    /// <summary>Words that name the address; a range of words.</summary>
    public (int From, int To) Words { get; init; }
}

/// <summary>One thing the customer wants, with what shall happen if it cannot be had.</summary>
internal sealed record Wish(Aim Aim, string Verb, int From, int To)
{
    public IReadOnlyList<Group> Groups { get; init; } = [];
    public IReadOnlyList<Target> Except { get; init; } = [];
    public Scope Scope { get; init; } = new();
    public AddressWish? Address { get; init; }

    /// <summary>In the order of preference.</summary>
    public IReadOnlyList<PaymentWish> Payments { get; init; } = [];
    public bool WholeOrder { get; init; }

    /// <summary>What must be asked before anything is done for it; null where the words are clear.</summary>
    public string? Doubt { get; init; }
    public bool IsMistake { get; init; }
    public bool IsNotNeeded { get; init; }

    /// <summary>True when it shall be dropped silently if its condition (not shipped yet) is not met.</summary>
    public bool OnlyUnshipped { get; init; }

    /// <summary>Upper limit of the order's total after the change; null where none was named.</summary>
    public decimal? Limit { get; init; }
    public (decimal Amount, bool Below)? PriceTest { get; init; }

    /// <summary>The most it may cost beyond what was paid; null where nothing was said.</summary>
    public (decimal Amount, bool Inclusive)? MostExtra { get; init; }
    public IReadOnlyList<Alternative> Otherwise { get; init; } = [];
}

/// <param name="Then">The wish that takes its place; null where only <see cref="Relaxed"/> or <see cref="Payment"/> is changed.</param>
internal sealed record Alternative(ConditionKind When, Wish? Then)
{
    /// <summary>Words with other constraints for the same change; a range of words.</summary>
    public (int From, int To)? Relaxed { get; init; }
    public PaymentWish? Payment { get; init; }

    /// <summary>The only things still wanted of the wish.</summary>
    public IReadOnlyList<ProductMention> OnlyThese { get; init; } = [];
}

/// <summary>Everything a text asks for.</summary>
internal sealed record Wishes(IReadOnlyList<Wish> Items, IReadOnlyList<string> WantsToKnow, IReadOnlyList<string> Unclear);
