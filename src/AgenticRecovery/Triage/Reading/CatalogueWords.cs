using AgenticRecovery.Cases;

namespace AgenticRecovery.Triage.Reading;

/// <summary>The words by which customers may name the products of a catalogue. Immutable; build it once for a fixed catalogue.</summary>
public sealed class CatalogueWords
{
    private readonly Dictionary<ProductId, ProductWords> _products;
    private readonly Dictionary<string, List<ProductPhrase>> _byFirstStem;

    public CatalogueWords(IReadOnlyList<Product> products)
    {
        ArgumentNullException.ThrowIfNull(products);
        _products = [];
        foreach (var product in products)
            _products.TryAdd(product.Id, new ProductWords(product));
        var phrases = ProductPhrase.Of(_products.Values.Select(words => words.Product)).ToList();
        MendableStems = [.. Vocabulary.LongStems.Concat(phrases.SelectMany(phrase => phrase.Stems)).Where(stem => stem.Length >= 5).Distinct()];
        KnownStems = [.. Vocabulary.Stems, .. phrases.SelectMany(phrase => phrase.Stems), .. _products.Values.SelectMany(words => words.Options)
            .SelectMany(option => option.NameStems.Concat(option.Values.SelectMany(Words.Stems)))];
        _byFirstStem = phrases
            .GroupBy(phrase => phrase.Stems[0])
            .ToDictionary(group => group.Key, group => group.OrderByDescending(phrase => phrase.Stems.Length).ToList());
    }

    /// <summary>The words of what was fetched; ordered products that were not stand in with what was ordered of them.</summary>
    internal static CatalogueWords For(RequestContext context)
    {
        var lines = context.Orders.SelectMany(order => order.Lines).ToList();
        if (context.Words is { } words && lines.TrueForAll(line => words.Find(line.Product) is not null))
            return words;
        var known = context.Products.Select(product => product.Id).ToHashSet();
        var ordered = lines.Where(line => !known.Contains(line.Product)).GroupBy(line => line.Product)
            .Select(group => new Product(group.Key, group.First().Name, group.DistinctBy(line => line.Variant)
                .Select(line => new Variant(line.Variant, line.UnitPrice, true, line.Options)).ToList()));
        return new CatalogueWords([.. context.Products, .. ordered]);
    }

    /// <summary>Stems the grammar or the catalogue knows.</summary>
    internal HashSet<string> KnownStems { get; }

    /// <summary>Stems of verbs and names of products; a slip in one of them may be mended.</summary>
    internal IReadOnlyCollection<string> MendableStems { get; }

    public IReadOnlyCollection<ProductWords> Products => _products.Values;

    public ProductWords? Find(ProductId id) => _products.GetValueOrDefault(id);

    /// <summary>A product whose variant has this id, or which itself has it.</summary>
    public ProductWords? FindByAnyId(string id) =>
        _products.Values.FirstOrDefault(words => words.Product.Id.Value == id || words.Variant(new VariantId(id)) is not null);

    /// <summary>The products a phrase at this word may name, or null. The longest phrase wins; one phrase may name several products.</summary>
    internal ProductMention? MentionAt(IReadOnlyList<Word> words, int at)
    {
        if (!_byFirstStem.TryGetValue(words[at].Stem, out var phrases))
            return null;
        var length = 0;
        var named = new Dictionary<ProductId, int>();
        foreach (var phrase in phrases)
        {
            if (phrase.Stems.Length < length || !phrase.StandsAt(words, at))
                continue;
            length = phrase.Stems.Length;
            if (named.GetValueOrDefault(phrase.Product) < phrase.Strength)
                named[phrase.Product] = phrase.Strength;
        }

        return length == 0 ? null : new ProductMention(at, at + length, named);
    }
}

/// <param name="From">First word, inclusive.</param>
/// <param name="To">Last word, exclusive.</param>
/// <param name="Products">Candidates with how strongly the phrase names them: 3 the whole name, 2 its main noun, 1 a part or a synonym.</param>
internal sealed record ProductMention(int From, int To, IReadOnlyDictionary<ProductId, int> Products);

/// <summary>One way to name a product.</summary>
internal sealed record ProductPhrase(string[] Stems, ProductId Product, int Strength)
{
    // Nouns that say nothing alone: "set" may be a luggage set or a dumbbell set.
    private static readonly HashSet<string> Generic = new(StringComparer.Ordinal)
        { "set", "kit", "machine", "maker", "pack", "puzzle", "cleaner", "item", "unit", "system", "mat", "bed", "light", "device", "cover" };

    // First words that describe rather than name: "smart" alone is no smart watch.
    private static readonly HashSet<string> Describing = new(StringComparer.Ordinal)
    {
        "smart", "electric", "portable", "digital", "wireless", "mechanical", "gaming", "action", "indoor", "outdoor", "running",
        "hiking", "cycling", "desk", "office", "pet", "air", "tea", "water", "garden", "patio", "wall", "led", "light", "bluetooth",
        "coffee", "t", "e", "fleece", "leather", "wood", "metal", "cotton", "kitchen", "home", "mini", "led", "usb", "black", "white",
        "travel", "baby", "dog", "cat", "hand", "face", "table", "floor", "men", "women", "kid", "sport", "security", "yoga",
    };

    // Everyday words for the same thing; each row is one meaning.
    private static readonly string[][] Synonyms =
    [
        ["machine", "maker"], ["headphone", "headset"], ["earbud", "earphone", "earpod"], ["bicycle", "bike"],
        ["smartphone", "phone", "cellphone"], ["sneaker", "trainer"], ["jigsaw", "puzzle"], ["luggage", "suitcase"],
        ["watch", "wristwatch"], ["purifier", "cleaner"], ["shoe", "sneaker"], ["boot", "shoe"], ["sunglass", "sunglasse", "shade"],
        ["laptop", "notebook computer"], ["grill", "barbecue", "bbq"], ["bulb", "lightbulb", "light bulb"], ["vacuum", "hoover"],
        ["couch", "sofa"], ["jacket", "coat"], ["t shirt", "tee", "shirt"], ["bookshelf", "bookcase"], ["perfume", "fragrance"],
    ];

    public static IEnumerable<ProductPhrase> Of(IEnumerable<Product> products) =>
        products.SelectMany(Of).SelectMany(WithSynonyms).DistinctBy(phrase => (string.Join(' ', phrase.Stems), phrase.Product, phrase.Strength));

    public bool StandsAt(IReadOnlyList<Word> words, int at)
    {
        if (at + Stems.Length > words.Count)
            return false;
        for (var i = 0; i < Stems.Length; i++)
        {
            if (!string.Equals(words[at + i].Stem, Stems[i], StringComparison.Ordinal))
                return false;
        }

        return true;
    }

    private static IEnumerable<ProductPhrase> Of(Product product)
    {
        var stems = Words.Stems(product.Name);
        if (stems.Length == 0)
            yield break;
        yield return new ProductPhrase(stems, product.Id, 3);
        if (stems.Length == 1)
            yield break;
        // "smartwatch", "teakettle"
        yield return new ProductPhrase([string.Concat(stems)], product.Id, 3);
        if (stems.Length > 2)
            yield return new ProductPhrase(stems[^2..], product.Id, 2);
        if (!Generic.Contains(stems[^1]) || stems[^1] is "puzzle" or "cleaner")
            yield return new ProductPhrase([stems[^1]], product.Id, 2);
        if (!Describing.Contains(stems[0]))
            yield return new ProductPhrase([stems[0]], product.Id, 2);
    }

    private static IEnumerable<ProductPhrase> WithSynonyms(ProductPhrase phrase)
    {
        yield return phrase;
        foreach (var meaning in Synonyms)
        {
            foreach (var word in meaning)
            {
                if (!Replace(phrase.Stems, word.Split(' '), out var before, out var after))
                    continue;
                foreach (var other in meaning.Where(other => other != word))
                    yield return phrase with { Stems = [.. before, .. other.Split(' '), .. after], Strength = phrase.Strength - 1 };
            }
        }

        if (phrase.Stems is ["espresso", "machine"])
            yield return phrase with { Stems = ["coffee", "machine"], Strength = 1 };
    }

    private static bool Replace(string[] stems, string[] word, out string[] before, out string[] after)
    {
        before = after = [];
        for (var at = 0; at + word.Length <= stems.Length; at++)
        {
            if (!stems.AsSpan(at, word.Length).SequenceEqual(word))
                continue;
            (before, after) = (stems[..at], stems[(at + word.Length)..]);
            return true;
        }

        return false;
    }
}
