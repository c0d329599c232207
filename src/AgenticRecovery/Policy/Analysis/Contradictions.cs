namespace AgenticRecovery.Policy;

/// <summary>Rules that say the opposite of others: what one lets through, stronger ones always stop.</summary>
internal static class Contradictions
{
    /// <summary>The fewest rules found that stop all that this one lets through; empty where it is not stopped but merely said twice.</summary>
    public static IReadOnlyList<Rule> SwitchedOffBy(PolicyBook book, Rule rule)
    {
        if (rule.Effect is not (Effect.Allow or Effect.Approve))
            return [];
        var moves = rule.Moves.Members().Where(move => BookCheck.Matches(book, move, rule)).ToList();
        var stronger = book.Rules
            .Where(other => other != rule && (other.Effect == Effect.Forbid || (other.Effect == Effect.Approve && rule.Effect == Effect.Allow)))
            .Where(other => (other.Moves & rule.Moves).Count > 0).OrderBy(other => other.Effect).ToList();
        if (stronger.FirstOrDefault(other => Stop(book, rule, moves, [other])) is { } one)
            return [one];
        if (!Stop(book, rule, moves, stronger))
            return [];
        // Leave out, one by one, what is not needed.
        foreach (var other in stronger.ToList())
            if (Stop(book, rule, moves, [.. stronger.Where(kept => kept != other)]))
                stronger.Remove(other);
        return stronger;
    }

    private static bool Stop(PolicyBook book, Rule rule, IReadOnlyList<string> moves, IReadOnlyList<Rule> others) => moves.All(move =>
    {
        var about = others.Where(other => other.Moves.Contains(MoveSet.IndexOf(move))).Select(other => other.When.Condition).ToList();
        if (about.Count == 0)
            return false;
        var escapes = BookCheck.Of(book, move, [rule.When.Condition, .. about],
            names => [names.IsTrue(rule.When.Condition), .. about.Select(names.IsFalse)],
            facts => rule.When.Condition.Ask(book.ReadFor(move, facts)) == Truth.True).Ask();
        return escapes.Example is null && !escapes.IsOpen;
    });
}
