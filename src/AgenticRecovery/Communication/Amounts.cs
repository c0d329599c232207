using System.Globalization;
using System.Text.RegularExpressions;
using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Communication;

/// <param name="Currency">Null where the text gives a bare number with two decimals.</param>
internal readonly record struct FoundAmount(decimal Value, Currency? Currency, int Start, int End, string Text);

/// <summary>Finds amounts in the formats of English, German, French, Spanish and Portuguese texts.</summary>
internal static partial class Amounts
{
    /// <param name="folded">Text after <see cref="PlainText.Fold"/>.</param>
    public static List<FoundAmount> In(string folded)
    {
        var found = new List<FoundAmount>();
        foreach (var match in Before().EnumerateMatches(folded))
            Add(found, folded, match.Index, match.Length);
        foreach (var match in After().EnumerateMatches(folded))
            Add(found, folded, match.Index, match.Length);
        foreach (var match in Bare().EnumerateMatches(folded))
            AddBare(found, folded.Substring(match.Index, match.Length), match.Index);
        return found;
    }

    /// <summary>Shares such as "10 %" or "10 percent".</summary>
    public static bool HasShare(string folded) => Share().IsMatch(folded);

    private static void Add(List<FoundAmount> found, string folded, int start, int length)
    {
        if (found.Any(known => known.Start < start + length && start < known.End))
            return;
        var text = folded.AsSpan(start, length);
        var first = text.IndexOfAnyInRange('0', '9');
        var last = text.LastIndexOfAnyInRange('0', '9');
        var sign = first == 0 ? text[(last + 1)..].Trim() : text[..first].Trim();
        found.Add(new FoundAmount(Number(text[first..(last + 1)]), CurrencyOf(sign), start, start + length, text.ToString()));
    }

    private static void AddBare(List<FoundAmount> found, string text, int start)
    {
        if (!found.Any(known => known.Start < start + text.Length && start < known.End))
            found.Add(new FoundAmount(Number(text), null, start, start + text.Length, text));
    }

    /// <summary>The last separator with one or two digits behind it is the decimal mark; all others group thousands.</summary>
    internal static decimal Number(ReadOnlySpan<char> text)
    {
        var mark = text.LastIndexOfAny('.', ',');
        var hasDecimals = mark >= 0 && text.Length - mark - 1 is 1 or 2;
        Span<char> digits = stackalloc char[text.Length];
        var count = 0;
        for (var at = 0; at < text.Length; at++)
            if (char.IsAsciiDigit(text[at]))
                digits[count++] = text[at];
            else if (at == mark && hasDecimals)
                digits[count++] = '.';
        return decimal.Parse(digits[..count], CultureInfo.InvariantCulture);
    }

    private static Currency? CurrencyOf(ReadOnlySpan<char> sign) => sign switch
    {
        "€" or "eur" or "euro" or "euros" => Currency.Eur,
        "$" or "us$" or "usd" or "dollar" or "dollars" or "dolares" => Currency.Usd,
        "£" or "gbp" or "pound" or "pounds" or "livres" or "libras" or "pfund" => new Currency("GBP"),
        "r$" or "brl" or "real" or "reais" => new Currency("BRL"),
        "chf" or "franken" or "francs" => new Currency("CHF"),
        _ => Currency.TryParse(sign.ToString(), out var known) ? known : null,
    };

    private const string Numeral = @"\d{1,3}(?:[ .,']\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,2})?(?!\d)";

    [GeneratedRegex(@"(?:us\$|r\$|€|\$|£|\b(?:eur|usd|gbp|brl|chf|sek|nok|dkk|pln|czk|cad|aud|nzd|jpy|huf))\s?(?:" + Numeral + ")", RegexOptions.CultureInvariant)]
    private static partial Regex Before();

    [GeneratedRegex(@"(?<![\d.,])(?:" + Numeral + @")\s?(?:€|£|\$|r\$|(?:euros?|eur|usd|us\$|dollars?|dolares|gbp|pounds?|livres|libras|pfund|brl|real|reais|chf|franken|francs|sek|nok|dkk|pln|czk|cad|aud|nzd|jpy|huf)\b)", RegexOptions.CultureInvariant)]
    private static partial Regex After();

    [GeneratedRegex(@"(?<![\w.,/:-])\d{1,6}[.,]\d{2}(?![\w/:-]|[.,]\d)(?!\.(?:\s|$)(?=\S))", RegexOptions.CultureInvariant)]
    private static partial Regex Bare();

    [GeneratedRegex(@"\d\s?(?:%|percent\b|prozent\b|pour cent\b|por ciento\b|por cento\b)", RegexOptions.CultureInvariant)]
    private static partial Regex Share();
}
