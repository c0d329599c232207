using AgenticRecovery.Cases;
using AgenticRecovery.Triage.Reading;

namespace AgenticRecovery.Triage.Guarding;

/// <summary>"The cheapest", "the more expensive one", "at the price I paid": compared with the catalogue and with what was ordered.</summary>
internal static class SuperlativeCheck
{
    public static MatchFinding? Find(PartialReading reading, ProposedMove proposed) =>
        proposed.Kind is StepKind.Edit or StepKind.Exchange ? Wanted(reading, proposed) : null;

    // "The more expensive of the two tablets": of the customer's own ones that can be returned.
    public static MatchFinding? Ordered(RequestContext request, MarkedText text, ProposedMove proposed)
    {
        if (proposed.Kind != StepKind.Return)
            return null;
        var (up, down) = (Has(text, MarkKind.Dearest, MarkKind.Dearer), Has(text, MarkKind.Cheapest, MarkKind.Cheaper));
        if (up == down)
            return null;
        var own = request.Orders.Where(order => request.Rules.Returnable.Contains(order.Status)).SelectMany(order => order.Lines).ToList();
        foreach (var line in proposed.Lines.Select(line => line.Line).OfType<OrderLine>())
        {
            var others = own.Where(other => other.Product == line.Product && proposed.Lines.All(mine => mine.Line != other)).ToList();
            if (others.Exists(other => up ? other.UnitPrice > line.UnitPrice : other.UnitPrice < line.UnitPrice))
                return MatchFinding.Doubt("superlative", $"The customer has a {(up ? "more expensive" : "cheaper")} {line.Name} than this.");
        }

        return null;
    }

    private static MatchFinding? Wanted(PartialReading reading, ProposedMove proposed)
    {
        foreach (var one in proposed.Lines)
        {
            if (one is not { Line: { } line, To: { } id } || reading.Catalogue.Find(line.Product) is not { } product || product.Variant(id) is not { } to)
                continue;
            if (IsPriceKept(reading.Text) && to.Price > line.UnitPrice)
                return MatchFinding.Doubt("price", $"The {line.Name} would cost more than the customer paid, and they want the same price.");
            if (Sentence(reading.Text, line.Product) is not { } range)
                continue;
            var (up, down) = (reading.Text.Has(range.From, range.To, MarkKind.Dearest), reading.Text.Has(range.From, range.To, MarkKind.Cheapest));
            if (up != down && Better(reading.Text, range, product, to, up) is not null)
                return MatchFinding.Doubt("superlative", $"There is a {(up ? "more expensive" : "cheaper")} {line.Name} in stock that has what the customer named.");
        }

        return null;
    }

    /// <summary>A variant in stock with a better price that differs only in what the sentence does not speak of, or has a value it names.</summary>
    private static Variant? Better(MarkedText text, (int From, int To, bool IsGeneral) range, ProductWords product, Variant to, bool up)
    {
        var words = text.Words;
        // "All items to the cheapest; the shoe in its size": what holds for one thing may stand in the next sentence.
        var (from, end) = range.IsGeneral ? (0, words.Count) : (text.WordStart(range.From), text.WordEnd(range.To));
        var said = product.Read(words, from, end).ToLookup(mark => mark.Option.Name, mark => mark.Value, StringComparer.Ordinal);
        bool IsSpokenOf(OptionWords option) => said.Contains(option.Name)
            || Enumerable.Range(from, end - from).Any(at => option.NameStems.Any(name => WantedReader.Akin(name, words[at].Stem)));
        return product.Product.Variants.FirstOrDefault(other => other.IsAvailable && (up ? other.Price > to.Price : other.Price < to.Price)
            && product.Options.All(option => other.Options.GetValueOrDefault(option.Name) is var value
                && (value == to.Options.GetValueOrDefault(option.Name) || !IsSpokenOf(option) || said[option.Name].Contains(value))));
    }

    // The sentence that names the product and a superlative; one that says "all items" stands for every product.
    private static (int From, int To, bool IsGeneral)? Sentence(MarkedText text, ProductId product)
    {
        (int, int, bool)? general = null;
        for (var from = 0; from < text.Marks.Count;)
        {
            var stop = text.Find(from, text.Marks.Count, MarkKind.Stop);
            var to = stop < 0 ? text.Marks.Count : stop;
            var named = Enumerable.Range(from, to - from).Select(at => text.Marks[at].Mention).OfType<ProductMention>().SelectMany(mention => mention.Products.Keys).ToHashSet();
            var best = Enumerable.Range(from, to - from).FirstOrDefault(at => text.Marks[at].Kind is MarkKind.Cheapest or MarkKind.Dearest, -1);
            // "The cheapest of that order" looks at what was ordered, not at the catalogue.
            if (best >= 0 && !text.Has(best, to, MarkKind.OrderWord) && !text.Has(best, to, MarkKind.OrderRef))
            {
                if (named.Count == 1 && named.Contains(product))
                    return (from, to, false);
                if (named.Count == 0 && text.Has(from, to, MarkKind.All))
                    general = (from, to, true);
            }

            from = to + 1;
        }

        return general;
    }

    private static bool IsPriceKept(MarkedText text)
    {
        for (var at = 1; at < text.Words.Count; at++)
            if (text.Words[at].Stem == "price" && text.Words[at - 1].Stem is "same" or "previous" or "purchase" or "original" && at > 1 && text.Words[at - 2].Stem is "the" or "at" or "previous" or "my" or "original")
                return true;
        return false;
    }

    private static bool Has(MarkedText text, MarkKind one, MarkKind other) => text.Has(0, text.Marks.Count, one) || text.Has(0, text.Marks.Count, other);
}
