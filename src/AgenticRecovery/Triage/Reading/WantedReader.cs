using AgenticRecovery.Cases;

namespace AgenticRecovery.Triage.Reading;

/// <summary>Reads the words about one line into constraints on the variants of its product.</summary>
internal sealed partial class WantedReader(MarkedText text, ProductWords product, OrderLine line, IReadOnlyList<OrderLine> otherLines)
{
    private static readonly HashSet<string> Upward = new(StringComparer.Ordinal) { "bigger", "larger", "greater", "higher", "taller", "longer", "thicker", "brighter" };
    private static readonly HashSet<string> Downward = new(StringComparer.Ordinal) { "smaller", "lower", "shorter", "thinner", "dimmer" };
    private static readonly HashSet<string> OrMore = new(StringComparer.Ordinal) { "above", "higher", "better", "more", "up", "newer", "greater", "larger", "bigger", "longer", "beyond" };
    private static readonly HashSet<string> OrLess = new(StringComparer.Ordinal) { "below", "lower", "less", "smaller", "older", "shorter", "under" };

    // Words that carry no constraint inside the description of a wanted thing.
    private static readonly HashSet<string> Neutral = new(StringComparer.Ordinal)
    {
        "size", "sized", "color", "colored", "compatible", "pair", "brand", "level", "style", "switch", "made", "material", "type", "possible", "only", "fit", "look",
        "slightly", "bit", "little", "multiple", "color", "several", "preferably", "available", "one", "being", "also", "equipped", "ending", "end", "digit", "number", "extra", "itself", "else", "additional", "equal", "feature", "variety", "either",
        "unchanged", "stay", "remain", "before", "previously", "identical", "keeping", "paid", "put", "again", "protection", "rating", "rated", "grade",
    };

    private readonly Dictionary<string, List<string>> _allowed = [];
    private readonly Dictionary<string, List<string>> _excluded = [];
    private readonly Dictionary<string, List<string>> _preferred = [];
    private readonly HashSet<int> _read = [];
    private readonly string[] _ownName = [.. Words.Stems(product.Product.Name), "machine", "maker"];
    private readonly HashSet<int> _negated = [];
    private readonly HashSet<string> _nameSeen = [];
    private readonly List<string> _unread = [];
    private string? _variantId;
    private string? _impossible;
    private bool _isSame;
    private bool _isFree;
    private bool _keepsAll;

    /// <summary>"colour and size stay": names without a value keep theirs.</summary>
    private bool _staysNamed;
    private string? _orderOption;
    private Func<Variant, decimal>? _order;

    public Wanted Read(Group group, (int From, int To)? relaxed)
    {
        foreach (var (from, to) in group.Wanted)
            ReadMore(from, to);
        if (relaxed is { } other)
            ReadRange(other.From, other.To, _allowed, replace: true);
        foreach (var (from, to) in group.Preferred)
            ReadRange(from, to, _preferred, replace: false);
        foreach (var target in group.Targets)
        {
            foreach (var (from, to) in target.Described)
                Consume(product.Read(text.Words, from, to));
        }

        return Result();
    }

    // A later sentence may add to what was wished; one that names another value of the same option takes it back or widens it, and which is open.
    private void ReadMore(int from, int to)
    {
        var before = _allowed.ToDictionary(rule => rule.Key, rule => rule.Value.Count);
        ReadRange(from, to, _allowed, replace: false);
        foreach (var (option, count) in before)
            if (_allowed[option].Count > count && !text.Words.Skip(from).Take(to - from).Any(word => word.Stem is "or" or "otherwise" or "ok" or "okay" or "fine" or "acceptable"))
                _unread.Add(_allowed[option][^1]);
    }

    private Wanted Result()
    {
        NamedWithoutValue();
        var hasOptions = _allowed.Count > 0 || _excluded.Count > 0 || _order is not null;
        return new Wanted
        {
            Allowed = Frozen(_allowed),
            Excluded = Frozen(_excluded),
            Preferred = Frozen(_preferred),
            VariantId = _variantId,
            IsSameItem = _isSame && !hasOptions && _variantId is null && _preferred.Count == 0,
            KeepsOthers = _keepsAll || (_isSame && _order is null),
            OthersAreFree = !_keepsAll && (_isFree || (_order is not null && _orderOption is null)),
            Order = _order,
            OrderOption = _orderOption,
            IsImpossible = _impossible,
            Unread = _unread,
        };
    }

    private void ReadRange(int from, int to, Dictionary<string, List<string>> into, bool replace)
    {
        var marks = product.Read(text.Words, from, to);
        Consume(marks);
        var own = replace ? [] : into;
        var places = marks.GroupBy(mark => mark.At).Select(place => place.ToList()).ToList();
        foreach (var place in places.Where(place => !IsOpen(place)))
            Place(place, from, to, own);
        foreach (var place in places.Where(IsOpen))
            Place(place.Where(mark => !own.ContainsKey(mark.Option.Name)).ToList(), from, to, own);
        Missing(from, to, own);
        if (replace)
        {
            foreach (var (option, values) in own)
                into[option] = values;
        }

        foreach (var mark in text.Marks.Where(mark => mark.From >= from && mark.To <= to))
            Word(mark, from, to);
        Unread(from, to);
    }

    private void Consume(List<OptionMark> marks)
    {
        foreach (var mark in marks)
        {
            for (var word = mark.From; word < mark.To; word++)
                _read.Add(word);
        }
    }

    // One phrase for two options, as "medium" for a size and a ventilation.
    private static bool IsOpen(List<OptionMark> place) => place.Select(mark => mark.Option.Name).Distinct().Count() > 1;

    private void Place(List<OptionMark> marks, int from, int to, Dictionary<string, List<string>> into)
    {
        if (marks.Count == 0)
            return;
        if (IsOpen(marks))
        {
            _unread.Add(text.Words[marks[0].At].Text);
            return;
        }

        var mark = marks[0];
        if (IsNegated(mark, from))
        {
            for (var word = mark.From; word < mark.To; word++)
                _negated.Add(word);
            Add(_excluded, mark.Option.Name, mark.Value);
            return;
        }

        var rules = IsPreference(mark, from, to) ? _preferred : into;
        foreach (var value in WithRange(mark, to))
            Add(rules, mark.Option.Name, value);
    }

    private bool IsNegated(OptionMark mark, int from)
    {
        for (var word = mark.From - 1; word >= from && mark.From - word <= 6; word--)
        {
            // "but blue or green" excludes both.
            if (_negated.Contains(word) || text.Words[word].Stem is "or" or "nor")
                continue;
            if (text.Words[word].Stem is "not" or "no" or "dont" or "without" or "but" or "except" or "avoid" or "non")
            {
                // "but" excludes only after "any": "any colour but white".
                var excludes = text.Words[word].Stem is not "but" || (word >= 2 && text.Words[word - 2].Stem is "any" or "other") || (word >= 1 && text.Words[word - 1].Stem is "anything");
                if (excludes)
                    _read.Add(word);
                return excludes;
            }

            if (text.Words[word].Stem is not ("choose" or "a" or "the" or "want" or "go" or "for" or "in" or "be" or "color" or "pick" or "get" or "of" or "any"))
                return false;
        }

        return false;
    }

    // "brown preferred", "preferably black"
    private bool IsPreference(OptionMark mark, int from, int to) =>
        (mark.To < to && text.Words[mark.To].Stem is "preferred" or "preferably")
        || (mark.From > from && text.Words[mark.From - 1].Stem is "preferably" or "ideally" or "prefer");

    private void Word(Mark mark, int from, int to)
    {
        switch (mark.Kind)
        {
            case MarkKind.Cheaper or MarkKind.Dearer when !IsWhichever(mark):
                _unread.Add(text.Words[mark.From].Text);
                break;
            case MarkKind.Cheapest or MarkKind.Cheaper:
                _order = variant => variant.Price.Minor;
                break;
            case MarkKind.Dearest or MarkKind.Dearer:
                _order = variant => -variant.Price.Minor;
                break;
            case MarkKind.Most or MarkKind.Least when !_read.Contains(mark.From):
                Extreme(mark, to);
                break;
            case MarkKind.Same:
                Same(mark, to);
                break;
            case MarkKind.All when mark.To < text.Words.Count && text.Words[mark.To].Stem == "else":
                _keepsAll = !text.Marks.Any(other => other.Kind == MarkKind.FreeChoice && other.From >= from && other.To <= to);
                break;
            case MarkKind.Other when text.Words[mark.From].Stem == "different" && OptionNamed(mark.To, Math.Min(to, mark.To + 1)) is { } option:
                if (line.Options.TryGetValue(option.Name, out var now) && !_allowed.ContainsKey(option.Name))
                    Add(_excluded, option.Name, now);
                break;
            case MarkKind.Not when !Enumerable.Range(mark.From, mark.To - mark.From).Any(_read.Contains):
                Without(mark, to);
                break;
            case MarkKind.Verb when mark.Value == "keep":
            case MarkKind.Except when text.Words[mark.To - 1].Stem == "keep":
                _staysNamed = true;
                break;
            case MarkKind.FreeChoice:
                _isFree = true;
                break;
            case MarkKind.Recent when text.Words[mark.From].Stem is "newest" or "latest" or "last":
            case MarkKind.Partly or MarkKind.Person:
            case MarkKind.Except:
                _unread.Add(text.Words[mark.From].Text);
                break;
            case MarkKind.IdRef when product.Variant(new VariantId(mark.Value)) is not null:
                _variantId = mark.Value;
                break;
            case MarkKind.IdRef or MarkKind.Number or MarkKind.Amount when !_read.Contains(mark.From):
                _unread.Add(text.Words[mark.From].Text);
                break;
            default:
                Comparative(mark, from, to);
                break;
        }
    }

    private void Same(Mark mark, int to)
    {
        var option = OptionNamed(mark.To, Math.Min(to, mark.To + 2));
        if (IsTheRest(mark))
        {
            _keepsAll = true;
            return;
        }

        var pointsElsewhere = PointsToOtherLine(mark, to);
        if (pointsElsewhere)
        {
            LikeOther(option is { } named && named.Name is not "type" and not "style" ? named : null);
            return;
        }

        if (option is not null)
            KeepListed(mark.To, to);
        else if (!_read.Contains(mark.To))
            _isSame = true;
    }

    // "the same size, colour and ventilation": each name of the list keeps its value.
    private void KeepListed(int from, int to)
    {
        for (var word = from; word < to; word++)
        {
            if (OptionNamed(word, word + 1) is { } option)
                Keep(option);
            else if (text.Words[word].Stem is not ("," or "and" or "same" or "the" or "as" or "well") && word > from + 1)
                return;
        }
    }

    // "everything else the same", "all other options the same"
    private bool IsTheRest(Mark mark)
    {
        for (var word = mark.From - 1; word >= 0 && mark.From - word <= 5; word--)
        {
            if (text.Words[word].Stem is "else" or "rest" or "otherwise" || (text.Words[word].Stem is "other" && word > 0 && text.Words[word - 1].Stem is "all" or "the" or "every"))
                return true;
            if (text.Words[word].Stem is "." or "," or ";")
                return false;
        }

        return false;
    }

    private bool PointsToOtherLine(Mark mark, int to)
    {
        for (var word = mark.To; word < to; word++)
        {
            if (text.Words[word].Stem is "as" or "other" or "already" or "another")
                return true;
        }

        return false;
    }

    private void LikeOther(OptionWords? option)
    {
        var variants = otherLines.Where(other => other.Variant != line.Variant).DistinctBy(other => other.Variant).ToList();
        var values = option is null ? null : variants.Select(other => other.Options.GetValueOrDefault(option.Name)).Distinct().ToList();
        if (option is null && variants.Count == 1)
            _variantId = variants[0].Variant.Value;
        else if (option is not null && values is [{ } value])
            Add(_allowed, option.Name, value);
        else
            _unread.Add("the same as the other");
    }

    private void Keep(OptionWords option)
    {
        if (line.Options.TryGetValue(option.Name, out var value) && !_allowed.ContainsKey(option.Name))
            Add(_allowed, option.Name, value);
    }

    private void Unread(int from, int to)
    {
        foreach (var mark in text.Marks)
        {
            if (mark.From < from || mark.To > to || mark.Kind is not (MarkKind.Unknown or MarkKind.Broken or MarkKind.Status) || _read.Contains(mark.From))
                continue;
            var stem = text.Words[mark.From].Stem;
            // "5 ft tall": what the measure before it measures.
            if (stem is "tall" or "long" or "wide" or "thick" && mark.From > from && _read.Contains(mark.From - 1))
                continue;
            if ((mark.From > 0 && text.Words[mark.From - 1].Stem == "too") || Array.IndexOf(_ownName, stem) >= 0)
                continue;
            _staysNamed |= stem is "unchanged" or "stay" or "remain" or "before" or "keeping";
            if (IsAny(mark.From, out var free))
                AnyOf(free);
            else if (mark.Kind == MarkKind.Unknown && product.Options.Any(option => option.NameStems.Any(name => Akin(name, stem))))
                _nameSeen.Add(stem);
            else if (mark.Kind == MarkKind.Unknown && !Neutral.Contains(stem) && !_unread.Contains(text.Words[mark.From].Text))
                _unread.Add(text.Words[mark.From].Text);
        }
    }

    private static void Add(Dictionary<string, List<string>> rules, string option, string value)
    {
        if (!rules.TryGetValue(option, out var values))
            rules[option] = values = [];
        if (!values.Contains(value))
            values.Add(value);
    }

    private static Dictionary<string, IReadOnlyList<string>> Frozen(Dictionary<string, List<string>> rules) =>
        rules.ToDictionary(rule => rule.Key, rule => (IReadOnlyList<string>)rule.Value);
}
