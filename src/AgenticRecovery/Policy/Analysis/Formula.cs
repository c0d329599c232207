using System.Numerics;

namespace AgenticRecovery.Policy;

/// <summary>
/// One question about facts that is true or false. Analysis works in the book's currency; sums are exact here, while a rule
/// rounds products to millionths, so limits agree to a millionth.
/// </summary>
internal abstract record Atom
{
    private Atom() { }

    public sealed record Known(PublishedFact Fact) : Atom;
    /// <summary>Word, flag or text fact, by the bits of its domain.</summary>
    public sealed record Among(PublishedFact Fact, ulong Words) : Atom;
    public sealed record Holds(PublishedFact Fact, int Word) : Atom;
    /// <summary>Sum of coefficient × fact at most (or under) the limit; all whole numbers.</summary>
    public sealed record Linear(IReadOnlyList<(PublishedFact Fact, BigInteger Times)> Terms, BigInteger Limit, bool IsStrict) : Atom
    {
        public bool Equals(Linear? other) =>
            other is not null && Limit == other.Limit && IsStrict == other.IsStrict && Terms.SequenceEqual(other.Terms);

        public override int GetHashCode() => HashCode.Combine(Limit, IsStrict, Terms.Count);

        /// <summary>The same line, other side: not (sum ≤ limit) is -sum &lt; -limit.</summary>
        public Linear Opposite() => new([.. Terms.Select(term => (term.Fact, -term.Times))], -Limit, !IsStrict);
    }

    /// <summary>A comparison that multiplies facts; nothing is concluded from it but its own truth.</summary>
    public sealed record Opaque(Condition.Compares Of) : Atom;
}

/// <summary>Atoms joined by and, or; negation stands only before an atom.</summary>
internal abstract class Formula
{
    private Formula() { }

    public static readonly Formula True = new Constant(true);
    public static readonly Formula False = new Constant(false);

    public sealed class Constant(bool value) : Formula
    {
        public bool Value => value;
    }

    public sealed class Literal(Atom atom, bool isTrue) : Formula
    {
        public Atom Atom => atom;
        public bool IsTrue => isTrue;
    }

    public sealed class Many(bool isAll, IReadOnlyList<Formula> parts) : Formula
    {
        public bool IsAll => isAll;
        public IReadOnlyList<Formula> Parts => parts;
    }

    public static Formula All(params IEnumerable<Formula> parts) => Join(true, parts);

    public static Formula Any(params IEnumerable<Formula> parts) => Join(false, parts);

    public Formula Not() => this switch
    {
        Constant constant => constant.Value ? False : True,
        Literal literal => new Literal(literal.Atom, !literal.IsTrue),
        Many many => new Many(!many.IsAll, [.. many.Parts.Select(part => part.Not())]),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Formula Join(bool isAll, IEnumerable<Formula> parts)
    {
        var kept = new List<Formula>();
        foreach (var part in parts)
        {
            switch (part)
            {
                case Constant constant when constant.Value != isAll:
                    return constant;
                case Constant:
                    break;
                case Many many when many.IsAll == isAll:
                    kept.AddRange(many.Parts);
                    break;
                default:
                    kept.Add(part);
                    break;
            }
        }
        return kept.Count switch
        {
            0 => isAll ? True : False,
            1 => kept[0],
            _ => new Many(isAll, kept),
        };
    }
}
