using AgenticRecovery.Cases;

namespace AgenticRecovery.Triage.Reading;

/// <summary>Looks for words of a wish that nothing explains. One such word may carry a condition, so it makes a question.</summary>
internal static class Leftover
{
    // Words that may stand in a wish without changing it.
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "purchase", "ending", "end", "digit", "number", "itself", "contain", "containing", "pair", "id", "else", "money", "color", "size", "brand", "just", "happy", "friend", "gift", "full", "refund", "process", "immediate", "quick", "soon", "delivery",
        "multiple", "extra", "wrong", "mention", "beginning", "start", "original", "both", "together", "possible", "reason", "due", "related", "associated",
        "entirely", "completely", "altogether", "online", "home", "house", "son", "daughter", "account", "detail", "level", "form", "exact",
    };

    public static string? Find(MarkedText text, CatalogueWords catalogue, Wish wish, FoundLines found)
    {
        var products = found.Groups.SelectMany(group => group.Lines).Select(owned => owned.Line.Product).Distinct()
            .Select(catalogue.Find).OfType<ProductWords>().ToList();
        var from = text.WordStart(wish.From);
        var to = text.WordEnd(wish.To);
        var read = new HashSet<int>();
        foreach (var mark in products.SelectMany(product => product.Read(text.Words, from, to)))
        {
            for (var word = mark.From; word < mark.To; word++)
                read.Add(word);
        }

        for (var at = wish.From; at < wish.To; at++)
        {
            var mark = text.Marks[at];
            if (mark.Kind != MarkKind.Unknown || read.Contains(mark.From) || (mark.From > 0 && text.Words[mark.From - 1].Stem == "too"))
                continue;
            var stem = text.Words[mark.From].Stem;
            if (!Harmless.Contains(stem) && !products.Exists(product => Words.Stems(product.Product.Name).Contains(stem)) && !IsOptionName(products, stem) && !IsSpeltOut(text, at, wish.To))
                return text.Words[mark.From].Text;
        }

        return null;
    }

    // "everything for gaming (keyboard and mouse)": the brackets say what the word means.
    private static bool IsSpeltOut(MarkedText text, int at, int to)
    {
        for (var next = at + 1; next < to && next <= at + 2; next++)
        {
            if (text.Marks[next].Kind != MarkKind.Open)
                continue;
            var close = text.Find(next, to, MarkKind.Close);
            return text.Has(next, close < 0 ? to : close, MarkKind.Product);
        }

        return false;
    }

    private static bool IsOptionName(List<ProductWords> products, string stem) =>
        products.Exists(product => product.Options.Any(option => option.NameStems.Any(name => WantedReader.Akin(name, stem))));
}
