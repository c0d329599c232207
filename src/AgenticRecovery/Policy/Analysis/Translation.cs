using System.Numerics;

namespace AgenticRecovery.Policy;

/// <summary>Turns conditions into formulas. Text facts get a small domain: the texts that the conditions name, and one that is none of them.</summary>
internal sealed class Translation
{
    private readonly Dictionary<PublishedFact, List<string>> _texts = [];
    private readonly bool _mayBeMissing;

    /// <param name="mayBeMissing">False looks only at cases in which every fact is known.</param>
    /// <param name="pinned">Facts held at one value, in millionths, so that products with them are straight lines.</param>
    public Translation(IEnumerable<Condition> conditions, bool mayBeMissing, IReadOnlyDictionary<PublishedFact, long>? pinned = null)
    {
        _mayBeMissing = mayBeMissing;
        Pinned = pinned ?? new Dictionary<PublishedFact, long>();
        foreach (var leaf in conditions.SelectMany(Thresholds.Leaves).OfType<Condition.TextIs>())
        {
            if (!_texts.TryGetValue(leaf.Fact, out var known))
                _texts[leaf.Fact] = known = [];
            known.AddRange(leaf.Texts.Except(known));
        }
    }

    public IReadOnlyDictionary<PublishedFact, long> Pinned { get; }

    /// <summary>The text that stands for a place in a text fact's domain.</summary>
    public string TextAt(PublishedFact fact, int place) =>
        _texts.TryGetValue(fact, out var known) && place < known.Count ? known[place] : "another";

    public int DomainOf(PublishedFact fact) => fact.Kind == FactKind.Text ? (_texts.TryGetValue(fact, out var known) ? known.Count : 0) + 1 : fact.Values.Count;

    /// <summary>The condition is known to hold.</summary>
    public Formula IsTrue(Condition condition) => Of(condition, true);

    /// <summary>The condition is known not to hold.</summary>
    public Formula IsFalse(Condition condition) => Of(condition, false);

    /// <summary>The condition holds or cannot be known.</summary>
    public Formula IsMet(Condition condition) => IsFalse(condition).Not();

    private Formula Of(Condition condition, bool wanted) => condition switch
    {
        Condition.Always always => always.Value == wanted ? Formula.True : Formula.False,
        Condition.Not not => Of(not.Of, !wanted),
        Condition.AllOf all => wanted ? Formula.All(all.Parts.Select(part => Of(part, true))) : Formula.Any(all.Parts.Select(part => Of(part, false))),
        Condition.AnyOf any => wanted ? Formula.Any(any.Parts.Select(part => Of(part, true))) : Formula.All(any.Parts.Select(part => Of(part, false))),
        _ => Leaf(condition, wanted),
    };

    private Formula Leaf(Condition leaf, bool wanted)
    {
        var value = leaf switch
        {
            Condition.OneOf one => new Formula.Literal(new Atom.Among(one.Fact, one.Words), wanted),
            Condition.Holds holds => new Formula.Literal(new Atom.Holds(holds.Fact, holds.Word), wanted),
            Condition.TextIs text => new Formula.Literal(new Atom.Among(text.Fact, Bits(text)), wanted),
            Condition.Compares compares => wanted ? Compared(compares) : Compared(compares).Not(),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        if (!_mayBeMissing)
            return value;
        var known = leaf.Facts().Where(fact => fact != Published.Move).Distinct().Select(fact => (Formula)new Formula.Literal(new Atom.Known(fact), true));
        return Formula.All(known.Append(value));
    }

    private ulong Bits(Condition.TextIs leaf) =>
        leaf.Texts.Aggregate(0UL, (bits, text) => bits | (1UL << _texts[leaf.Fact].IndexOf(text)));

    private Formula Compared(Condition.Compares compares)
    {
        if (LineOf(compares.Left) is not { } left || LineOf(compares.Right) is not { } right)
            return new Formula.Literal(new Atom.Opaque(compares), true);
        var less = Difference(left, right);
        return compares.How switch
        {
            Comparison.AtMost => Side(less, false),
            Comparison.Less => Side(less, true),
            Comparison.More => Side(less, false).Not(),
            Comparison.AtLeast => Side(less, true).Not(),
            Comparison.Equal => Formula.All(Side(less, false), Side(less, true).Not()),
            Comparison.Different => Formula.Any(Side(less, true), Side(less, false).Not()),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>sum ≤ limit, or under it.</summary>
    private static Formula Side((List<(PublishedFact, BigInteger)> Terms, BigInteger Limit) line, bool isStrict)
    {
        if (line.Terms.Count > 0)
            return new Formula.Literal(new Atom.Linear(line.Terms, line.Limit, isStrict), true);
        return line.Limit > 0 || (!isStrict && line.Limit == 0) ? Formula.True : Formula.False;
    }

    private static (List<(PublishedFact, BigInteger)>, BigInteger) Difference(Line left, Line right)
    {
        var terms = new SortedDictionary<int, (PublishedFact Fact, BigInteger Times)>();
        foreach (var (line, sign) in (ReadOnlySpan<(Line, int)>)[(left, 1), (right, -1)])
            foreach (var (fact, times) in line.Terms)
                terms[fact.Slot] = (fact, (terms.TryGetValue(fact.Slot, out var sofar) ? sofar.Times : 0) + sign * times * (sign > 0 ? right.Scale : left.Scale));
        var limit = right.Constant * left.Scale - left.Constant * right.Scale;
        var kept = terms.Values.Where(term => !term.Times.IsZero).ToList();
        var shared = kept.Aggregate(limit, (gcd, term) => BigInteger.GreatestCommonDivisor(gcd, term.Times));
        if (shared > 1)
            (kept, limit) = ([.. kept.Select(term => (term.Fact, term.Times / shared))], limit / shared);
        return (kept, limit);
    }

    /// <summary>(sum of times × fact + constant) ÷ scale, scale above zero.</summary>
    private sealed record Line(Dictionary<PublishedFact, BigInteger> Terms, BigInteger Constant, BigInteger Scale);

    private Line? LineOf(Quantity quantity)
    {
        switch (quantity)
        {
            case Quantity.Fixed constant:
                return new Line([], constant.Home, 1);
            case Quantity.OfFact one when Pinned.TryGetValue(one.Fact, out var value):
                return new Line([], value, 1);
            case Quantity.OfFact one:
                return new Line(new() { [one.Fact] = 1 }, 0, 1);
            case Quantity.Joined joined when LineOf(joined.Left) is { } left && LineOf(joined.Right) is { } right:
                return joined.Symbol switch
                {
                    '+' => Sum(left, right, 1),
                    '-' => Sum(left, right, -1),
                    '*' when left.Terms.Count == 0 => Scaled(right, left.Constant, left.Scale * PublishedFact.Micro),
                    '*' when right.Terms.Count == 0 => Scaled(left, right.Constant, right.Scale * PublishedFact.Micro),
                    '/' when right.Terms.Count == 0 && !right.Constant.IsZero => Scaled(left, right.Scale * PublishedFact.Micro, right.Constant),
                    _ => null,
                };
            default:
                return null;
        }
    }

    private static Line Sum(Line a, Line b, int sign)
    {
        var terms = a.Terms.ToDictionary(term => term.Key, term => term.Value * b.Scale);
        foreach (var (fact, times) in b.Terms)
            terms[fact] = terms.GetValueOrDefault(fact) + sign * times * a.Scale;
        return new Line(terms, a.Constant * b.Scale + sign * b.Constant * a.Scale, a.Scale * b.Scale);
    }

    private static Line Scaled(Line line, BigInteger by, BigInteger over)
    {
        if (over.Sign < 0)
            (by, over) = (-by, -over);
        return new Line(line.Terms.ToDictionary(term => term.Key, term => term.Value * by), line.Constant * by, line.Scale * over);
    }
}
