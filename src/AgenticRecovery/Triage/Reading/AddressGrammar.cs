namespace AgenticRecovery.Triage.Reading;

/// <summary>Reads "change the address of my orders and my profile to …".</summary>
internal static class AddressGrammar
{
    public static Wish Read(MarkedText text, string verb, int from, int to, Scope scope, bool speaksOfOrder)
    {
        var goal = Goal(text, from, to);
        // "… to the address of order #2" says where to, not which order.
        if (goal >= 0 && Antecedents.OrdersIn(text, SentenceStart(text, from), goal).Count == 0 && scope.OrderIds.All(Antecedents.OrdersIn(text, goal, to).Contains))
            scope = scope with { OrderIds = [] };
        var before = goal < 0 ? to : goal;
        var hasProfile = text.Has(from, before, MarkKind.ProfileWord);
        var hasOrder = text.Has(from, before, MarkKind.OrderWord) || text.Has(from, before, MarkKind.OrderRef) || (!hasProfile && scope.OrderIds.Count > 0)
            || text.Has(from, before, MarkKind.Product);
        hasOrder |= !hasProfile && (speaksOfOrder || text.Has(from, before, MarkKind.It));
        var product = text.Find(from, before, MarkKind.Product);
        var joined = goal < 0 ? to : Joined(text, goal, to);
        hasProfile |= joined < to && text.Has(joined, to, MarkKind.ProfileWord);
        hasOrder |= joined < to && text.Has(joined, to, MarkKind.OrderWord);
        // "… to Boston and order #2 to my home": two places in one wish are for the customer to tell apart.
        if (joined < to && text.Has(joined, to, MarkKind.To))
            goal = -1;
        var old = goal < 0 ? -1 : OldPlace(text, goal, joined);
        return new Wish(Aim.ShipTo, verb, from, to)
        {
            Doubt = NamesTwoOrders(text, from, before) ? "Which orders do you mean?" : null,
            // "shall be delivered to …" says where to, not that it was delivered.
            Scope = scope with { Status = scope.Status == "pending" ? "pending" : null, With = product < 0 ? scope.With : text.Marks[product].Mention },
            Address = new AddressWish
            {
                ToProfile = hasProfile,
                ToOrders = hasOrder,
                Old = old < 0 ? (0, 0) : (text.WordStart(old), text.WordEnd(joined)),
                Words = goal < 0 ? (0, 0) : (text.WordStart(goal + 1), text.WordEnd(old < 0 ? joined : old)),
            },
        };
    }

    // "the order with the lamp and the order with the mug", "the lamp order and the mug order"
    private static bool NamesTwoOrders(MarkedText text, int from, int to)
    {
        var things = Enumerable.Range(from, Math.Max(0, to - from)).Count(at => text.Marks[at].Kind == MarkKind.Product);
        var orders = Enumerable.Range(from, Math.Max(0, to - from)).Count(at => text.Marks[at].Kind == MarkKind.OrderWord);
        return things > 1 && orders > 1;
    }

    // "… to Boston rather than Denver", "… to my own address, not the Denver one": where it shall not go.
    private static int OldPlace(MarkedText text, int goal, int to)
    {
        for (var at = goal + 2; at < to; at++)
        {
            var mark = text.Marks[at];
            if (mark.Kind == MarkKind.From && mark.To - mark.From > 1 || mark.Kind == MarkKind.Not && ItemGrammar.IsNotTheOne(text, at, to))
                return at;
            if (mark.Kind == MarkKind.Not && at + 1 < to && text.Marks[at + 1].Kind == MarkKind.To && text.Words[text.Marks[at + 1].From].Stem == "to")
                return text.Marks[at - 1].Kind == MarkKind.And ? at - 1 : at;
        }

        return -1;
    }

    private static int SentenceStart(MarkedText text, int at)
    {
        while (at > 0 && text.Marks[at - 1].Kind != MarkKind.Stop)
            at--;
        return at;
    }

    // "…, along with my default address": a second place that shall change too.
    private static int Joined(MarkedText text, int goal, int to)
    {
        for (var at = goal + 1; at < to; at++)
        {
            if (text.Marks[at].Kind == MarkKind.And && (text.Has(at, to, MarkKind.AddressWord) || text.Has(at, to, MarkKind.ProfileWord)))
                return at;
        }

        return to;
    }

    public static int Goal(MarkedText text, int from, int to)
    {
        for (var at = from; at < to; at++)
        {
            if (text.Marks[at].Kind == MarkKind.To && text.Words[text.Marks[at].From].Stem is "to" or "as")
                return at;
        }

        return -1;
    }
}
