namespace AgenticRecovery.Policy;

/// <summary>
/// Looks for rules that do nothing or say the opposite of each other, moves nobody decides, limits with a hole behind them,
/// rules that meet at one value or ask different people, and arithmetic that does not fit.
/// </summary>
public static class BookCheck
{
    public static IReadOnlyList<Finding> Check(PolicyBook book) =>
    [
        .. book.Rules.SelectMany(rule => Useless(book, rule)), .. book.Rules.SelectMany(Overflows.Of),
        .. MoveSet.Names.SelectMany(move => Gaps(book, move)).DistinctBy(gap => (gap.Finding.Rule, gap.Limit)).Select(gap => gap.Finding), .. Edges.Of(book), .. MovesWithoutRule(book), .. Overlaps(book),
    ];

    private static IEnumerable<Finding> Useless(PolicyBook book, Rule rule)
    {
        if (!rule.Moves.Members().Any(move => Matches(book, move, rule)))
        {
            yield return new Finding("warning", "unreachable", rule.Id, null, rule.Line, $"The condition of '{rule.Id}' can never hold.", null);
            yield break;
        }
        if (rule.Effect == Effect.Oblige || rule.Moves.Members().Any(move => Matters(book, move, rule)))
            yield break;
        var against = Contradictions.SwitchedOffBy(book, rule);
        if (against.Count > 0)
        {
            var (does, names) = (rule.Effect == Effect.Allow ? "allows" : "sends to a person", string.Join(", ", against.Select(other => $"'{other.Id}'")));
            var undone = against.All(other => other.Effect == Effect.Forbid) ? "refused" : against.All(other => other.Effect == Effect.Approve) ? "sent to a person" : "refused or sent to a person";
            yield return new Finding("warning", "contradiction", rule.Id, null, rule.Line, $"The book contradicts itself: all that '{rule.Id}' {does} is {undone} by {names}.", null);
            yield break;
        }
        yield return rule.Effect == Effect.Forbid && rule.Moves.Members().Any(move => Explains(book, move, rule))
            ? new Finding("note", "reason-only", rule.Id, null, rule.Line, $"'{rule.Id}' changes no decision; it says why what no rule allows is denied.", null)
            : new Finding("warning", "no-effect", rule.Id, null, rule.Line, $"'{rule.Id}' changes no decision: others always settle it the same way.", null);
    }

    /// <summary>The rule alone forbids what would be denied for want of a rule.</summary>
    private static bool Explains(PolicyBook book, string move, Rule rule)
    {
        var rules = book.RulesOf(move);
        var answer = Of(book, move, [.. rules.Select(one => one.When.Condition)],
            names => [names.IsTrue(rule.When.Condition), .. rules.Where(other => other != rule && other.Effect == Effect.Forbid).Select(other => names.IsFalse(other.When.Condition))],
            facts => book.Decide(move, facts).Rule == rule.Id).Ask();
        return answer.Example is not null;
    }

    internal static bool Matches(PolicyBook book, string move, Rule rule)
    {
        var answer = Of(book, move, [rule.When.Condition], names => [names.IsTrue(rule.When.Condition)],
            facts => rule.When.Condition.Ask(book.ReadFor(move, facts)) == Truth.True).Ask();
        return answer.Example is not null || answer.IsOpen;
    }

    /// <summary>Without the rule some decision would have another word, or other people would answer.</summary>
    private static bool Matters(PolicyBook book, string move, Rule rule)
    {
        var rules = book.RulesOf(move);
        var others = rules.Where(other => other != rule).ToList();
        var without = new PolicyBook(book.Text with { Rules = [.. book.Rules.Where(other => other != rule)], Budgets = [] });
        var conditions = rules.Select(one => one.When.Condition).ToList();
        foreach (var word in Enum.GetValues<DecisionWord>())
        {
            var answer = Of(book, move, conditions,
                names => [new Outcomes(rules, names).Is(word), new Outcomes(others, names).Is(word).Not()],
                facts => book.Ask(move, facts) != without.Ask(move, facts)).Ask();
            if (answer.Example is not null || answer.IsOpen)
                return true;
        }
        if (rule.Effect != Effect.Approve)
            return false;
        var people = Of(book, move, conditions,
            names => [names.IsTrue(rule.When.Condition), new Outcomes(rules, names).Is(DecisionWord.Approval), .. others.Where(other => IsStricter(book, other, rule)).Select(other => names.IsFalse(other.When.Condition))],
            facts => Approver(book, move, facts) != Approver(without, move, facts)).Ask();
        return people.Example is not null;
    }

    private static bool IsStricter(PolicyBook book, Rule other, Rule rule) =>
        other.Effect == Effect.Approve && Rank(book, other) >= Rank(book, rule) && other.By!.People >= rule.By!.People
        && other.By.Within.IsBusiness == rule.By.Within.IsBusiness && other.By.Within.Length <= rule.By.Within.Length;

    private static int Rank(PolicyBook book, Rule rule) => book.Text.Roles.ToList().IndexOf(rule.By!.Role);

    private static (string, int, TimeSpan)? Approver(PolicyBook book, string move, PolicyFacts facts) =>
        book.Decide(move, facts) is Decision.NeedsApproval asked ? (asked.Role, asked.People, asked.Within) : null;

    private static IEnumerable<Finding> MovesWithoutRule(PolicyBook book)
    {
        var closed = MoveSet.Names.Where(move => !book.RulesOf(move).Any(rule => rule.Effect is Effect.Allow or Effect.Approve)).ToList();
        if (closed.Count > 0)
            yield return new Finding("note", "no-rule", null, null, 0, $"Always denied, because no rule allows them or asks: {string.Join(", ", closed)}.", null);
    }

    /// <summary>Just past a limit of a rule that allows or asks, nothing else speaks: denied without anybody having meant it.</summary>
    private static IEnumerable<(Finding Finding, Condition Limit)> Gaps(PolicyBook book, string move)
    {
        var rules = book.RulesOf(move);
        var conditions = rules.Select(rule => rule.When.Condition).ToList();
        foreach (var rule in rules.Where(rule => rule.Effect is Effect.Allow or Effect.Approve && !rule.IsLaw))
        {
            var parts = PartsOf(rule);
            foreach (var limit in parts.OfType<Condition.Compares>())
            {
                var answer = Of(book, move, conditions,
                    names => [.. parts.Where(part => part != limit).Select(names.IsTrue), names.IsFalse(limit), new Outcomes(rules, names).Silent],
                    facts => book.Decide(move, facts).Rule == PolicyBook.DefaultDeny).Ask();
                if (answer.Example is { } facts)
                    yield return (new Finding("note", "gap", rule.Id, move, rule.Line, $"Past a limit of '{rule.Id}' no rule speaks of {move}; it is denied by default.", Prover.Show(facts)), limit);
            }
        }
    }

    internal static IReadOnlyList<Condition> PartsOf(Rule rule) => rule.When.Condition is Condition.AllOf all ? all.Parts : [rule.When.Condition];

    /// <summary>Two rules about the same moves ask different roles about the same facts; the later role in the book's list answers.</summary>
    private static IEnumerable<Finding> Overlaps(PolicyBook book)
    {
        var asking = book.Rules.Where(rule => rule.Effect == Effect.Approve).ToList();
        foreach (var (first, second) in from a in asking from b in asking where string.CompareOrdinal(a.Id, b.Id) < 0 && a.Moves == b.Moves && a.By!.Role != b.By!.Role select (a, b))
        {
            foreach (var move in (first.Moves & second.Moves).Members())
            {
                var rules = book.RulesOf(move);
                var answer = Of(book, move, [.. rules.Select(rule => rule.When.Condition)],
                    names => [names.IsTrue(first.When.Condition), names.IsTrue(second.When.Condition), new Outcomes(rules, names).Is(DecisionWord.Approval)],
                    facts => book.Ask(move, facts) == DecisionWord.Approval).Ask();
                if (answer.Example is not { } facts)
                    continue;
                var role = ((Decision.NeedsApproval)book.Decide(move, facts)).Role;
                yield return new Finding("note", "overlap", first.Id, move, first.Line, $"'{first.Id}' and '{second.Id}' both ask about {move}; {role} answers.", Prover.Show(facts));
                break;
            }
        }
    }

    internal static Question Of(PolicyBook book, string move, IReadOnlyList<Condition> conditions, Func<Translation, IEnumerable<Formula>> that, Func<PolicyFacts, bool> check) => new()
    {
        Move = move,
        Conditions = conditions,
        MayBeMissing = false,
        That = that,
        Check = check,
        Home = book.Text.Rates.Home,
    };
}
