using AgenticRecovery.Cases;

namespace AgenticRecovery.Triage.Reading;

/// <summary>Which products' variants a request needs: those of the lines it may change, known so far only by what was ordered.</summary>
internal static class ProductNeeds
{
    public static IReadOnlyList<ProductId> Of(RequestContext context)
    {
        var known = context.Products.Select(product => product.Id).ToHashSet();
        var lines = context.Orders
            .Where(order => context.Rules.Editable.Contains(order.Status) || context.Rules.Exchangeable.Contains(order.Status))
            .SelectMany(order => order.Lines)
            .Where(line => !known.Contains(line.Product)).ToList();
        if (lines.Count == 0)
            return [];
        var wishes = RequestReader.WishesOf(context, CatalogueWords.For(context));
        if (wishes.Unclear.Count > 0)
            return lines.Select(line => line.Product).Distinct().ToList();
        var changes = wishes.Items.SelectMany(WithFallbacks).Where(wish => wish.Aim == Aim.Change).ToList();
        var targets = changes.SelectMany(wish => wish.Groups).SelectMany(group => group.Targets).ToList();
        var isOpen = changes.Exists(wish => wish.Groups.Count == 0) || targets.Exists(target => target.Mention is null && target.ItemId is null);
        return lines.Where(line => isOpen || targets.Exists(target => target.Mention?.Products.ContainsKey(line.Product) == true
                || target.ItemId == line.Variant.Value || target.ItemId == line.Product.Value))
            .Select(line => line.Product).Distinct().ToList();
    }

    private static IEnumerable<Wish> WithFallbacks(Wish wish) =>
        wish.Otherwise.Select(other => other.Then).OfType<Wish>().SelectMany(WithFallbacks).Prepend(wish);
}
