namespace AgenticRecovery.Triage.Reading;

/// <content>What the words around a mark make of it.</content>
internal sealed partial class ItemGrammar
{
    /// <summary>True for "in red" or "in size M" right behind a thing; "in the pending order" tells where it is.</summary>
    public static bool InStarts(MarkedText text, int at, int to)
    {
        if (at + 1 >= to || text.Words[text.Marks[at].From].Stem is not "in")
            return false;
        var next = at + 1;
        while (next < to && text.Marks[next].Kind == MarkKind.Filler)
            next++;
        return next < to && text.Marks[next].Kind is MarkKind.Unknown or MarkKind.Number or MarkKind.Same;
    }

    /// <summary>"the blue mug, not the red one": what is not meant, in words of its options only.</summary>
    public static bool IsNotTheOne(MarkedText text, int at, int to)
    {
        for (var next = at + 1; next < to && next <= at + 6; next++)
        {
            if (text.Marks[next].Kind == MarkKind.It)
                return text.Words[text.Marks[next].From].Text == "one" && (next + 1 == to || text.Marks[next + 1].Kind is MarkKind.Comma or MarkKind.Close or MarkKind.And);
            if (text.Marks[next].Kind is not (MarkKind.Filler or MarkKind.Unknown or MarkKind.Number))
                return false;
        }

        return false;
    }

    private static bool IsVerbless(MarkedText text, int from, int to) => text.Has(from, to, MarkKind.Want) && !text.Has(from, to, MarkKind.Verb);

    // "the mug in the open order": where it is stands between a thing and its form.
    private bool IsBehindThing(int at)
    {
        var i = at - 1;
        while (i >= from && text.Marks[i].Kind is MarkKind.Filler or MarkKind.Status or MarkKind.OrderWord or MarkKind.OrderRef or MarkKind.Recent or MarkKind.From)
            i--;
        return i >= from && text.Marks[i].Kind == MarkKind.Product;
    }

    // "the order with the lamp and the mug": no comma between them, so both tell which order it is.
    private bool IsSecondCompany(int at)
    {
        if (_company < 0 || at <= _company + 1)
            return false;
        var between = Enumerable.Range(_company + 1, at - _company - 1).ToList();
        return between.TrueForAll(i => text.Marks[i].Kind is MarkKind.And or MarkKind.Filler or MarkKind.Unknown) && between.Exists(i => text.Marks[i].Kind == MarkKind.And);
    }

    private bool LeadsToThing(int at)
    {
        var next = at + 1;
        while (next < to && text.Marks[next].Kind is MarkKind.Filler or MarkKind.Unknown or MarkKind.Number)
            next++;
        return next < to && text.Marks[next].Kind == MarkKind.Product;
    }

    private bool LeadsToProduct(int at)
    {
        for (var next = at + 1; next < to; next++)
        {
            if (text.Marks[next].Kind is not (MarkKind.Filler or MarkKind.Number or MarkKind.All))
                return text.Marks[next].Kind == MarkKind.Product;
        }

        return true;
    }

    // "one of the two lamps" is one lamp.
    private bool IsOneOf(int at)
    {
        for (var i = at - 1; i >= from && i >= at - 3; i--)
        {
            if (text.Words[text.Marks[i].From].Stem is "one")
                return true;
            if (text.Words[text.Marks[i].From].Stem is not ("of" or "the" or "my" or "your"))
                return false;
        }

        return false;
    }

    // "every item", "all pending items"; "both" and "all lamps" are of things with a name.
    private bool MeansEveryItem(int at)
    {
        var next = at + 1;
        while (next < to && next <= at + 3 && text.Marks[next].Kind is MarkKind.Filler or MarkKind.Status)
            next++;
        return text.Words[text.Marks[at].From].Stem is not "both"
            && (text.Words[text.Marks[at].To - 1].Stem is "item" or "thing" || (next < to && text.Marks[next].Kind == MarkKind.ItemWord));
    }

    private bool CountsThings(int at) => at + 1 < to && (text.Marks[at + 1].Kind is MarkKind.Product or MarkKind.ItemWord or MarkKind.It or MarkKind.Recent or MarkKind.Status
        || text.Words[text.Marks[at + 1].From].Stem is "of");

    private bool HasItemWord(int at)
    {
        for (var i = from; i < at; i++)
        {
            if (text.Marks[i].Kind is MarkKind.ItemWord or MarkKind.It or MarkKind.Unknown)
                return true;
        }

        return false;
    }

    private bool IsOrderOrPayment(int at)
    {
        while (at < to && text.Marks[at].Kind is MarkKind.Filler or MarkKind.All or MarkKind.PaymentWord)
            at++;
        return at >= to || text.Marks[at].Kind is MarkKind.OrderRef or MarkKind.PaymentKind or MarkKind.OriginalPayment or MarkKind.OrderWord
            || (text.Marks[at].Kind == MarkKind.Verb && text.Marks[at].Value is "refund" or "pay")
            || text.Words[text.Marks[at].From].Stem is "full";
    }

    private bool IsCompany(int at) => IsCompany(text, from, at);

    /// <summary>"received with the vacuum cleaner", "together with": the thing only tells which order it is.</summary>
    public static bool IsCompany(MarkedText text, int from, int at)
    {
        var i = at - 1;
        while (i >= from && text.Marks[i].Kind is MarkKind.Filler or MarkKind.And && !Joins(text, i))
            i--;
        if (i < from || !Joins(text, i))
            return false;
        i--;
        while (i >= from && (text.Marks[i].Kind is MarkKind.And or MarkKind.It || (text.Marks[i].Kind == MarkKind.Filler && text.Words[text.Marks[i].From].Text is not "ordered")))
            i--;
        return i >= from && (text.Marks[i].Kind is MarkKind.Status or MarkKind.Recent or MarkKind.OrderWord || text.Words[text.Marks[i].From].Text is "ordered");
    }

    private static bool Joins(MarkedText text, int at) => text.Words[text.Marks[at].To - 1].Stem is "with" or "together" or "containing" or "contain" or "include" or "including" or "has" or "hold" or "as";

    private bool StartsNewGroup(int at)
    {
        var i = at - 1;
        while (i >= from && at - i <= 4 && text.Marks[i].Kind is MarkKind.Filler or MarkKind.Unknown)
            i--;
        if (i < from || text.Marks[i].Kind is not (MarkKind.And or MarkKind.Comma or MarkKind.Other or MarkKind.Stop))
            return false;
        for (var next = at + 1; next < to && text.Marks[next].Kind != MarkKind.Product; next++)
        {
            if (text.Marks[next].Kind == MarkKind.To)
                return true;
        }

        return false;
    }

    private int BackOverJoin(int at)
    {
        // The words that describe the next thing ("and the blue mug") start at the joint before it.
        for (var joint = at - 1; joint > from && at - joint <= 6; joint--)
        {
            if (text.Marks[joint].Kind is MarkKind.And or MarkKind.Comma)
            {
                at = joint;
                break;
            }

            if (!Describes(text.Marks[joint].Kind))
                break;
        }

        while (at > from && text.Marks[at - 1].Kind is MarkKind.Filler or MarkKind.And or MarkKind.Comma or MarkKind.Other)
            at--;
        return at;
    }

    // After "instead of" comes the old value, up to the next joint.
    private int SkipOldValue(int at)
    {
        var next = at + 1;
        while (next < to && text.Marks[next].Kind is not (MarkKind.And or MarkKind.Comma or MarkKind.To))
            next++;
        return next;
    }

    private static bool Describes(MarkKind kind) => kind is MarkKind.Filler or MarkKind.Other or MarkKind.Unknown or MarkKind.Number or MarkKind.Open or MarkKind.Close or MarkKind.Same or MarkKind.All;

    private int CloseOf(int open)
    {
        for (var at = open; at < to; at++)
        {
            if (text.Marks[at].Kind == MarkKind.Close)
                return at + 1;
        }

        return to;
    }

    private static bool IsItemId(string id) => id.Length >= 8 && id.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;
}
