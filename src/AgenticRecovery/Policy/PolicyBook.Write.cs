namespace AgenticRecovery.Policy;

public sealed partial class PolicyBook
{
    public const string DefaultDeny = "default.deny";

    private static readonly IReadOnlyList<string> Nothing = [];

    private Decision Write(Outcome outcome, Rule[] rules, ReadOnlySpan<Truth> truths, in Reading reading, PolicyFacts facts)
    {
        var place = reading.Move;
        var matched = Matched(rules, truths);
        List<string>? obligations = null;
        List<PublishedFact>? missing = null;
        for (var i = 0; i < rules.Length; i++)
        {
            if (truths[i] == Truth.False)
                continue;
            if (truths[i] == Truth.Unknown)
                missing = AddMissing(missing, rules[i], reading);
            // An allow that cannot be known gives nothing, so it asks nothing either; nothing accompanies a denial.
            if (outcome.Word != DecisionWord.Deny && rules[i].Effect != Effect.Forbid && !(rules[i].Effect == Effect.Allow && truths[i] == Truth.Unknown))
                AddNew(ref obligations, rules[i].Obligations);
        }
        IReadOnlyList<string> missingNames = missing is null ? [] : [.. missing.Select(fact => fact.Name)];
        var rule = outcome.Rule < 0 ? DefaultDeny : rules[outcome.Rule].Id;
        var reason = Reason(outcome, rules, truths, missingNames);
        if (outcome.Word == DecisionWord.Deny)
            return new Decision.Deny { Rule = rule, Reason = reason, BookHash = Hash, Matched = matched, Missing = missingNames };

        var budgets = BudgetKeys(place, facts);
        if (outcome.Word == DecisionWord.Allow)
            return new Decision.Allow { Rule = rule, Reason = reason, BookHash = Hash, Matched = matched, Missing = missingNames, Obligations = obligations ?? Nothing, Budgets = budgets };

        var who = Strictest(rules, truths, outcome);
        if (_holdOfMove[place] != "hold:None")
            AddNew(ref obligations, [_holdOfMove[place]]);
        return new Decision.NeedsApproval(who.Role, who.People, who.Within.After(facts.At, Text.Calendar) - facts.At)
        {
            Rule = who.Rule,
            Reason = reason,
            BookHash = Hash,
            Matched = matched,
            Missing = missingNames,
            Obligations = obligations ?? Nothing,
            Budgets = budgets,
        };
    }

    /// <summary>Where several rules ask: the highest role, the most people, the shortest time. Named is the rule with the highest role, then the most people.</summary>
    private (string Rule, string Role, int People, Span Within) Strictest(Rule[] rules, ReadOnlySpan<Truth> truths, Outcome outcome)
    {
        var named = rules[outcome.Rule];
        var (rank, people, within) = (RankOf(named), named.By!.People, named.By.Within);
        for (var i = 0; i < rules.Length; i++)
        {
            if (truths[i] == Truth.False || rules[i].Effect != Effect.Approve)
                continue;
            var by = rules[i].By!;
            var thisRank = RankOf(rules[i]);
            if (thisRank > rank || (thisRank == rank && by.People > named.By!.People))
                (named, rank) = (rules[i], thisRank);
            people = Math.Max(people, by.People);
            if (Compare(by.Within, within) < 0)
                within = by.Within;
        }
        return (named.Id, named.By!.Role, people, within);
    }

    private int RankOf(Rule rule)
    {
        for (var i = 0; i < Text.Roles.Count; i++)
            if (Text.Roles[i] == rule.By!.Role)
                return i;
        return -1;
    }

    /// <summary>Working time is longer than calendar time: a working day is at most a third of a day.</summary>
    private static int Compare(Span a, Span b) => (a.Length * (a.IsBusiness ? 3 : 1)).CompareTo(b.Length * (b.IsBusiness ? 3 : 1));

    private string Reason(Outcome outcome, Rule[] rules, ReadOnlySpan<Truth> truths, IReadOnlyList<string> missing)
    {
        if (outcome.Rule < 0)
        {
            return missing.Count == 0
                ? "No rule of the book allows this."
                : $"No rule of the book allows this while {string.Join(", ", missing)} is not known.";
        }
        var rule = rules[outcome.Rule];
        var why = rule.Because.Length > 0 ? rule.Because : _named[rule.Id];
        if (outcome.Overruled)
            why += " Another rule would refuse; by law a person decides.";
        return truths[outcome.Rule] == Truth.Unknown ? $"{why} Not known: {string.Join(", ", missing)}." : why;
    }

    private static List<PublishedFact> AddMissing(List<PublishedFact>? missing, Rule rule, in Reading reading)
    {
        missing ??= [];
        foreach (var fact in rule.When.Facts)
            if (fact != Published.Move && !reading.Knows(fact.Slot) && !missing.Contains(fact))
                missing.Add(fact);
        return missing;
    }

    private static void AddNew(ref List<string>? all, IReadOnlyList<string> more)
    {
        for (var i = 0; i < more.Count; i++)
        {
            all ??= new List<string>(4);
            if (!all.Contains(more[i]))
                all.Add(more[i]);
        }
    }

    private static string[] Matched(Rule[] rules, ReadOnlySpan<Truth> truths)
    {
        var count = 0;
        foreach (var truth in truths)
            count += truth == Truth.False ? 0 : 1;
        var matched = new string[count];
        for (int i = 0, at = 0; i < rules.Length; i++)
            if (truths[i] != Truth.False)
                matched[at++] = rules[i].Id;
        return matched;
    }
}
