namespace AgenticRecovery.Policy;

/// <summary>What changed in meaning from one book to another.</summary>
public sealed record DiffReport(
    string From, string To, string FromHash, string ToHash,
    IReadOnlyList<string> RulesAdded, IReadOnlyList<string> RulesRemoved, IReadOnlyList<string> RulesChanged, IReadOnlyList<Difference> Differences)
{
    /// <summary>Parts beside the rules that differ: "rates", "roles", "calendar", "freshness", "budgets".</summary>
    public IReadOnlyList<string> PartsChanged { get; init; } = [];

    /// <summary>Every move is decided alike for orders in the books' currency.</summary>
    public bool IsSame => Differences.Count == 0;
}

/// <summary>Facts for which two books decide otherwise.</summary>
/// <param name="From">Word, and who answers where it is an approval.</param>
/// <param name="FromRule">The rule that settles it.</param>
public sealed record Difference(string Move, string From, string FromRule, string To, string ToRule, IReadOnlyDictionary<string, string> Facts);

/// <summary>Compares two books by what they decide, not by how they are written.</summary>
public static class BookDiff
{
    /// <summary>Examples shown per move and pair of words, each settled by another pair of rules.</summary>
    private const int MostPerKind = 4;

    /// <summary>Throws for books in different currencies: their limits cannot be laid side by side.</summary>
    public static DiffReport Compare(PolicyBook from, PolicyBook to)
    {
        if (from.Text.Rates.Home != to.Text.Rates.Home)
            throw new ArgumentException($"One book is in {from.Text.Rates.Home}, the other in {to.Text.Rates.Home}.");
        var (old, young) = (from.Rules.ToDictionary(rule => rule.Id), to.Rules.ToDictionary(rule => rule.Id));
        return new DiffReport(
            $"{from.Text.Name} {from.Text.Version}", $"{to.Text.Name} {to.Text.Version}", from.Hash, to.Hash,
            [.. young.Keys.Except(old.Keys)], [.. old.Keys.Except(young.Keys)],
            [.. old.Keys.Intersect(young.Keys).Where(id => old[id].Canonical() != young[id].Canonical())],
            [.. MoveSet.Names.SelectMany(move => OfMove(from, to, move))])
        {
            PartsChanged = [.. Parts(from.Text, to.Text)],
        };
    }

    private static IEnumerable<string> Parts(PolicyBookText a, PolicyBookText b)
    {
        if (a.Rates.Canonical() != b.Rates.Canonical())
            yield return "rates";
        if (!a.Roles.SequenceEqual(b.Roles))
            yield return "roles";
        if (a.Calendar.Zone.Id != b.Calendar.Zone.Id || a.Calendar.From != b.Calendar.From || a.Calendar.To != b.Calendar.To || !a.Calendar.Holidays.SetEquals(b.Calendar.Holidays))
            yield return "calendar";
        if (a.Freshness.Count != b.Freshness.Count || a.Freshness.Except(b.Freshness).Any())
            yield return "freshness";
        if (!a.Budgets.Select(budget => budget.Canonical()).Order(StringComparer.Ordinal).SequenceEqual(b.Budgets.Select(budget => budget.Canonical()).Order(StringComparer.Ordinal)))
            yield return "budgets";
    }

    private static List<Difference> OfMove(PolicyBook from, PolicyBook to, string move)
    {
        var (a, b) = (from.RulesOf(move), to.RulesOf(move));
        if (Same(a, b))
            return [];
        var found = new List<Difference>();
        foreach (var was in Enum.GetValues<DecisionWord>())
            foreach (var is_ in Enum.GetValues<DecisionWord>())
                if (was != is_)
                    found.AddRange(Examples(from, to, move, was, is_, facts => from.Ask(move, facts) == was && to.Ask(move, facts) == is_));
        found.AddRange(Examples(from, to, move, DecisionWord.Approval, DecisionWord.Approval, facts =>
            from.Ask(move, facts) == DecisionWord.Approval && to.Ask(move, facts) == DecisionWord.Approval && Said(from.Decide(move, facts)) != Said(to.Decide(move, facts))));
        return found;
    }

    /// <summary>Asks again and again, each time outside the rules that settled the examples before.</summary>
    private static IEnumerable<Difference> Examples(PolicyBook from, PolicyBook to, string move, DecisionWord was, DecisionWord now, Func<PolicyFacts, bool> check)
    {
        var (a, b) = (from.RulesOf(move), to.RulesOf(move));
        var seen = new List<(Rule? From, Rule? To)>();
        while (seen.Count < MostPerKind)
        {
            var answer = new Question
            {
                Move = move,
                Conditions = [.. a.Concat(b).Select(rule => rule.When.Condition)],
                MayBeMissing = false,
                That = names => [new Outcomes(a, names).Is(was), new Outcomes(b, names).Is(now), Changed(a, b, names), .. seen.Select(pair => Outside(pair, names))],
                Check = check,
                Home = from.Text.Rates.Home,
            }.Ask();
            if (answer.Example is not { } facts)
                yield break;
            var (before, after) = (from.Decide(move, facts), to.Decide(move, facts));
            yield return new Difference(move, Said(before), before.Rule, Said(after), after.Rule, Prover.Show(facts));
            seen.Add((a.FirstOrDefault(rule => rule.Id == before.Rule), b.FirstOrDefault(rule => rule.Id == after.Rule)));
        }
    }

    /// <summary>Only where a rule that is not in both books holds can they differ.</summary>
    private static Formula Changed(IReadOnlyList<Rule> a, IReadOnlyList<Rule> b, Translation names)
    {
        var unlike = a.Where(rule => !b.Any(other => other.Canonical() == rule.Canonical())).Concat(b.Where(rule => !a.Any(other => other.Canonical() == rule.Canonical())));
        return Formula.Any(unlike.Select(rule => names.IsMet(rule.When.Condition)));
    }

    private static Formula Outside((Rule? From, Rule? To) pair, Translation names) => Formula.Any(
        pair.From is null ? Formula.False : names.IsFalse(pair.From.When.Condition),
        pair.To is null ? Formula.False : names.IsFalse(pair.To.When.Condition));

    private static bool Same(IReadOnlyList<Rule> a, IReadOnlyList<Rule> b) =>
        a.Count == b.Count && a.Zip(b).All(pair => pair.First.Canonical() == pair.Second.Canonical());

    private static string Said(Decision decision) => decision is Decision.NeedsApproval asked
        ? $"approval by {asked.People} {asked.Role} within {asked.Within.TotalHours:0.#}h"
        : decision.Word;
}
