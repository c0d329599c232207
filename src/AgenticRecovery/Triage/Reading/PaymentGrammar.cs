namespace AgenticRecovery.Triage.Reading;

/// <summary>Reads the ways of paying a clause names, in the order of preference; those after "not" are left out.</summary>
internal static class PaymentGrammar
{
    public static IReadOnlyList<PaymentWish> Read(MarkedText text, int from, int to)
    {
        var wishes = new List<PaymentWish>();
        var excluded = new List<PaymentWish>();
        for (var at = from; at < to; at++)
        {
            var mark = text.Marks[at];
            if (IsOfOtherOrder(text, at, to))
                wishes.Add(new PaymentWish("other order"));
            if (mark.Kind is not (MarkKind.PaymentKind or MarkKind.OriginalPayment) && !IsMethodId(mark))
                continue;
            if (IsExcluded(text, from, at))
            {
                if (mark.Kind == MarkKind.PaymentKind)
                    excluded.Add(new PaymentWish("not " + mark.Value));
                continue;
            }

            var wish = mark.Kind switch
            {
                MarkKind.OriginalPayment => new PaymentWish("original"),
                MarkKind.PaymentKind when at > from && IsNotOwn(text.Words[text.Marks[at - 1].To - 1].Stem) => new PaymentWish("new " + mark.Value),
                MarkKind.PaymentKind => new PaymentWish(mark.Value, LastFour(text, at, to), Brand(text.Words[mark.From].Stem)),
                _ => new PaymentWish(mark.Value),
            };
            if (!wishes.Contains(wish))
                wishes.Add(wish);
        }

        if (wishes.Count == 0)
            return excluded.Take(1).ToList();
        if (text.Has(from, to, "half", "remainder", "partly", "%", "equally"))
            return [new PaymentWish("divided")];
        return wishes.Count > 1 && IsDivided(text, from, to) ? [new PaymentWish("divided")] : wishes;
    }

    private static string? Brand(string stem) => stem switch
    {
        "visa" or "mastercard" or "amex" => stem,
        "master" => "mastercard",
        _ => null,
    };

    // "a new card", "my wife's card": none the shop knows.
    private static bool IsNotOwn(string stem) => stem is "new" or "different" or "another" or "friend" or "wife" or "husband" or "son" or "daughter" or "mother" or "father" or "brother" or "sister" or "partner" or "someone" or "colleague";

    // "this to PayPal and that to my card" gives each thing its own; "PayPal or my card" is an order of preference.
    private static bool IsDivided(MarkedText text, int from, int to)
    {
        var first = text.Find(from, to, MarkKind.PaymentKind);
        var last = first;
        for (var at = first + 1; first >= 0 && at < to; at++)
            last = text.Marks[at].Kind is MarkKind.PaymentKind or MarkKind.OriginalPayment ? at : last;
        return last > first && text.Has(first, last, "and") && text.Has(first, last, MarkKind.To)
            && !text.Has(from, last, "or", "otherwise", "prefer", "accept", "but", "then", "possible");
    }

    // "to the other order's payment method"
    private static bool IsOfOtherOrder(MarkedText text, int at, int to) =>
        at + 2 < to && text.Marks[at].Kind == MarkKind.Other && text.Marks[at + 1].Kind == MarkKind.OrderWord && text.Marks[at + 2].Kind == MarkKind.PaymentWord;

    private static bool IsMethodId(Mark mark) => mark.Kind == MarkKind.IdRef
        && (mark.Value.StartsWith("credit_card_", StringComparison.Ordinal) || mark.Value.StartsWith("gift_card_", StringComparison.Ordinal)
            || mark.Value.StartsWith("paypal_", StringComparison.Ordinal));

    private static bool IsExcluded(MarkedText text, int from, int at)
    {
        for (var i = at - 1; i >= from && i >= at - 3; i--)
        {
            if (text.Marks[i].Kind is MarkKind.Not or MarkKind.Except || (text.Marks[i].Kind == MarkKind.From && !IsSource(text, i, at)))
                return true;
            if (text.Marks[i].Kind is not (MarkKind.Filler or MarkKind.To or MarkKind.PaymentWord))
                return false;
        }

        return false;
    }

    // "the rest comes from the gift card" pays with it; "from PayPal to the gift card" leaves it.
    private static bool IsSource(MarkedText text, int from, int at)
    {
        if (text.Words[text.Marks[from].From].Stem != "from" || text.Marks[from].To - text.Marks[from].From > 1)
            return false;
        for (var i = at + 1; i < text.Marks.Count && text.Marks[i].Kind is not (MarkKind.Stop or MarkKind.Comma); i++)
            if (text.Marks[i].Kind is MarkKind.PaymentKind or MarkKind.OriginalPayment)
                return false;
        return true;
    }

    private static string? LastFour(MarkedText text, int at, int to)
    {
        for (var i = at + 1; i < to && i <= at + 4; i++)
        {
            if (text.Marks[i].Kind == MarkKind.Number && text.Marks[i].Value.Length == 4)
                return text.Marks[i].Value;
        }

        return null;
    }
}
