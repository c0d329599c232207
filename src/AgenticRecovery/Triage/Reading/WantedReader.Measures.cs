using AgenticRecovery.Cases;

namespace AgenticRecovery.Triage.Reading;

/// <content>Superlatives, comparatives and options named without a value.</content>
internal sealed partial class WantedReader
{
    // An option named without a value ("no extra features") may carry a wish that was not understood.
    private void NamedWithoutValue()
    {
        if (_staysNamed)
        {
            foreach (var option in product.Options.Where(option => option.NameStems.Any(name => _nameSeen.Any(stem => Akin(name, stem)))))
                Keep(option);
            return;
        }

        if (_keepsAll || _isFree || _isSame || _variantId is not null)
            return;
        foreach (var stem in _nameSeen)
        {
            var options = product.Options.Where(option => option.NameStems.Any(name => Akin(name, stem))).ToList();
            if (!options.Exists(option => _allowed.ContainsKey(option.Name) || _preferred.ContainsKey(option.Name) || _excluded.ContainsKey(option.Name) || option.Name == _orderOption))
                _unread.Add(stem);
        }
    }

    private IEnumerable<string> WithRange(OptionMark mark, int to)
    {
        if (mark.Option.Ranks is not { } ranks || mark.To + 1 >= to || text.Words[mark.To].Stem is not ("or" or "and"))
            return [mark.Value];
        var next = text.Words[mark.To + 1].Stem;
        var isUp = OrMore.Contains(next);
        if (!isUp && !OrLess.Contains(next))
            return [mark.Value];
        _read.Add(mark.To + 1);
        return mark.Option.Values.Where(value => isUp ? ranks[value] >= ranks[mark.Value] : ranks[value] <= ranks[mark.Value])
            .OrderBy(value => Math.Abs(ranks[value] - ranks[mark.Value]));
    }

    // "8 bar" where the catalogue has 9, 15 and 19 bar: a wish that cannot be met, unless another value was named too.
    private void Missing(int from, int to, Dictionary<string, List<string>> into)
    {
        foreach (var option in product.Options.Where(option => option.Ranks is not null))
        {
            var unit = Words.Stems(option.Values[0]) is [_, var second, ..] ? second : null;
            for (var word = from; word < to; word++)
            {
                if (_read.Contains(word) || !char.IsDigit(text.Words[word].Stem[0]))
                    continue;
                var isOfUnit = unit is not null && word + 1 < to && text.Words[word + 1].Stem == unit;
                if (!isOfUnit && !(unit is not null && into.ContainsKey(option.Name) && word > from && text.Words[word - 1].Stem is "or" or ","))
                    continue;
                _read.Add(word);
                if (isOfUnit)
                    _read.Add(word + 1);
                if (!into.ContainsKey(option.Name))
                    _impossible = $"{product.Product.Name} does not come with {option.Name} {text.Words[word].Text}";
            }
        }
    }

    // "with no extra features": the option has a value for having none. Any other "not" that excluded nothing is not understood.
    private void Without(Mark mark, int to)
    {
        var option = OptionNamed(mark.To, Math.Min(to, mark.To + 2));
        var none = option?.Values.FirstOrDefault(value => value is "none" or "no");
        if (option is not null && none is not null)
            Add(_allowed, option.Name, none);
        else
            _unread.Add(text.Words[mark.From].Text);
    }

    private bool IsWhichever(Mark mark) => text.Words[mark.From].Stem is "whichever" || (mark.From > 1 && text.Words[mark.From - 1].Stem is "is" && text.Words[mark.From - 2].Stem is "whichever" or "one");

    private void Extreme(Mark mark, int to)
    {
        var option = OptionNamed(mark.To, Math.Min(to, mark.To + 3)) ?? MeasuredBy(Comparative(text.Words[mark.From].Stem));
        if (option?.Ranks is not { } ranks)
        {
            _unread.Add(text.Words[mark.From].Text);
            return;
        }

        var sign = mark.Kind == MarkKind.Most ? -1 : 1;
        _orderOption = option.Name;
        _order = variant => variant.Options.TryGetValue(option.Name, out var value) ? sign * ranks[value] : decimal.MaxValue;
        for (var word = mark.To; word < Math.Min(to, mark.To + 3); word++)
            _read.Add(word);
    }

    private void Comparative(Mark mark, int from, int to)
    {
        var stem = text.Words[mark.From].Stem;
        var isUp = Upward.Contains(stem);
        if ((!isUp && !Downward.Contains(stem)) || _read.Contains(mark.From))
            return;
        // "the same storage and a bigger screen": the name behind the comparative is its own.
        var option = OptionNamed(mark.From, Math.Min(to, mark.From + 4)) ?? OptionNamed(Math.Max(from, mark.From - 3), mark.From)
            ?? MeasuredBy(stem);
        if (option?.Ranks is not { } ranks || !line.Options.TryGetValue(option.Name, out var now) || !ranks.TryGetValue(now, out var rank))
            return;
        _read.Add(mark.From);
        if (_allowed.ContainsKey(option.Name))
            return;
        var beyond = option.Values.Where(value => isUp ? ranks[value] > rank : ranks[value] < rank).ToList();
        if (beyond.Count == 0)
            _impossible = $"there is no {stem} {product.Product.Name}";
        foreach (var value in option.Values.Except(beyond))
            Add(_excluded, option.Name, value);
    }

    private OptionWords? MeasuredBy(string comparative) =>
        product.Options.Where(option => option.Ranks is not null && option.NameStems.Any(name => Measures(comparative, name))).Take(2).ToList() switch { [var only] => only, _ => null };

    private static string Comparative(string superlative) =>
        superlative.EndsWith("est", StringComparison.Ordinal) ? superlative[..^2] + "r" : superlative;

    // Which measure a comparative speaks of when the text does not name it.
    private static bool Measures(string comparative, string option) => comparative switch
    {
        "longer" or "shorter" => option is "length" or "life" or "height",
        "taller" => option is "height",
        "thicker" or "thinner" => option is "thickness",
        "brighter" or "dimmer" => option is "brightness",
        "bigger" or "larger" or "greater" or "smaller" => option is "size" or "capacity" or "diameter",
        _ => false,
    };

    private OptionWords? OptionNamed(int from, int to)
    {
        for (var word = from; word < to && word < text.Words.Count; word++)
        {
            var named = product.Options.Where(option => option.NameStems.Any(name => Akin(name, text.Words[word].Stem))).ToList();
            if (named.Count == 1)
                return named[0];
        }

        return null;
    }

    /// <summary>Words of one family: "resistant" and "resistance", "zip" and "zipper".</summary>
    public static bool Akin(string name, string stem)
    {
        if (name == stem || (name, stem) is ("band", "strap") or ("strap", "band") or ("display", "screen"))
            return true;
        if (stem.Length < 3 || name.Length < 3)
            return false;
        var common = 0;
        while (common < name.Length && common < stem.Length && name[common] == stem[common])
            common++;
        var shorter = Math.Min(name.Length, stem.Length);
        return common == shorter ? shorter >= 3 : common >= 6 && common >= shorter - 2;
    }

    // "any difficulty": free, though what it is now stays where it can.
    private bool IsAny(int word, out OptionWords free)
    {
        free = OptionNamed(word, word + 1)!;
        return free is not null && word > 0 && text.Words[word - 1].Stem is "any" or "whatever" or "whichever";
    }

    private void AnyOf(OptionWords option)
    {
        if (_allowed.ContainsKey(option.Name))
            return;
        foreach (var value in option.Values.OrderByDescending(value => value == line.Options.GetValueOrDefault(option.Name)))
            Add(_allowed, option.Name, value);
    }
}
