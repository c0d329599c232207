using AgenticRecovery.Cases;

namespace AgenticRecovery.Triage.Reading;

/// <summary>The variant a wish comes to.</summary>
internal abstract record Choice
{
    private Choice() { }

    public sealed record One(Variant Variant) : Choice;

    /// <summary>The line already is what was wished.</summary>
    public sealed record Already : Choice;

    public sealed record None(string Reason) : Choice;

    public sealed record Many(string Question) : Choice;
}

/// <summary>Finds the one variant that fits what was said of it; what was not said stays as it is where that can be had.</summary>
internal static class VariantChoice
{
    public static Choice Choose(ProductWords product, OrderLine line, Wanted wanted)
    {
        if (wanted.VariantId is { } id)
            return ById(product, line, id);
        if (wanted.IsImpossible is { } reason)
            return new Choice.None(reason);
        var current = product.Variant(line.Variant);
        var fitting = product.Product.Variants.Where(variant => variant.IsAvailable && wanted.Fits(variant.Options)).ToList();
        if (wanted.IsSameItem)
            return SameItem(product, line, wanted, fitting);
        var others = fitting.Where(variant => variant.Id != line.Variant).ToList();
        if (wanted.Order is { } order)
            return Extreme(product, line, wanted, fitting, order);
        if (!wanted.SaysAnything)
            return new Choice.Many($"Which {product.Product.Name} shall it become?");
        if (current is not null && wanted.Fits(line.Options) && !wanted.HasPreference)
            return new Choice.Already();
        if (others.Count == 0)
            return new Choice.None($"no {product.Product.Name} as wished is available");
        return Narrow(product, line, wanted, others);
    }

    private static Choice Narrow(ProductWords product, OrderLine line, Wanted wanted, List<Variant> fitting)
    {
        var best = wanted.Prefer(fitting);
        if (!wanted.OthersAreFree)
        {
            var unchanged = best.Where(variant => IsUnchangedBeyond(variant, line, wanted)).ToList();
            if (unchanged.Count == 1)
                return new Choice.One(unchanged[0]);
            if (wanted.KeepsOthers)
                return new Choice.None($"no {product.Product.Name} differs only in what was wished");
        }

        return best.Count == 1 && (wanted.OthersAreFree || IsNear(best[0], line, wanted))
            ? new Choice.One(best[0])
            : new Choice.Many(best.Count == 1
                ? $"Only one {product.Product.Name} fits: {Describe(best)}. Shall it be that one?"
                : $"{best.Count} {product.Product.Name} variants fit: {Describe(best)}. Which one shall it be?");
    }

    private static Choice Extreme(ProductWords product, OrderLine line, Wanted wanted, List<Variant> fitting, Func<Variant, decimal> order)
    {
        // "LCD or AMOLED, whichever is cheaper": the price decides between values that are all allowed; a preference that was said stays first.
        var pool = wanted.PreferSaid(fitting);
        if (wanted.KeepsOthers)
            pool = pool.Where(variant => variant.Id == line.Variant || IsUnchangedBeyond(variant, line, wanted)).ToList();
        if (pool.Count == 0)
            return new Choice.None($"no {product.Product.Name} as wished is available");
        var least = pool.Min(order);
        var best = pool.Where(variant => order(variant) == least).ToList();
        var isBest = best.Exists(variant => variant.Id == line.Variant)
            || (wanted.OrderOption is not null && product.Variant(line.Variant) is { } now && wanted.Fits(now.Options) && order(now) <= least);
        if (isBest && (best.Count == 1 || wanted.OrderOption is not null))
            return new Choice.Already();
        return best.Count == 1 ? new Choice.One(best[0]) : Narrow(product, line, wanted, best.Where(variant => variant.Id != line.Variant).ToList());
    }

    private static Choice SameItem(ProductWords product, OrderLine line, Wanted wanted, List<Variant> fitting)
    {
        var same = fitting.Where(variant => variant.Id == line.Variant).ToList();
        if (same.Count == 1)
            return new Choice.One(same[0]);
        _ = wanted;
        return new Choice.None($"the same {product.Product.Name} is not available");
    }

    private static Choice ById(ProductWords product, OrderLine line, string id)
    {
        var variant = product.Variant(new VariantId(id));
        if (variant is null)
            return new Choice.None($"{id} is no {product.Product.Name}");
        if (variant.Id == line.Variant)
            return new Choice.Already();
        return variant.IsAvailable ? new Choice.One(variant) : new Choice.None($"{product.Product.Name} {id} is not available");
    }

    private static bool IsUnchangedBeyond(Variant variant, OrderLine line, Wanted wanted) =>
        variant.Options.All(option => wanted.Names(option.Key) || line.Options.GetValueOrDefault(option.Key) == option.Value
            || (wanted.Excluded.TryGetValue(option.Key, out var excluded) && excluded.Contains(line.Options.GetValueOrDefault(option.Key, ""))));

    // The one variant that fits may differ in things nobody spoke of; more of those than of the wished ones is a leap to ask about.
    private static bool IsNear(Variant variant, OrderLine line, Wanted wanted)
    {
        var changed = variant.Options.Where(option => line.Options.GetValueOrDefault(option.Key) != option.Value).ToList();
        var unspoken = changed.Count(option => !wanted.Names(option.Key) && !wanted.Excluded.ContainsKey(option.Key));
        return unspoken <= Math.Max(1, changed.Count - unspoken);
    }

    private static string Describe(List<Variant> variants) =>
        string.Join("; ", variants.Take(4).Select(variant => string.Join(", ", variant.Options.Values)));
}
