using AgenticRecovery.Economics;

namespace AgenticRecovery.Policy;

/// <summary>A question about one move: are there facts under which something holds?</summary>
internal sealed record Question
{
    public required string Move { get; init; }

    /// <summary>Every condition the formulas are made of.</summary>
    public required IReadOnlyList<Condition> Conditions { get; init; }

    /// <summary>True when facts may also be missing.</summary>
    public required bool MayBeMissing { get; init; }

    /// <summary>What must hold.</summary>
    public required Func<Translation, IEnumerable<Formula>> That { get; init; }

    /// <summary>Asks the book itself about an example, so that none is ever shown that is not one.</summary>
    public required Func<PolicyFacts, bool> Check { get; init; }
    public required Currency Home { get; init; }

    /// <summary>Values tried for a fact that is multiplied with another, where no straight line can be drawn.</summary>
    private static readonly long[] Pins = [0, PublishedFact.Micro, 3 * PublishedFact.Micro];

    public Answer Ask()
    {
        var answer = Ask(new Dictionary<PublishedFact, long>());
        if (answer.Example is not null || !answer.IsOpen)
            return answer;
        var branches = answer.Branches;
        foreach (var fact in Factors())
        {
            foreach (var pin in Pins)
            {
                var pinned = Ask(new Dictionary<PublishedFact, long> { [fact] = pin });
                branches += pinned.Branches;
                if (pinned.Example is not null)
                    return pinned with { Branches = branches };
            }
        }
        return answer with { Branches = branches };
    }

    private Answer Ask(IReadOnlyDictionary<PublishedFact, long> pinned)
    {
        var names = new Translation(Conditions, MayBeMissing, pinned);
        var search = new Search(names);
        var isThisMove = new Formula.Literal(new Atom.Among(Published.Move, 1UL << MoveSet.IndexOf(Move)), true);
        var example = search.Find(That(names).Prepend(isThisMove), Check, (point, isKnown) => Build(names, point, isKnown));
        return new Answer(example, search.Branches, example is null && search.IsOpen);
    }

    private PolicyFacts Build(Translation names, Dictionary<PublishedFact, long> point, Func<PublishedFact, bool> isKnown)
    {
        var facts = new PolicyFacts(BookTest.At, Home);
        foreach (var fact in Conditions.SelectMany(condition => condition.Facts()).Distinct())
        {
            if (!isKnown(fact) || fact == Published.Move)
                continue;
            var raw = point.TryGetValue(fact, out var value) ? value : Math.Clamp(0, fact.Min, fact.Max);
            facts.PutRaw(fact, fact.Kind == FactKind.Text ? 0 : raw, fact.Kind == FactKind.Text ? names.TextAt(fact, (int)raw) : null);
        }
        return facts;
    }

    /// <summary>Of every product of facts, the factor with fewer facts.</summary>
    private IEnumerable<PublishedFact> Factors() => Conditions
        .SelectMany(Thresholds.Leaves).OfType<Condition.Compares>()
        .SelectMany(leaf => Products(leaf.Left).Concat(Products(leaf.Right))).Distinct();

    private static IEnumerable<PublishedFact> Products(Quantity quantity)
    {
        if (quantity is not Quantity.Joined joined)
            return [];
        var (left, right) = (Facts(joined.Left), Facts(joined.Right));
        var here = joined.Symbol is '*' or '/' && left.Count > 0 && right.Count > 0 ? (left.Count < right.Count ? left : right) : [];
        return here.Concat(Products(joined.Left)).Concat(Products(joined.Right));
    }

    private static List<PublishedFact> Facts(Quantity quantity) => quantity switch
    {
        Quantity.OfFact one => [one.Fact],
        Quantity.Joined two => [.. Facts(two.Left), .. Facts(two.Right)],
        _ => [],
    };
}

/// <param name="Example">Facts that answer yes; null when there are none, or none were found.</param>
/// <param name="IsOpen">True when no example was found and none could be ruled out either.</param>
internal sealed record Answer(PolicyFacts? Example, int Branches, bool IsOpen);
