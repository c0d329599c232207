namespace AgenticRecovery.Triage.Reading;

/// <summary>What "it", "them" and "that order" point back to: the last things and the order named in the text.</summary>
internal sealed class Antecedents
{
    private int _sentence = -1;

    public IReadOnlyList<Target> Things { get; private set; } = [];
    public IReadOnlyList<string> LastOrders { get; private set; } = [];

    /// <summary>The orders named last in this sentence, so that "For #W1: …; …" covers the whole of it.</summary>
    public IReadOnlyList<string> SentenceOrders { get; private set; } = [];

    /// <summary>Words of a thing described by its price ("the cheapest keyboard"); null when there is none.</summary>
    public (int From, int To)? Description { get; private set; }

    /// <summary>True where the clause before spoke of an address and of no thing: "it" is the address.</summary>
    public bool IsAddress { get; private set; }

    /// <summary>The orders spoken of as such since a thing was named last ("both pending orders"); null when there are none.</summary>
    public Scope? Orders { get; private set; }

    public void Enter(MarkedText text, Clause clause)
    {
        if (clause.Sentence != _sentence)
            (_sentence, SentenceOrders) = (clause.Sentence, []);
        var orders = OrdersIn(text, clause.From, clause.To);
        if (orders.Count > 0)
            SentenceOrders = orders;
        if (orders.Count > 0)
            LastOrders = orders;
    }

    public void Leave(MarkedText text, Clause clause)
    {
        var things = new List<Target>();
        for (var at = clause.From; at < clause.To; at++)
        {
            if (text.Marks[at].Kind is MarkKind.Cheapest or MarkKind.Dearest && text.Find(at, clause.To, MarkKind.Product) is var named and >= 0)
                Description = (text.WordStart(at), text.WordEnd(named + 1));
            if (text.Marks[at].Mention is { } mention && !ItemGrammar.IsCompany(text, clause.From, at))
                things.Add(new Target { Mention = mention, Count = CountBefore(text, clause.From, at) });
        }

        if (things.Count == 0 && Things is [{ ItemId: null } thing] && DescribedOne(text, clause) is { } described)
            things.Add(thing with { Count = 1, All = false, Described = [described] });
        IsAddress = things.Count == 0 && clause.To > clause.From && text.Has(clause.From, clause.To, "address", "moved");
        var order = text.Find(clause.From, clause.To, MarkKind.OrderWord);
        if (things.Count > 0)
            (Things, Orders) = (things, null);
        else if (order >= 0 && text.Has(clause.From, order, "all", "both", "every") && text.Find(clause.From, clause.To, MarkKind.Status) is var status)
            (Things, Orders) = ([], new Scope { EveryOrder = true, Status = status < 0 ? null : text.Marks[status].Value });
    }

    // "The black one is too large": from here on that one is meant.
    private static (int From, int To)? DescribedOne(MarkedText text, Clause clause)
    {
        for (var at = clause.From + 1; at < clause.To; at++)
        {
            if (text.Marks[at].Kind != MarkKind.It || text.Words[text.Marks[at].From].Text != "one" || text.Marks[at - 1].Kind is not (MarkKind.Unknown or MarkKind.Number))
                continue;
            var start = at - 1;
            while (start > clause.From && text.Marks[start - 1].Kind is MarkKind.Unknown or MarkKind.Number)
                start--;
            if (start > clause.From && text.Words[text.Marks[start - 1].From].Stem is "the" or "my" or "that")
                return (text.WordStart(start), text.WordEnd(at));
        }

        return null;
    }

    public static List<string> OrdersIn(MarkedText text, int from, int to)
    {
        var orders = new List<string>();
        for (var at = from; at < to; at++)
        {
            if (text.Marks[at].Kind == MarkKind.OrderRef && !orders.Contains(text.Marks[at].Value))
                orders.Add(text.Marks[at].Value);
        }

        return orders;
    }

    private static int CountBefore(MarkedText text, int from, int at)
    {
        for (var i = at - 1; i >= from && i >= at - 2; i--)
        {
            if (text.Words[text.Marks[i].From].Stem == "both")
                return 2;
            if (text.Marks[i].Kind == MarkKind.Number && int.TryParse(text.Marks[i].Value, out var count) && count is > 1 and < 20)
                return count;
        }

        return 1;
    }
}
