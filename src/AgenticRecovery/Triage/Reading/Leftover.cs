using AgenticRecovery.Cases;

namespace AgenticRecovery.Triage.Reading;

/// <summary>Looks for words of a wish that nothing explains. One such word may carry a condition, so it makes a question.</summary>
internal sealed class Leftover(MarkedText text, CatalogueWords catalogue)
{
    // Words that may stand in a wish without changing it.
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "purchase", "ending", "end", "digit", "number", "itself", "contain", "containing", "pair", "id", "else", "money", "color", "size", "brand", "just", "happy", "gift", "full", "refund", "process", "immediate", "quick", "soon", "delivery",
        "multiple", "extra", "wrong", "mention", "beginning", "start", "original", "both", "together", "possible", "reason", "due", "related", "associated",
        "entirely", "completely", "altogether", "online", "home", "house", "son", "daughter", "account", "detail", "level", "form", "exact", "hold", "necessary", "shopping", "name", "request", "ordering", "receive", "address",
    };

    // Words that may stand in the naming of an address.
    private static readonly HashSet<string> Places = new(StringComparer.Ordinal)
    {
        "home", "house", "old", "place", "location", "live", "son", "daughter", "parent", "used", "use", "file", "profile", "match", "previous", "previously", "street", "road", "avenue", "apartment", "apt", "suite", "unit",
        "zip", "code", "city", "state", "usa", "us", "united", "states", "country", "number", "ca", "wa", "dc", "ny", "tx", "la", "nyc", "sf", "know", "stored", "saved", "registered", "residence", "another", "other", "deliver", "order_id", "address1", "address2",
    };

    /// <returns>The first word nothing explains, or null.</returns>
    public string? Find(Wish wish, IReadOnlyList<OrderLine> lines, Address? address = null)
    {
        var products = lines.Select(line => line.Product).Distinct().Select(catalogue.Find).OfType<ProductWords>().ToList();
        var read = Read(wish, products);
        for (var at = wish.From; at < wish.To; at++)
        {
            var mark = text.Marks[at];
            var isAddress = wish.Address is { Words: var words } && mark.From >= words.From && mark.To <= words.To;
            if (wish.Address is { Old: var old } && mark.From >= old.From && mark.To <= old.To)
                continue;
            if (IsWanted(wish, mark) || IsComplaint(mark))
                continue;
            if (isAddress ? !IsOfAddress(mark, address) : !IsExplained(wish, at, products, read))
                return text.Words[mark.From].Text;
        }

        return null;
    }

    private HashSet<int> Read(Wish wish, List<ProductWords> products)
    {
        var read = new HashSet<int>();
        foreach (var mark in products.SelectMany(product => product.Read(text.Words, text.WordStart(wish.From), text.WordEnd(wish.To))))
        {
            for (var word = mark.From; word < mark.To; word++)
                read.Add(word);
        }

        return read;
    }

    // Words of the wanted form are read, and asked about, with the options.
    private static bool IsWanted(Wish wish, Mark mark) => wish.Groups.Any(group => group.Wanted.Any(range => mark.From >= range.From && mark.To <= range.To));

    private bool IsComplaint(Mark mark) => mark.From > 0 && text.Words[mark.From - 1].Stem == "too";

    private bool IsOfAddress(Mark mark, Address? address)
    {
        var stem = text.Words[mark.From].Stem;
        return mark.Kind is not (MarkKind.Unknown or MarkKind.Number or MarkKind.Amount or MarkKind.PaymentKind or MarkKind.Not or MarkKind.Except or MarkKind.Only or MarkKind.Product)
            || Places.Contains(stem) || text.OwnWords.Contains(stem) || text.Words[mark.From].Text.Length == 1
            || (address is not null && Words.Of(string.Join(' ', address.Street, address.Street2, address.City, address.Region, address.PostalCode)).Any(word => word.Stem == stem));
    }

    private bool IsExplained(Wish wish, int at, List<ProductWords> products, HashSet<int> read)
    {
        var mark = text.Marks[at];
        if (read.Contains(mark.From))
            return true;
        return mark.Kind switch
        {
            MarkKind.Unknown when text.Words[mark.From].Stem == "single" && Leads(at, wish.To, MarkKind.Dearest, MarkKind.Cheapest) => true,
            MarkKind.Unknown => IsHarmless(at, wish.To, products),
            MarkKind.Number when at > wish.From && text.Marks[at - 1].Kind == MarkKind.From && wish.Aim == Aim.Change => true,
            MarkKind.Number => IsCount(at, wish.To) || text.Words[mark.From].Text.Length == 4 && text.Has(wish.From, at, MarkKind.PaymentKind),
            MarkKind.Amount => (wish.Aim == Aim.Change && wish.Limit is not null) || wish.PriceTest is not null,
            MarkKind.Most or MarkKind.Least or MarkKind.Person or MarkKind.Partly => false,
            MarkKind.Cheapest or MarkKind.Dearest or MarkKind.Cheaper or MarkKind.Dearer => wish.Groups.Any(group => group.Targets.Any(target => target.Pick != Pick.None)),
            MarkKind.Except => (wish.Aim == Aim.Change && text.Words[mark.To - 1].Stem == "keep") || wish.Except.Count > 0 && (Leads(at, wish.To, MarkKind.Product, MarkKind.IdRef) || (wish.Aim == Aim.Cancel && LeadsOverOne(at, wish.To))),
            MarkKind.Not when ItemGrammar.IsNotTheOne(text, at, wish.To) => true,
            MarkKind.Not => (at + 1 < wish.To && text.Marks[at + 1].Kind == MarkKind.Unknown) || Leads(at, wish.To, MarkKind.Product, MarkKind.PaymentKind, MarkKind.OriginalPayment),
            MarkKind.Other => Leads(at, wish.To, MarkKind.OrderWord, MarkKind.Product, MarkKind.PaymentKind, MarkKind.PaymentWord),
            MarkKind.Same => Leads(at, wish.To, MarkKind.OrderWord, MarkKind.PaymentWord, MarkKind.PaymentKind),
            MarkKind.Prefer or MarkKind.FreeChoice => text.Has(wish.From, wish.To, MarkKind.PaymentKind) || text.Has(wish.From, wish.To, MarkKind.OriginalPayment),
            MarkKind.Recent => text.Words[mark.From].Stem is not ("newest" or "latest" or "last") || Leads(at, wish.To, MarkKind.OrderWord),
            MarkKind.Product => wish.Aim is not (Aim.ShipTo or Aim.PayWith) || ReferenceEquals(mark.Mention, wish.Scope.With),
            _ => true,
        };
    }

    private bool IsHarmless(int at, int to, List<ProductWords> products)
    {
        var stem = text.Words[text.Marks[at].From].Stem;
        return Harmless.Contains(stem) || products.Exists(product => Words.Stems(product.Product.Name).Contains(stem)) || IsOptionName(products, stem) || IsSpeltOut(at, to);
    }

    // "two lamps", "all three of my orders", "both items".
    private bool IsCount(int at, int to) => Leads(at, to, MarkKind.Product, MarkKind.ItemWord, MarkKind.OrderWord, MarkKind.It, MarkKind.PaymentWord, MarkKind.Status, MarkKind.Recent);

    // "all orders except the one with the mug"
    private bool LeadsOverOne(int at, int to)
    {
        for (var next = at + 1; next < to && next <= at + 5; next++)
        {
            if (text.Marks[next].Kind == MarkKind.Product)
                return true;
            if (text.Marks[next].Kind is not (MarkKind.Filler or MarkKind.It or MarkKind.OrderWord) && text.Words[text.Marks[next].From].Stem != "with")
                return false;
        }

        return false;
    }

    private bool Leads(int at, int to, params ReadOnlySpan<MarkKind> kinds)
    {
        for (var next = at + 1; next < to && next <= at + 3; next++)
        {
            if (kinds.Contains(text.Marks[next].Kind))
                return true;
            if (text.Marks[next].Kind is not (MarkKind.Filler or MarkKind.Status or MarkKind.Unknown or MarkKind.To))
                return false;
        }

        return false;
    }

    // "everything for gaming (keyboard and mouse)": the brackets say what the word means.
    private bool IsSpeltOut(int at, int to)
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
