using System.Globalization;

namespace AgenticRecovery.Triage.Reading;

/// <summary>Turns words into marks: ids and amounts first, then products of the catalogue, then the vocabulary.</summary>
internal static class Tagger
{
    /// <param name="orders">Where order ids stand in the text, as offsets, with the id.</param>
    public static List<Mark> Tag(IReadOnlyList<Word> words, CatalogueWords catalogue, IReadOnlyList<(int Start, int End, string Id)> orders)
    {
        var marks = new List<Mark>(words.Count);
        for (var at = 0; at < words.Count;)
        {
            var mark = Order(words, at, orders) ?? Sign(words, at) ?? Id(words, at) ?? Product(words, at, catalogue)
                ?? Known(words, at) ?? Number(words, at) ?? new Mark(MarkKind.Unknown, at, at + 1);
            marks.Add(mark);
            at = mark.To;
        }

        Discretion.Mute(words, marks);
        Turns.Read(words, marks);
        return marks;
    }

    private static Mark? Order(IReadOnlyList<Word> words, int at, IReadOnlyList<(int Start, int End, string Id)> orders)
    {
        foreach (var (start, end, id) in orders)
        {
            if (start != words[at].Start)
                continue;
            var to = at + 1;
            while (to < words.Count && words[to].Start > start && words[to].Start < end)
                to++;
            return new Mark(MarkKind.OrderRef, at, to, id);
        }

        return null;
    }

    private static Mark? Sign(IReadOnlyList<Word> words, int at) => words[at].Text switch
    {
        "." or "!" or "?" or "\n" or ";" => new Mark(MarkKind.Stop, at, at + 1, words[at].Text),
        "," or ":" or "/" => new Mark(MarkKind.Comma, at, at + 1, words[at].Text),
        "(" or "[" or "{" => new Mark(MarkKind.Open, at, at + 1, words[at].Text),
        ")" or "]" or "}" => new Mark(MarkKind.Close, at, at + 1, words[at].Text),
        "'" or "\"" or "-" or "–" or "—" or "“" or "”" or "*" or "‘" => new Mark(MarkKind.Filler, at, at + 1),
        _ => null,
    };

    private static Mark? Id(IReadOnlyList<Word> words, int at)
    {
        var text = words[at].Text;
        if (text == "$" && at + 1 < words.Count && char.IsDigit(words[at + 1].Text[0]))
            return new Mark(MarkKind.Amount, at, at + 2, words[at + 1].Text);
        if (char.IsDigit(words[at].Stem[0]) && at + 1 < words.Count && words[at + 1].Stem is "$" or "usd" or "eur" or "euro")
            return new Mark(MarkKind.Amount, at, at + 2, words[at].Stem);
        if (text.Length > 3 && text[0] == '#')
            return new Mark(MarkKind.OrderRef, at, at + 1, text.ToUpperInvariant());
        if (text.Length == 8 && text[0] == 'w' && text.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0)
            return new Mark(MarkKind.OrderRef, at, at + 1, "#" + text.ToUpperInvariant());
        if (text.Contains('@') || (text.Contains('_') && char.IsDigit(text[^1])))
            return new Mark(MarkKind.IdRef, at, at + 1, text);
        return text.Length >= 8 && text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0 ? new Mark(MarkKind.IdRef, at, at + 1, text) : null;
    }

    private static Mark? Product(IReadOnlyList<Word> words, int at, CatalogueWords catalogue) =>
        catalogue.MentionAt(words, at) is { } mention
            ? new Mark(MarkKind.Product, mention.From, mention.To) { Mention = mention }
            : null;

    private static Mark? Known(IReadOnlyList<Word> words, int at)
    {
        var mark = Vocabulary.At(words, at);
        // "SD card" is no way of paying: "card" alone counts behind an article, a preposition or a brand only.
        var isOtherCard = mark is { Kind: MarkKind.PaymentKind } && words[at].Stem == "card" && mark.To == at + 1
            && at > 0 && words[at - 1].Stem.Length <= 2 && words[at - 1].Stem is not ("my" or "a" or "to" or "by" or "on");
        return isOtherCard ? null : mark;
    }

    private static Mark? Number(IReadOnlyList<Word> words, int at) =>
        decimal.TryParse(words[at].Stem, NumberStyles.Number, CultureInfo.InvariantCulture, out _)
            ? new Mark(MarkKind.Number, at, at + 1, words[at].Stem)
            : null;
}
