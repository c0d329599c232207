using System.Numerics;

namespace AgenticRecovery.Policy;

/// <summary>Straight-line limits over several facts at once, solved exactly by eliminating one fact after another (Fourier–Motzkin).</summary>
internal static class LinearSystem
{
    /// <summary>Past this many rows the system counts as solvable; a witness is checked anyway.</summary>
    private const int MostRows = 4000;

    /// <summary>Sum of times × fact at most (or under) the limit.</summary>
    private sealed record Row(SortedDictionary<int, BigInteger> Terms, BigInteger Limit, bool IsStrict);

    /// <summary>
    /// Values on each fact's grid that meet every limit and lie in the fact's range. False when there are none even between the grid's
    /// points; true with null when there may be some that were not found.
    /// </summary>
    public static bool TrySolve(
        IReadOnlyList<Atom.Linear> limits, Func<PublishedFact, (long? Low, long? High)> rangeOf, out Dictionary<PublishedFact, long>? values)
    {
        values = null;
        var facts = limits.SelectMany(limit => limit.Terms).Select(term => term.Fact).Distinct().OrderBy(fact => fact.Slot).ToList();
        var rows = limits.Select(limit => new Row(new(limit.Terms.ToDictionary(t => t.Fact.Slot, t => t.Times)), limit.Limit, limit.IsStrict)).ToList();
        foreach (var fact in facts)
        {
            var (low, high) = rangeOf(fact);
            if (low is { } least)
                rows.Add(new Row(new() { [fact.Slot] = -1 }, -least, false));
            if (high is { } most)
                rows.Add(new Row(new() { [fact.Slot] = 1 }, most, false));
        }
        var stages = new List<(PublishedFact Fact, List<Row> Rows)>();
        foreach (var fact in facts.ToList())
        {
            var next = facts.Where(one => stages.All(stage => stage.Fact != one))
                .MinBy(one => rows.Count(row => Times(row, one) > 0) * rows.Count(row => Times(row, one) < 0))!;
            stages.Add((next, rows));
            rows = Without(next, rows);
            if (rows.Count > MostRows)
                return true;
            if (rows.Any(row => row.Terms.Count == 0 && (row.Limit < 0 || (row.IsStrict && row.Limit.IsZero))))
                return false;
        }
        values = Backwards(stages);
        return true;
    }

    private static List<Row> Without(PublishedFact fact, List<Row> rows)
    {
        var kept = rows.Where(row => Times(row, fact).IsZero).ToList();
        var above = rows.Where(row => Times(row, fact) > 0).ToList();
        foreach (var lower in rows.Where(row => Times(row, fact) < 0))
            foreach (var upper in above)
                kept.Add(Combine(lower, -Times(lower, fact), upper, Times(upper, fact)));
        return kept;
    }

    /// <summary>Adds so many of one row to so many of another that the fact falls out.</summary>
    private static Row Combine(Row lower, BigInteger lowerTimes, Row upper, BigInteger upperTimes)
    {
        var terms = new SortedDictionary<int, BigInteger>();
        foreach (var (row, times) in (ReadOnlySpan<(Row, BigInteger)>)[(lower, upperTimes), (upper, lowerTimes)])
            foreach (var (slot, by) in row.Terms)
                terms[slot] = (terms.TryGetValue(slot, out var sofar) ? sofar : 0) + by * times;
        foreach (var slot in terms.Where(term => term.Value.IsZero).Select(term => term.Key).ToList())
            terms.Remove(slot);
        var limit = lower.Limit * upperTimes + upper.Limit * lowerTimes;
        var shared = terms.Values.Aggregate(BigInteger.Abs(limit), (gcd, times) => BigInteger.GreatestCommonDivisor(gcd, times));
        if (shared > 1)
        {
            foreach (var slot in terms.Keys.ToList())
                terms[slot] /= shared;
            limit /= shared;
        }
        return new Row(terms, limit, lower.IsStrict || upper.IsStrict);
    }

    /// <summary>Chooses values from the fact eliminated last to the first, each the grid point nearest to zero; null when a gap has no grid point.</summary>
    private static Dictionary<PublishedFact, long>? Backwards(List<(PublishedFact Fact, List<Row> Rows)> stages)
    {
        var chosen = new Dictionary<PublishedFact, long>();
        var bySlot = new Dictionary<int, long>();
        for (var i = stages.Count - 1; i >= 0; i--)
        {
            var (fact, rows) = stages[i];
            BigInteger? low = null, high = null;
            foreach (var row in rows)
            {
                var times = Times(row, fact);
                if (times.IsZero || row.Terms.Keys.Any(slot => slot != fact.Slot && !bySlot.ContainsKey(slot)))
                    continue;
                var room = row.Limit - row.Terms.Where(term => term.Key != fact.Slot).Aggregate(BigInteger.Zero, (sum, term) => sum + term.Value * bySlot[term.Key]);
                // times × x ≤ room, or under it; x is a multiple of the step.
                var step = times * fact.Step;
                var grid = times > 0
                    ? Floor(row.IsStrict ? room - 1 : room, step)
                    : -Floor(row.IsStrict ? room - 1 : room, -step);
                if (times > 0)
                    high = high is null ? grid : BigInteger.Min(high.Value, grid);
                else
                    low = low is null ? grid : BigInteger.Max(low.Value, grid);
            }
            if (low > high)
                return null;
            var value = BigInteger.Zero;
            if (low is { } least && value < least)
                value = least;
            if (high is { } most && value > most)
                value = most;
            value *= fact.Step;
            if (value < long.MinValue || value > long.MaxValue)
                return null;
            chosen[fact] = bySlot[fact.Slot] = (long)value;
        }
        return chosen;
    }

    private static BigInteger Times(Row row, PublishedFact fact) => row.Terms.TryGetValue(fact.Slot, out var times) ? times : BigInteger.Zero;

    internal static BigInteger Floor(BigInteger of, BigInteger by)
    {
        var whole = BigInteger.DivRem(of, by, out var rest);
        return rest.Sign < 0 ? whole - 1 : whole;
    }
}
