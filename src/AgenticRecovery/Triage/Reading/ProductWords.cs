using AgenticRecovery.Cases;

namespace AgenticRecovery.Triage.Reading;

/// <summary>The words for the options of one product.</summary>
public sealed class ProductWords
{
    private readonly List<OptionPhrase> _phrases;
    private readonly Dictionary<VariantId, Variant> _variants;

    public ProductWords(Product product)
    {
        ArgumentNullException.ThrowIfNull(product);
        Product = product;
        _variants = product.Variants.DistinctBy(variant => variant.Id).ToDictionary(variant => variant.Id);
        Options = product.Variants.SelectMany(variant => variant.Options)
            .GroupBy(option => option.Key)
            .Select(group => OptionWords.Of(group.Key, group.Select(option => option.Value)))
            .ToList();
        _phrases = Options.SelectMany(OptionPhrase.Of)
            .Where(phrase => !phrase.IsWeak || !Options.Any(option => option.NameStems.Contains(phrase.Stems[0])))
            .OrderByDescending(phrase => phrase.Stems.Length).ToList();
    }

    public Product Product { get; }
    internal IReadOnlyList<OptionWords> Options { get; }

    public Variant? Variant(VariantId id) => _variants.GetValueOrDefault(id);

    /// <summary>What these words say of the options. A phrase that fits two options and has no name beside it names both.</summary>
    internal List<OptionMark> Read(IReadOnlyList<Word> words, int from, int to)
    {
        var marks = new List<OptionMark>();
        for (var at = from; at < to; at++)
        {
            // "too small" complains of what is; it asks for nothing.
            if (words[at].Stem == "too")
            {
                at++;
                continue;
            }

            if (NameWithValues(words, at, to) is var skip and > 0)
            {
                at += skip - 1;
                continue;
            }

            var found = At(words, at, from, to);
            if (found.Count == 0)
                continue;
            // "waterproof: no" names the value after a word that alone would be a value itself.
            marks.RemoveAll(earlier => found.Exists(mark => mark.Option == earlier.Option && mark.From < earlier.To));
            marks.AddRange(found);
            at = found.Max(mark => mark.To) - 1;
        }

        return marks;
    }

    // An option named after its values ("bagged/bagless") is a name, not a choice, where both stand together.
    private int NameWithValues(IReadOnlyList<Word> words, int at, int to)
    {
        foreach (var option in Options)
        {
            var length = (option.NameStems.Length * 2) - 1;
            if (length < 3 || at + length > to || words[at + 1].Stem != "/")
                continue;
            if (option.NameStems.Select((stem, i) => words[at + (i * 2)].Stem == stem).All(same => same))
                return length;
        }

        return 0;
    }

    private List<OptionMark> At(IReadOnlyList<Word> words, int at, int from, int to)
    {
        var length = 0;
        var found = new List<(OptionMark Mark, bool Named, bool Weak)>();
        foreach (var phrase in _phrases)
        {
            if (phrase.Stems.Length < length || !phrase.StandsAt(words, at, to))
                continue;
            var (nameFrom, nameTo) = NameBeside(phrase.Option, words, at, at + phrase.Stems.Length, from, to);
            var named = nameFrom < at || nameTo > at + phrase.Stems.Length;
            if (phrase.NeedsName && !named)
                continue;
            length = phrase.Stems.Length;
            found.Add((new OptionMark(nameFrom, nameTo, phrase.Option, phrase.Value, at), named, phrase.IsWeak));
        }

        var best = found.Exists(item => !item.Weak) ? found.Where(item => !item.Weak) : found;
        var strong = best.Any(item => item.Named) ? best.Where(item => item.Named) : best;
        var marks = strong.Select(item => item.Mark).DistinctBy(mark => (mark.Option.Name, mark.Value)).ToList();
        // A part of a value counts only when it can mean one value.
        return marks.Count > 1 && found.TrueForAll(item => item.Weak) ? [] : marks;
    }

    // The name may stand right behind the value ("black dial", "9 bar pressure") or before it ("size 9", "color: red", "color to be red").
    private static (int From, int To) NameBeside(OptionWords option, IReadOnlyList<Word> words, int from, int to, int first, int last)
    {
        var (start, end) = (from, to);
        while (end < last && Names(option, words[end].Stem))
            end++;
        var before = from - 1;
        while (before >= first && from - before <= 4 && words[before].Stem is "'" or "\"" or ":" or "be" or "to" or "of" or "is" or "a" or "in" or "with" or "=" or "an")
            before--;
        while (before >= first && from - before <= 6 && Names(option, words[before].Stem))
            start = before--;
        return (start, end);
    }

    private static bool Names(OptionWords option, string stem) =>
        option.NameStems.Any(name => WantedReader.Akin(name, stem));
}

/// <param name="From">First word with the option's name, inclusive.</param>
/// <param name="To">Last word with the option's name, exclusive.</param>
/// <param name="At">First word of the value.</param>
internal sealed record OptionMark(int From, int To, OptionWords Option, string Value, int At);
