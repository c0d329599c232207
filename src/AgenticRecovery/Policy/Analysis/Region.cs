using System.Numerics;

namespace AgenticRecovery.Policy;

/// <summary>A part of all possible facts: which are known, which words and ranges they may have, and limits over several at once.</summary>
internal sealed class Region
{
    private readonly Translation _names;
    private readonly Dictionary<PublishedFact, bool> _known = [];
    private readonly Dictionary<PublishedFact, ulong> _words = [];
    private readonly Dictionary<PublishedFact, (ulong Must, ulong Not)> _sets = [];
    private readonly Dictionary<PublishedFact, (long? Low, long? High)> _ranges = [];
    private readonly Dictionary<Atom.Opaque, bool> _opaque = [];
    private readonly List<Atom.Linear> _limits = [];

    public Region(Translation names) => _names = names;

    private Region(Region from)
    {
        _names = from._names;
        _known = new(from._known);
        _words = new(from._words);
        _sets = new(from._sets);
        _ranges = new(from._ranges);
        _opaque = new(from._opaque);
        _limits = [.. from._limits];
    }

    public bool HasOpaque => _opaque.Count > 0;

    public Region Copy() => new(this);

    /// <summary>True or false everywhere in this region; unknown when it is both.</summary>
    public Truth Ask(Atom atom) => atom switch
    {
        Atom.Known known => _known.TryGetValue(known.Fact, out var is_) ? TruthTables.Of(is_) : Truth.Unknown,
        Atom.Among among => Among(WordsOf(among.Fact), among.Words),
        Atom.Holds holds => SetOf(holds.Fact) is var (must, not) && (must & (1UL << holds.Word)) != 0 ? Truth.True
            : (not & (1UL << holds.Word)) != 0 ? Truth.False : Truth.Unknown,
        Atom.Linear linear => Linear(linear),
        Atom.Opaque opaque => _opaque.TryGetValue(opaque, out var holds) ? TruthTables.Of(holds) : Truth.Unknown,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Narrows the region to where the atom is as wanted. False when nothing is left.</summary>
    public bool Narrow(Atom atom, bool wanted)
    {
        switch (atom)
        {
            case Atom.Known known:
                _known[known.Fact] = wanted;
                return true;
            case Atom.Among among:
                var left = WordsOf(among.Fact) & (wanted ? among.Words : ~among.Words);
                _words[among.Fact] = left;
                return left != 0;
            case Atom.Holds holds:
                var (must, not) = SetOf(holds.Fact);
                _sets[holds.Fact] = wanted ? (must | (1UL << holds.Word), not) : (must, not | (1UL << holds.Word));
                return true;
            case Atom.Linear linear:
                return Add(wanted ? linear : linear.Opposite());
            case Atom.Opaque opaque:
                _opaque[opaque] = wanted;
                return true;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>Facts that lie in the region; null when none were found. Facts that the region says nothing of are left out.</summary>
    public Dictionary<PublishedFact, long>? Point()
    {
        if (!LinearSystem.TrySolve(_limits, RangeOf, out var point) || point is null)
            return null;
        foreach (var (fact, words) in _words)
            point[fact] = BitOperations.TrailingZeroCount(words);
        foreach (var (fact, (must, _)) in _sets)
            point[fact] = (long)must;
        foreach (var (fact, (low, high)) in _ranges)
            if (!point.ContainsKey(fact))
                point[fact] = Math.Clamp(0, low ?? long.MinValue, high ?? long.MaxValue);
        return point;
    }

    public bool IsKnown(PublishedFact fact) => !_known.TryGetValue(fact, out var known) || known;

    /// <summary>False when the limits over several facts cannot all hold.</summary>
    public bool HasPoint() => _limits.Count == 0 || LinearSystem.TrySolve(_limits, RangeOf, out _);

    private ulong WordsOf(PublishedFact fact)
    {
        if (_words.TryGetValue(fact, out var words))
            return words;
        var count = _names.DomainOf(fact);
        return count >= 64 ? ulong.MaxValue : (1UL << count) - 1;
    }

    private (ulong Must, ulong Not) SetOf(PublishedFact fact) => _sets.TryGetValue(fact, out var set) ? set : (0, 0);

    private (long? Low, long? High) RangeOf(PublishedFact fact) => _ranges.TryGetValue(fact, out var range)
        ? range
        : (fact.Min == long.MinValue ? null : fact.Min, fact.Max == long.MaxValue ? null : fact.Max);

    private static Truth Among(ulong possible, ulong asked) =>
        (possible & ~asked) == 0 ? Truth.True : (possible & asked) == 0 ? Truth.False : Truth.Unknown;

    private Truth Linear(Atom.Linear linear)
    {
        BigInteger? least = 0, most = 0;
        foreach (var (fact, times) in linear.Terms)
        {
            var (low, high) = RangeOf(fact);
            if (times < 0)
                (low, high) = (high, low);
            least = least is null || low is null ? null : least + times * low.Value;
            most = most is null || high is null ? null : most + times * high.Value;
        }
        if (most is { } top && (linear.IsStrict ? top < linear.Limit : top <= linear.Limit))
            return Truth.True;
        return least is { } bottom && (linear.IsStrict ? bottom >= linear.Limit : bottom > linear.Limit) ? Truth.False : Truth.Unknown;
    }

    private bool Add(Atom.Linear linear)
    {
        if (linear.Terms.Count > 1)
        {
            _limits.Add(linear);
            return Linear(linear) != Truth.False;
        }
        // One fact alone: its range, on its grid.
        var (fact, times) = linear.Terms[0];
        var (low, high) = RangeOf(fact);
        var room = linear.IsStrict ? linear.Limit - 1 : linear.Limit;
        if (times > 0)
        {
            var most = LinearSystem.Floor(room, times * fact.Step) * fact.Step;
            high = high is { } now && now <= most ? now : Cut(most);
        }
        else
        {
            var least = -LinearSystem.Floor(room, -times * fact.Step) * fact.Step;
            low = low is { } now && now >= least ? now : Cut(least);
        }
        _ranges[fact] = (low, high);
        return low is null || high is null || low <= high;
    }

    private static long Cut(BigInteger value) => value > long.MaxValue ? long.MaxValue : value < long.MinValue ? long.MinValue : (long)value;
}
