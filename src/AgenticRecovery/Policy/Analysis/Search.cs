namespace AgenticRecovery.Policy;

/// <summary>Looks for facts under which all formulas hold, by splitting the region of all facts until every formula is settled.</summary>
internal sealed class Search(Translation names, int mostBranches = 200_000)
{
    /// <summary>How many regions were looked at.</summary>
    public int Branches { get; private set; }

    /// <summary>True when the search was cut short or a region could neither be shown empty nor given an example.</summary>
    public bool IsOpen { get; private set; }

    public Translation Names => names;

    /// <summary>Facts that make all formulas true and pass <paramref name="check"/>; null when there are none, or the search stays open.</summary>
    public PolicyFacts? Find(IEnumerable<Formula> formulas, Func<PolicyFacts, bool> check, Func<Dictionary<PublishedFact, long>, Func<PublishedFact, bool>, PolicyFacts> build)
    {
        var start = new Region(names);
        return Split(start, [.. formulas], region =>
        {
            if (region.Point() is { } point)
            {
                foreach (var (fact, value) in names.Pinned)
                    point[fact] = value;
                var facts = build(point, region.IsKnown);
                if (check(facts))
                    return facts;
            }
            IsOpen = true;
            return null;
        });
    }

    private PolicyFacts? Split(Region region, List<Formula> open, Func<Region, PolicyFacts?> leaf)
    {
        if (++Branches > mostBranches)
        {
            IsOpen = true;
            return null;
        }
        if (!Settle(region, ref open) || !region.HasPoint())
            return null;
        if (open.Count == 0)
            return leaf(region);

        // The choice with the fewest parts first; its first part is tried true, then false.
        var choice = (Formula.Many)open.MinBy(formula => ((Formula.Many)formula).Parts.Count)!;
        var first = choice.Parts[0];
        var rest = open.Where(formula => formula != choice).ToList();
        if (Split(region.Copy(), [.. rest, first], leaf) is { } found)
            return found;
        return Split(region, [.. rest, first.Not(), Formula.Any(choice.Parts.Skip(1))], leaf);
    }

    /// <summary>Draws every conclusion that needs no choice. What stays open are choices only. False when a formula cannot hold here.</summary>
    private static bool Settle(Region region, ref List<Formula> open)
    {
        while (true)
        {
            var (next, isNarrowed) = (new List<Formula>(), false);
            foreach (var formula in open)
            {
                switch (Simplify(formula, region))
                {
                    case Formula.Constant { Value: false }:
                        return false;
                    case Formula.Constant:
                        break;
                    case Formula.Literal literal:
                        if (!region.Narrow(literal.Atom, literal.IsTrue))
                            return false;
                        isNarrowed = true;
                        break;
                    case Formula.Many { IsAll: true } all:
                        next.AddRange(all.Parts);
                        isNarrowed = true;
                        break;
                    case var choice:
                        next.Add(choice);
                        break;
                }
            }
            open = next;
            if (!isNarrowed)
                return true;
        }
    }

    private static Formula Simplify(Formula formula, Region region) => formula switch
    {
        Formula.Literal literal => region.Ask(literal.Atom) switch
        {
            Truth.Unknown => literal,
            var truth => (truth == Truth.True) == literal.IsTrue ? Formula.True : Formula.False,
        },
        Formula.Many { IsAll: true } all => Formula.All(all.Parts.Select(part => Simplify(part, region))),
        Formula.Many any => Formula.Any(any.Parts.Select(part => Simplify(part, region))),
        _ => formula,
    };
}
