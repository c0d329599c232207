using AgenticRecovery.Cases;

namespace AgenticRecovery.Triage.Reading;

internal sealed record OwnedLine(Order Order, OrderLine Line);

/// <summary>The customer's orders, searched by scope and by what a wish names.</summary>
internal sealed class OrderShelf(RequestContext context, CatalogueWords catalogue, IReadOnlyList<Word> words)
{
    public ShopRules Rules => context.Rules;

    public bool IsEditable(Order order) => Rules.Editable.Contains(order.Status) && !IsEdited(order);

    public bool IsOpen(Order order) => Rules.Cancellable.Contains(order.Status) && !IsEdited(order);

    /// <summary>An order whose items were changed once takes no further change where the shop says so.</summary>
    private bool IsEdited(Order order) => order.Attributes.TryGetValue(Rules.EditedAttribute, out var edited) && edited == "true";

    /// <summary>The orders a wish may be about, before its aim is asked.</summary>
    public List<Order> Orders(Scope scope)
    {
        IEnumerable<Order> orders = context.Orders;
        if (scope.OrderIds.Count > 0)
            orders = orders.Where(order => scope.OrderIds.Any(id => SameId(order.Id.Value, id)));
        orders = scope.Status switch
        {
            "pending" => orders.Where(IsOpen),
            "delivered" => orders.Where(order => Rules.Returnable.Contains(order.Status) || Rules.Exchangeable.Contains(order.Status)),
            _ => orders,
        };
        if (scope.City is { } city)
            orders = orders.Where(order => order.ShipTo.City == city);
        if (scope.With is { } with)
            orders = orders.Where(order => order.Lines.Any(line => with.Products.ContainsKey(line.Product)));
        return orders.Where(order => scope.AlsoWith.All(also => order.Lines.Any(line => also.Products.ContainsKey(line.Product)))).ToList();
    }

    public bool KnowsAll(IReadOnlyList<string> ids) => ids.All(id => context.Orders.Any(order => SameId(order.Id.Value, id)));

    /// <summary>The lines a target may mean in these orders: the strongest naming wins, then what the description leaves.</summary>
    public List<OwnedLine> Lines(Target target, IReadOnlyList<Order> orders)
    {
        var all = orders.SelectMany(order => order.Lines.Select(line => new OwnedLine(order, line))).ToList();
        if (target.ItemId is { } id)
            return all.Where(owned => owned.Line.Variant.Value == id || owned.Line.Product.Value == id || owned.Line.Id.Value == id).ToList();
        if (target.Mention is { } mention)
        {
            var named = all.Where(owned => mention.Products.ContainsKey(owned.Line.Product)).ToList();
            var strongest = named.Count == 0 ? 0 : named.Max(owned => mention.Products[owned.Line.Product]);
            all = named.Where(owned => mention.Products[owned.Line.Product] == strongest).ToList();
        }

        return Described(target, all);
    }

    private List<OwnedLine> Described(Target target, List<OwnedLine> lines)
    {
        if (target.Described.Count == 0)
            return lines;
        var kept = lines.Where(owned => Fits(target, owned.Line)).ToList();
        return kept;
    }

    private bool Fits(Target target, OrderLine line)
    {
        if (catalogue.Find(line.Product) is not { } product)
            return true;
        foreach (var byOption in target.Described.SelectMany(range => product.Read(words, range.From, range.To)).GroupBy(mark => mark.At))
        {
            if (!byOption.Any(mark => line.Options.GetValueOrDefault(mark.Option.Name) == mark.Value))
                return false;
        }

        return true;
    }

    /// <summary>The one order that holds all the different things a text names is the order it speaks of.</summary>
    public static bool HoldsEverythingNamed(Order order, MarkedText text)
    {
        var mentions = text.Marks.Select(mark => mark.Mention).OfType<ProductMention>().ToList();
        var isSeveral = mentions.SelectMany(mention => order.Lines.Where(line => mention.Products.ContainsKey(line.Product)).Select(line => line.Product)).Distinct().Count() > 1;
        return isSeveral && mentions.TrueForAll(mention => order.Lines.Any(line => mention.Products.ContainsKey(line.Product)));
    }

    public static bool SameId(string left, string right) =>
        string.Equals(left.TrimStart('#'), right.TrimStart('#'), StringComparison.OrdinalIgnoreCase);
}
