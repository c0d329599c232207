using AgenticRecovery.Cases;

namespace AgenticRecovery.Triage.Reading;

/// <summary>The lines a wish is about, group by group, or why they are not clear.</summary>
internal sealed record FoundLines(IReadOnlyList<(Group Group, IReadOnlyList<OwnedLine> Lines)> Groups, string? Question = null, string? Missing = null);

/// <summary>Decides which ordered lines the targets of a wish mean. Two readings that are both possible make a question.</summary>
internal sealed class LineFinder(RequestContext context, OrderShelf shelf, MarkedText text)
{
    private readonly Dictionary<OwnedLine, int> _units = [];
    private HashSet<OrderStatus> _statuses = [];

    public FoundLines Find(Wish wish, IReadOnlyList<Order> orders)
    {
        _statuses = [.. orders.Select(order => order.Status)];
        var pool = wish.Scope.SameOrder ? OrdersWithAll(wish, orders) : orders;
        var found = new List<(Group Group, IReadOnlyList<OwnedLine> Lines)>();
        foreach (var group in wish.Groups)
        {
            var lines = new List<OwnedLine>();
            if (group.Targets.Count > 1 && group.Targets.Any(target => target is { Mention: null, ItemId: null, Pick: not Pick.None }))
                return new FoundLines([], "Which one do you mean?");
            foreach (var target in group.Targets)
            {
                var (own, question, missing) = Resolve(target, wish, pool);
                if (question is not null || missing is not null)
                    return new FoundLines([], question, missing);
                lines.AddRange(own);
            }

            found.Add((group, lines));
        }

        return new FoundLines(found);
    }

    private (IReadOnlyList<OwnedLine> Lines, string? Question, string? Missing) Resolve(Target target, Wish wish, IReadOnlyList<Order> pool)
    {
        if (target is { Mention: null, ItemId: null, Pick: Pick.None })
            return Everything(target, wish, pool);
        var candidates = shelf.Lines(target, pool);
        if (candidates.Count == 0 && target.Described.Count > 0 && shelf.Lines(target with { Described = [] }, pool) is { Count: > 0 } likely)
            return ([], $"Which {Name(target)} do you mean: {Describe(likely)}?", null);
        // An order as good as those it was looked for in has it: the words about the orders were misread.
        if (candidates.Count == 0 && shelf.Lines(target, [.. context.Orders.Where(order => _statuses.Contains(order.Status))]).Count > 0)
            return ([], $"In which order is the {Name(target)} meant?", null);
        if (candidates.Count == 0)
            return ([], null, $"no order that allows it holds {Name(target)}");
        if (target.All)
            return (Units(candidates), null, null);
        if (target.Pick != Pick.None)
            return PickOne(target, candidates);
        if (target.Count > 1)
            return Several(target, candidates);
        return One(target, candidates, pool);
    }

    private (IReadOnlyList<OwnedLine>, string?, string?) One(Target target, List<OwnedLine> candidates, IReadOnlyList<Order> pool)
    {
        var free = candidates.Where(owned => !IsUsedUp(owned)).ToList();
        var distinct = free.DistinctBy(owned => (owned.Order.Id, owned.Line.Variant)).ToList();
        if (distinct.Count > 1)
        {
            var named = distinct.Where(owned => IsNamedInText(owned.Order)).ToList();
            distinct = named.Count == 1 && pool.Count > 1 ? named : distinct;
        }

        if (distinct.Count > 1)
        {
            var together = distinct.Where(owned => OrderShelf.HoldsEverythingNamed(owned.Order, text)).ToList();
            distinct = together.Count == 1 ? together : distinct;
        }

        if (distinct.Count != 1)
            return ([], $"Which {Name(target)} do you mean: {Describe(free.Count > 0 ? free : candidates)}?", null);
        var chosen = free.First(owned => owned.Order == distinct[0].Order && owned.Line.Variant == distinct[0].Line.Variant);
        Use(chosen);
        return ([chosen], null, null);
    }

    private (IReadOnlyList<OwnedLine>, string?, string?) Several(Target target, List<OwnedLine> candidates)
    {
        var units = Units(candidates);
        if (units.Count == target.Count)
            return (units, null, null);
        var orders = units.GroupBy(owned => owned.Order.Id).Where(group => group.Count() == target.Count).ToList();
        return orders.Count == 1
            ? (orders[0].ToList(), null, null)
            : ([], $"Which {target.Count} {Name(target)} do you mean?", null);
    }

    private (IReadOnlyList<OwnedLine>, string?, string?) PickOne(Target target, List<OwnedLine> candidates)
    {
        if (candidates.Select(owned => owned.Order.Id).Distinct().Count() > 1 && target.Mention is null)
            return ([], "Which order do you mean?", null);
        var ordered = target.Pick == Pick.Dearest
            ? candidates.OrderByDescending(owned => owned.Line.UnitPrice.Minor).ToList()
            : candidates.OrderBy(owned => owned.Line.UnitPrice.Minor).ToList();
        return ordered.Count > 1 && ordered[0].Line.UnitPrice == ordered[1].Line.UnitPrice
            ? ([], $"Two {Name(target)} cost the same. Which one do you mean?", null)
            : ([ordered[0]], null, null);
    }

    // "Everything", "the whole order", or nothing named at all.
    private (IReadOnlyList<OwnedLine>, string?, string?) Everything(Target target, Wish wish, IReadOnlyList<Order> pool)
    {
        var except = wish.Except.SelectMany(other => shelf.Lines(other, pool)).ToList();
        var orders = pool;
        var isOneOrder = wish.Scope.IsRecent || wish.Scope.SameOrder || (text.Has(wish.From, wish.To, MarkKind.OrderWord) && !wish.Scope.EveryOrder);
        if (wish.Scope.OrderIds.Count == 0 && isOneOrder && except.Count > 0)
            orders = pool.Where(order => except.Exists(owned => owned.Order == order)).ToList();
        if (wish.Except.Count > 0 && except.Count == 0)
            return ([], null, "the thing to keep is in none of the orders");
        if (orders.Count == 0)
            return ([], null, "no order allows it");
        if (orders.Count > 1 && wish.Scope.OrderIds.Count == 0 && (isOneOrder || !target.All))
            return ([], "Which order do you mean?", null);
        var lines = orders.SelectMany(order => order.Lines.Select(line => new OwnedLine(order, line))).Where(owned => !except.Contains(owned)).ToList();
        if (!target.All && lines.Count > 1)
            return ([], "Which item do you mean?", null);
        return (Units(lines), null, null);
    }

    // Orders that hold at least one candidate for every target.
    private List<Order> OrdersWithAll(Wish wish, IReadOnlyList<Order> orders) => orders
        .Where(order => wish.Groups.SelectMany(group => group.Targets)
            .Where(target => target.Mention is not null || target.ItemId is not null)
            .All(target => shelf.Lines(target, [order]).Count > 0))
        .ToList();

    private static List<OwnedLine> Units(List<OwnedLine> lines) =>
        lines.SelectMany(owned => Enumerable.Repeat(owned, Math.Max(1, owned.Line.Quantity))).ToList();

    private bool IsUsedUp(OwnedLine owned) => _units.GetValueOrDefault(owned) >= Math.Max(1, owned.Line.Quantity);

    private void Use(OwnedLine owned)
    {
        _units[owned] = _units.GetValueOrDefault(owned) + 1;
    }

    private bool IsNamedInText(Order order) => text.Marks.Any(mark => mark.Kind == MarkKind.OrderRef && OrderShelf.SameId(order.Id.Value, mark.Value));

    private string Name(Target target) => target switch
    {
        { Mention: { } mention } => text.Text[text.Words[mention.From].Start..text.Words[mention.To - 1].End],
        { ItemId: { } id } => id,
        _ => "item",
    };

    private string Describe(List<OwnedLine> lines) => string.Join("; ", lines.Take(4)
        .Select(owned => $"{owned.Line.Name} ({string.Join(", ", owned.Line.Options.Values)}) in order {owned.Order.Id}"))
        + (context.Orders.Count == 0 ? " (no orders known)" : "");
}
