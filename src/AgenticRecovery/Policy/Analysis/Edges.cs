namespace AgenticRecovery.Policy;

/// <summary>
/// A rule that allows up to a limit and one that asks or forbids from the same limit on: both hold at just that value, where one
/// was meant to end and the other to begin.
/// </summary>
internal static class Edges
{
    public static IEnumerable<Finding> Of(PolicyBook book)
    {
        var seen = new HashSet<(string, string)>();
        foreach (var move in MoveSet.Names)
        {
            var rules = book.RulesOf(move);
            foreach (var allow in rules.Where(rule => rule.Effect == Effect.Allow))
                foreach (var other in rules.Where(rule => rule.Effect is Effect.Forbid or Effect.Approve))
                    if (!seen.Contains((allow.Id, other.Id)) && Meeting(book, move, allow, other) is { } finding && seen.Add((allow.Id, other.Id)))
                        yield return finding;
        }
    }

    private static Finding? Meeting(PolicyBook book, string move, Rule allow, Rule other)
    {
        var limits = BookCheck.PartsOf(allow).OfType<Condition.Compares>()
            .Where(limit => limit.How is Comparison.AtMost or Comparison.AtLeast && SharesLimit(limit, other)).ToList();
        if (limits.Count == 0 || Both(book, move, allow, other, null) is not { Example: { } facts })
            return null;
        return limits.Any(limit => Both(book, move, allow, other, limit) is { Example: null, IsOpen: false })
            ? new Finding("note", "edge", allow.Id, move, allow.Line, $"'{allow.Id}' and '{other.Id}' both hold at one value only, the limit between them; there '{other.Id}' wins. Write '<' for '<=' (or '>' for '>=') in one of them.", Prover.Show(facts))
            : null;
    }

    /// <summary>The other rule compares the very same two quantities; only then can they meet at one value.</summary>
    private static bool SharesLimit(Condition.Compares limit, Rule other) => Thresholds.Leaves(other.When.Condition).OfType<Condition.Compares>()
        .Any(leaf => (AreSame(leaf.Left, limit.Left) && AreSame(leaf.Right, limit.Right)) || (AreSame(leaf.Left, limit.Right) && AreSame(leaf.Right, limit.Left)));

    private static bool AreSame(Quantity a, Quantity b) => (a, b) switch
    {
        (Quantity.Fixed one, Quantity.Fixed two) => one.Home == two.Home,
        (Quantity.OfFact one, Quantity.OfFact two) => one.Fact == two.Fact,
        (Quantity.Joined one, Quantity.Joined two) => one.Symbol == two.Symbol && AreSame(one.Left, two.Left) && AreSame(one.Right, two.Right),
        _ => false,
    };

    /// <summary>Facts under which both hold; with one limit of the first drawn a step closer, where one is given.</summary>
    private static Answer Both(PolicyBook book, string move, Rule allow, Rule other, Condition.Compares? limit)
    {
        var parts = BookCheck.PartsOf(allow)
            .Select(part => part == limit ? new Condition.Compares(limit.How == Comparison.AtMost ? Comparison.Less : Comparison.More, limit.Left, limit.Right) : part)
            .ToList();
        return BookCheck.Of(book, move, [.. parts, other.When.Condition],
            names => [.. parts.Select(names.IsTrue), names.IsTrue(other.When.Condition)],
            facts => other.When.Condition.Ask(book.ReadFor(move, facts)) == Truth.True).Ask();
    }
}
