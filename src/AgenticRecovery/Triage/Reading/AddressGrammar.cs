namespace AgenticRecovery.Triage.Reading;

/// <summary>Reads "change the address of my orders and my profile to …".</summary>
internal static class AddressGrammar
{
    public static Wish Read(MarkedText text, string verb, int from, int to, Scope scope)
    {
        var goal = Goal(text, from, to);
        var before = goal < 0 ? to : goal;
        var hasProfile = text.Has(from, before, MarkKind.ProfileWord);
        var hasOrder = text.Has(from, before, MarkKind.OrderWord) || text.Has(from, before, MarkKind.OrderRef) || scope.OrderIds.Count > 0
            || text.Has(from, before, MarkKind.Product);
        var product = text.Find(from, before, MarkKind.Product);
        return new Wish(Aim.ShipTo, verb, from, to)
        {
            Scope = product < 0 ? scope : scope with { With = text.Marks[product].Mention },
            Address = new AddressWish
            {
                ToProfile = hasProfile,
                ToOrders = hasOrder,
                Words = goal < 0 ? (0, 0) : (text.WordStart(goal + 1), text.WordEnd(to)),
            },
        };
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
