using System.Text.RegularExpressions;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Triage.Reading;

/// <summary>
/// Reads "I would rather have it in L" in the shipped languages: a word for swapping, and one value of an option of what was
/// ordered. It reads nothing else: two lines that could be meant, two values, or a word about money make it say nothing.
/// </summary>
public abstract partial record VariantWish
{
    private VariantWish() { }

    /// <param name="To">The variant that differs from the ordered one in the named values only.</param>
    public sealed record Swap(OrderLine Line, Variant To) : VariantWish;

    /// <summary>The wish is plain and cannot be had.</summary>
    public sealed record NotThere(string Why) : VariantWish;

    /// <summary>A value is named that several lines could take, and nothing says which of them is meant.</summary>
    public sealed record Several : VariantWish;

    /// <summary>True when the text speaks of another variant and not of money or of giving the order up.</summary>
    public static bool IsUttered(string text) => (Swapping().IsMatch(text) || (Instead().IsMatch(text) && PlainSigns.FaultIn(text) is null)) && !Money().IsMatch(text);

    /// <returns>Null when the text says nothing of the kind, or more than one thing.</returns>
    public static VariantWish? Read(string text, Order order, IReadOnlyList<Product> products)
    {
        if (!IsUttered(text))
            return null;
        var said = text.Replace(order.Id.Value, " ", StringComparison.OrdinalIgnoreCase);
        var read = order.Lines.Where(line => line.Quantity == 1)
            .Select(line => (Line: line, Product: products.FirstOrDefault(product => product.Id == line.Product)))
            .Where(pair => pair.Product is not null)
            .Select(pair => (pair.Line, Product: pair.Product!, Wanted: Wanted(said, pair.Line, pair.Product!)))
            .Where(found => found.Wanted is { Count: > 0 }).ToList();
        if (read.Count > 1 || (read.Count == 1 && LineNames.In(said, order) is { Count: > 1 }))
            return LineNames.In(said, order) is [var named] && read.Find(found => found.Line == named) is { Wanted: { } wanted } one ? Find(one.Line, one.Product, wanted) : new Several();
        return read is [var only] && order.Lines.All(line => line.Quantity == 1) ? Find(only.Line, only.Product, only.Wanted!) : null;
    }

    /// <summary>Option values the text names and the line does not have yet; null where one option is named with two.</summary>
    private static Dictionary<string, string>? Wanted(string said, OrderLine line, Product product)
    {
        var wanted = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var option in product.Variants.SelectMany(variant => variant.Options).GroupBy(pair => pair.Key, pair => pair.Value))
        {
            var now = line.Options.GetValueOrDefault(option.Key);
            var named = option.Distinct(StringComparer.Ordinal).Where(value => value != now && OptionValues.Names(said, value)).ToList();
            if (named.Count > 1)
                return null;
            if (named is [var value])
                wanted[option.Key] = value;
        }

        return wanted;
    }

    private static VariantWish Find(OrderLine line, Product product, Dictionary<string, string> wanted)
    {
        var fitting = product.Variants.FirstOrDefault(variant => variant.Options.All(option =>
            wanted.TryGetValue(option.Key, out var value) ? option.Value == value : line.Options.GetValueOrDefault(option.Key) == option.Value));
        var asked = $"{product.Name} ({string.Join(", ", wanted.Values)})";
        return fitting is null ? new NotThere($"there is no {asked} that is otherwise the same")
            : !fitting.IsAvailable || fitting.Stock < line.Quantity ? new NotThere($"{asked} is out of stock")
            : new Swap(line, fitting);
    }

    // Words for swapping or having it otherwise; stems, so that all forms count.
    [GeneratedRegex(
        @"\b(exchang\w*|swap\w*|(another|different|larger|smaller|bigger) (size|colou?r)"
        + @"|(um|aus|ein)?(ge)?tausch\w*|umzutauschen|ander[es]\w* (Größe|Farbe)|änder\w*|zu ändern"
        + @"|échang\w*|autre (taille|couleur|pointure)|chang(er|ez|iez)\b"
        + @"|cambi(ar|o|e|éis|áis|arl[oa]s?|arme)\b|otr[oa] (talla|color|número)|podéis cambiar\w*"
        + @"|troc(ar|a|o|ar?l[oa])\b|mud(ar|em|e|arem)\b|outr[oa] (tamanho|cor|número))",
        RegexOptions.IgnoreCase)]
    private static partial Regex Swapping();

    // "In blue instead of white": one in place of the other. Of goods that came, it is a complaint and no wish.
    [GeneratedRegex(@"\b(instead of|in place of|rather than|statt|anstatt|anstelle|au lieu d\w*|à la place d\w*|plutôt que|en (lugar|vez) de|em (vez|lugar) d\w*)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Instead();

    // Money back, withdrawal, cancelling: then another variant is not the (only) wish.
    [GeneratedRegex(
        @"\b(refund\w*|money back|cancel\w*|widerruf\w*|Geld zurück|Geld wieder|erstatt\w*|rückerstatt\w*|stornier\w*|PayPal|Kreditkarte|Adresse|Anschrift"
        + @"|rembours\w*|annul\w*|rétract\w*|adresse|reembols\w*|dinero|devolv\w*|anular|cancelar|direcci[oó]n|desist\w*|dinheiro|endereço)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Money();
}
