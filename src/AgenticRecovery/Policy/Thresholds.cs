namespace AgenticRecovery.Policy;

/// <summary>Where a book's conditions can change their answer: the values of a fact that its rules compare it with.</summary>
internal static class Thresholds
{
    /// <summary>
    /// Values that stand for every part of a fact's range that the conditions tell apart, given everything else:
    /// each limit, one step below and one above it; each word; each text and one that is none of them.
    /// </summary>
    public static IReadOnlyList<(long Raw, string? Text)> Candidates(PublishedFact fact, IEnumerable<Condition> conditions, Reading given)
    {
        switch (fact.Kind)
        {
            case FactKind.Flag or FactKind.Word:
                return [.. Enumerable.Range(0, fact.Values.Count).Select(i => ((long)i, (string?)null))];
            case FactKind.Words:
                var now = given.Knows(fact.Slot) ? given.Raw(fact.Slot) : 0;
                return [.. Enumerable.Range(0, fact.Values.Count).Select(i => (now ^ (1L << i), (string?)null)).Append((0L, null))];
            case FactKind.Text:
                return [.. conditions.SelectMany(Leaves).OfType<Condition.TextIs>().Where(leaf => leaf.Fact == fact).SelectMany(leaf => leaf.Texts).Distinct().Select(text => (0L, (string?)text)), (0, "another")];
        }
        var limits = new SortedSet<long>();
        foreach (var leaf in conditions.SelectMany(Leaves).OfType<Condition.Compares>())
        {
            if (!Names(leaf.Left, fact) && !Names(leaf.Right, fact))
                continue;
            if (Limit(leaf, fact, given) is { } limit)
                foreach (var near in (ReadOnlySpan<long>)[limit - fact.Step, limit, limit + fact.Step])
                    if (near >= fact.Min && near <= fact.Max)
                        limits.Add(near);
        }
        return [.. limits.Select(raw => (raw, (string?)null))];
    }

    public static IEnumerable<Condition> Leaves(Condition condition) => condition switch
    {
        Condition.AllOf all => all.Parts.SelectMany(Leaves),
        Condition.AnyOf any => any.Parts.SelectMany(Leaves),
        Condition.Not not => Leaves(not.Of),
        _ => [condition],
    };

    /// <summary>The value of the fact at which both sides are equal, on the fact's grid; null when another fact is missing or the fact does not enter in a straight line.</summary>
    private static long? Limit(Condition.Compares leaf, PublishedFact fact, Reading given)
    {
        if (Line(leaf.Left, fact, given) is not { } left || Line(leaf.Right, fact, given) is not { } right)
            return null;
        var (slope, offset) = (left.Slope - right.Slope, left.Offset - right.Offset);
        if (slope == 0)
            return null;
        var at = -offset / slope;
        return at < long.MinValue / 2 || at > long.MaxValue / 2 ? null : (long)(decimal.Round(at / fact.Step) * fact.Step);
    }

    private static (decimal Slope, decimal Offset)? Line(Quantity quantity, PublishedFact fact, Reading given)
    {
        switch (quantity)
        {
            case Quantity.OfFact one when one.Fact == fact:
                return (1, 0);
            case Quantity.Joined { Symbol: '+' or '-' } sum:
                var sign = sum.Symbol == '+' ? 1 : -1;
                return Line(sum.Left, fact, given) is { } a && Line(sum.Right, fact, given) is { } b ? (a.Slope + sign * b.Slope, a.Offset + sign * b.Offset) : null;
            case Quantity.Joined { Symbol: '*' } product:
                if (Line(product.Left, fact, given) is not { } x || Line(product.Right, fact, given) is not { } y)
                    return null;
                if (x.Slope != 0 && y.Slope != 0)
                    return null;
                return ((x.Slope * y.Offset + y.Slope * x.Offset) / PublishedFact.Micro, x.Offset * y.Offset / PublishedFact.Micro);
            default:
                return quantity.TryGet(given, out var value) ? (0, value) : null;
        }
    }

    private static bool Names(Quantity quantity, PublishedFact fact) => quantity switch
    {
        Quantity.OfFact one => one.Fact == fact,
        Quantity.Joined two => Names(two.Left, fact) || Names(two.Right, fact),
        _ => false,
    };
}
