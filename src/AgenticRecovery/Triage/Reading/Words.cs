namespace AgenticRecovery.Triage.Reading;

/// <param name="Text">As written, lower case; ids keep their form.</param>
/// <param name="Stem">The form words are compared by: singular, one spelling, units in their short form, number words as digits.</param>
/// <param name="Start">Offset in the text, inclusive.</param>
/// <param name="End">Offset in the text, exclusive.</param>
public readonly record struct Word(string Text, string Stem, int Start, int End);

/// <summary>Splits a text into words and signs. "1.5L" is two words, "USB-C" two, "#W1234567" and "gift_card_12" one.</summary>
public static class Words
{
    private static readonly Dictionary<string, string> OneSpelling = new(StringComparer.Ordinal)
    {
        ["grey"] = "gray",
        ["colour"] = "color",
        ["litre"] = "l",
        ["liter"] = "l",
        ["foot"] = "ft",
        ["feet"] = "ft",
        ["inche"] = "inch",
        ["pound"] = "lb",
        ["hr"] = "hour",
        ["gigabyte"] = "gb",
        ["terabyte"] = "tb",
        ["two"] = "2",
        ["three"] = "3",
        ["four"] = "4",
        ["five"] = "5",
        ["six"] = "6",
        ["seven"] = "7",
        ["eight"] = "8",
        ["nine"] = "9",
        ["ten"] = "10",
        ["twelve"] = "12",
        ["wifi"] = "wi-fi",
        ["tshirt"] = "t-shirt",
        ["ereader"] = "e-reader",
        ["availabe"] = "available",
        ["wanna"] = "want",
        ["canceling"] = "cancel",
        ["cancelling"] = "cancel",
        ["bluetooth"] = "bluetooth",
        ["millimeter"] = "mm",
        ["centimeter"] = "cm",
        ["watt"] = "w",
        ["percent"] = "%",
        ["bucks"] = "$",
        ["buck"] = "$",
        ["dollar"] = "$",
        ["shelve"] = "shelf",
        ["bookshelve"] = "bookshelf",
        ["lense"] = "lens",
        ["mice"] = "mouse",
        ["catridge"] = "cartridge",
    };

    private static readonly HashSet<string> NoPlural = new(StringComparer.Ordinal)
    {
        "gas", "this", "is", "was", "has", "does", "its", "his", "hers", "ours", "yours", "theirs", "always", "plus", "yes", "as",
        "us", "bus", "canvas", "lens", "series", "previous", "status", "address", "otherwise", "besides", "unless", "less", "these", "else",
    };

    public static IReadOnlyList<Word> Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = new List<Word>(text.Length / 5);
        for (var at = 0; at < text.Length;)
        {
            if ((char.IsWhiteSpace(text[at]) && text[at] != '\n') || IsInnerHyphen(text, at))
            {
                at++;
                continue;
            }

            var end = EndOf(text, at);
            Add(words, text, at, end);
            at = end;
        }

        return words;
    }

    /// <summary>The stems of a short phrase of the catalogue, such as "1.5 liters" or "half zipper".</summary>
    public static string[] Stems(string phrase) => Of(phrase).Where(word => char.IsLetterOrDigit(word.Stem[0]) || word.Stem == "%").Select(word => word.Stem).ToArray();

    public static string Stem(string lower)
    {
        if (OneSpelling.TryGetValue(lower, out var known))
            return known;
        var singular = Singular(lower);
        return OneSpelling.GetValueOrDefault(singular, singular);
    }

    private static string Singular(string word) => word switch
    {
        { Length: < 4 } => word,
        _ when NoPlural.Contains(word) || word[^1] != 's' || word.EndsWith("ss", StringComparison.Ordinal) => word,
        _ when word.EndsWith("ies", StringComparison.Ordinal) && word.Length > 4 => word[..^3] + "y",
        _ when word.EndsWith("sses", StringComparison.Ordinal) || word.EndsWith("xes", StringComparison.Ordinal)
            || word.EndsWith("ches", StringComparison.Ordinal) || word.EndsWith("shes", StringComparison.Ordinal) => word[..^2],
        _ => word[..^1],
    };

    private static void Add(List<Word> words, string text, int start, int end)
    {
        var lower = text[start..end].ToLowerInvariant().Replace("’", "'", StringComparison.Ordinal);
        if (lower.EndsWith("'s", StringComparison.Ordinal))
            lower = lower[..^2];
        lower = lower.Replace("'", "", StringComparison.Ordinal);
        if (lower.Length == 0)
            lower = text[start..end];
        var stem = Stem(lower);
        var hyphen = stem.IndexOf('-', StringComparison.Ordinal);
        if (hyphen <= 0 || stem.Length == 1)
        {
            words.Add(new Word(lower, stem, start, end));
            return;
        }

        foreach (var part in stem.Split('-'))
            words.Add(new Word(part, part, start, end));
    }

    private static bool IsInnerHyphen(string text, int at) =>
        text[at] == '-' && at > 0 && at + 1 < text.Length && char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(text[at + 1]);

    private static int EndOf(string text, int at)
    {
        var first = text[at];
        if (first is '#' || char.IsLetterOrDigit(first) || first == '_')
            return char.IsDigit(first) ? EndOfNumber(text, at) : EndOfWord(text, at);
        return at + 1;
    }

    private static int EndOfNumber(string text, int at)
    {
        var end = at;
        while (end < text.Length && (char.IsDigit(text[end]) || IsInnerMark(text, end)))
            end++;
        return end;
    }

    private static bool IsInnerMark(string text, int at) =>
        text[at] is '.' or ',' && at + 1 < text.Length && char.IsDigit(text[at + 1]) && char.IsDigit(text[at - 1])
        && (text[at] == '.' || (at + 3 < text.Length && char.IsDigit(text[at + 2]) && char.IsDigit(text[at + 3])));

    private static int EndOfWord(string text, int at)
    {
        var end = at + 1;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' || IsApostrophe(text, end) || IsMailMark(text, at, end)))
            end++;
        return end;
    }

    private static bool IsApostrophe(string text, int at) =>
        text[at] is '\'' or '’' && at + 1 < text.Length && char.IsLetter(text[at + 1]) && char.IsLetter(text[at - 1]);

    // An address such as ann.lee@example.com stays one word, so that its parts are never read as wishes.
    private static bool IsMailMark(string text, int start, int at)
    {
        if (text[at] is not ('.' or '@') || at + 1 >= text.Length || !char.IsLetterOrDigit(text[at + 1]))
            return false;
        if (text[at] == '@')
            return true;
        var stop = text.AsSpan(at).IndexOfAny(' ', '\n', '\t');
        var rest = stop < 0 ? text.AsSpan(start) : text.AsSpan(start, at - start + stop);
        return rest.Contains('@');
    }
}
