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
    Unknown,
}

internal sealed record Condition(ConditionKind Kind)
{
    public decimal Amount { get; init; }

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
        if (text.Has(from, to, "difference", "total", "charge", "fee") || !decimal.TryParse(text.Marks[amount].Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var value))
            return new Condition(ConditionKind.Unknown);
        if (text.Has(from, to, "under", "below", "less", "cheaper", "lower"))
            return new Condition(ConditionKind.PriceBelow) { Amount = value };
        return text.Has(from, to, "over", "above", "more", "exceed")
            ? new Condition(ConditionKind.PriceAbove) { Amount = value }
            : new Condition(ConditionKind.Unknown);
    }
}
