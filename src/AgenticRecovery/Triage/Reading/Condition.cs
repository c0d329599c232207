using System.Globalization;

namespace AgenticRecovery.Triage.Reading;

internal enum ConditionKind
{
    /// <summary>What was wished before cannot be had.</summary>
    NotPossible,
    /// <summary>The refund or payment asked for cannot be had.</summary>
    PaymentNotPossible,
    /// <summary>One line alone cannot be cancelled.</summary>
    PartNotPossible,
    /// <summary>The thing named in the consequence can be had.</summary>
    Possible,
    /// <summary>Several variants are left; the consequence only breaks the tie.</summary>
    Several,
    /// <summary>The customer changes the wish when asked to confirm it.</summary>
    WhenAsked,
    Unshipped,
    PriceBelow,
    PriceAbove,
    /// <summary>It costs no more than an amount beyond what was paid.</summary>
    ExtraBelow,
    /// <summary>It costs more than an amount beyond what was paid.</summary>
    ExtraAbove,
    Unknown,
}

internal sealed record Condition(ConditionKind Kind)
{
    public decimal Amount { get; init; }

    /// <summary>True for "at most", false for "less than".</summary>
    public bool Inclusive { get; init; }

    public static Condition Of(MarkedText text, int from, int to)
    {
        var first = text.Marks[from].Kind;
        if (first == MarkKind.Otherwise)
            return new Condition(ConditionKind.NotPossible);
        if (first == MarkKind.Confirm || text.Has(from, to, MarkKind.Confirm) || text.Has(from, to, MarkKind.Ask))
            return new Condition(ConditionKind.WhenAsked);
        if (text.Has(from, to, "multiple", "several", "various"))
            return new Condition(ConditionKind.Several);
        if (text.Find(from, to, MarkKind.Amount) is var amount and >= 0)
            return Price(text, from, to, amount);
        if (text.Words[text.Marks[from].From].Stem is "unless")
            return new Condition(ConditionKind.Unknown);
        var status = text.Find(from, to, MarkKind.Status);
        if (status >= 0 && text.Marks[status].Value is "pending")
            return new Condition(ConditionKind.Unshipped);
        if (text.Has(from, to, "only", "one", "neither"))
            return IsDenied(text, from, to) ? NotPossible(text, from, to) : new Condition(ConditionKind.Unknown);
        if (IsDenied(text, from, to))
            return NotPossible(text, from, to);
        return new Condition(text.Has(from, to, MarkKind.Possible) ? ConditionKind.Possible : ConditionKind.Unknown);
    }

    private static bool IsDenied(MarkedText text, int from, int to) =>
        text.Has(from, to, MarkKind.Not) || text.Has(from, to, "impossible", "unavailable", "isnt", "cant", "sold")
        || (text.Has(from, to, "stock") && text.Has(from, to, "out"));

    private static Condition NotPossible(MarkedText text, int from, int to)
    {
        if (text.Has(from, to, MarkKind.PaymentKind) || text.Has(from, to, MarkKind.OriginalPayment))
            return new Condition(ConditionKind.PaymentNotPossible);
        if (text.Has(from, to, MarkKind.Partly) || (text.Has(from, to, "cancel", "remove") && text.Has(from, to, MarkKind.Only)))
            return new Condition(ConditionKind.PartNotPossible);
        return new Condition(ConditionKind.NotPossible);
    }

    private static Condition Price(MarkedText text, int from, int to, int amount)
    {
        if (decimal.TryParse(text.Marks[amount].Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var extra) && IsExtra(text, from, to, amount))
            return Extra(text, from, to, amount, extra);
        if (text.Has(from, to, "difference", "total", "charge", "fee") || !decimal.TryParse(text.Marks[amount].Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var value))
            return new Condition(ConditionKind.Unknown);
        if (text.Has(from, to, "under", "below", "less", "cheaper", "lower"))
            return new Condition(ConditionKind.PriceBelow) { Amount = value };
        return text.Has(from, to, "over", "above", "more", "exceed")
            ? new Condition(ConditionKind.PriceAbove) { Amount = value }
            : new Condition(ConditionKind.Unknown);
    }

    // "less than $20 more", "the difference stays under $20": what comes on top, not what it costs.
    private static bool IsExtra(MarkedText text, int from, int to, int amount) => !text.Has(from, to, "total", "fee", "shipping")
        && (text.Has(from, to, "difference", "extra", "additional", "surcharge", "upcharge", "increase", "rise") || text.Has(from, to, "up") && text.Has(from, to, "by") || (amount + 1 < to && text.Has(amount + 1, to, "more")));

    private static Condition Extra(MarkedText text, int from, int to, int amountAt, decimal amount)
    {
        var isDenied = IsDenied(text, from, to);
        if (!isDenied && text.Has(from, to, "under", "below", "less", "within"))
            return new Condition(ConditionKind.ExtraBelow) { Amount = amount, Inclusive = text.Has(from, to, "within") };
        if (!isDenied && text.Has(from, amountAt, "more", "exceed", "over", "above"))
            return new Condition(ConditionKind.ExtraAbove) { Amount = amount, Inclusive = true };
        var isBound = isDenied ? text.Has(from, to, "more", "exceed", "over", "above") && !text.Has(from, to, "less", "under", "below") : text.Has(from, to, "maximum", "max") || text.Has(from, to, "at") && text.Has(from, to, "most");
        return isBound ? new Condition(ConditionKind.ExtraBelow) { Amount = amount, Inclusive = true } : new Condition(ConditionKind.Unknown);
    }
}
