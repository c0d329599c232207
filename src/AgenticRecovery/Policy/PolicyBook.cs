using System.Security.Cryptography;
using System.Text;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Policy;

/// <summary>
/// The rules of a shop, ready to decide. What no rule allows is denied; the order of rules never matters; a condition over
/// a missing fact never allows, and counts as met where it forbids or sends to a person.
/// </summary>
public sealed partial class PolicyBook
{
    /// <summary>Most rules one book may have.</summary>
    public const int MaxRules = 1000;

    private readonly Rule[] _rules;
    private readonly Rule[][] _rulesOfMove;
    private readonly Budget[][] _budgetsOfMove;
    private readonly string[] _holdOfMove;
    private readonly Dictionary<string, string> _named;
    private readonly (PublishedFact Fact, long MaxAgeMs)[] _freshness;

    /// <summary>Throws for two rules or budgets with one id and for a rule that has no approver but needs one; a reader reports these earlier, with their place.</summary>
    public PolicyBook(PolicyBookText text)
    {
        Text = text;
        _rules = [.. text.Rules.OrderBy(rule => rule.Id, StringComparer.Ordinal)];
        if (_rules.Length > MaxRules)
            throw new ArgumentException($"A book may have {MaxRules} rules; this one has {_rules.Length}.");
        if (_rules.Zip(_rules.Skip(1)).FirstOrDefault(pair => pair.First.Id == pair.Second.Id) is { First: { } twice })
            throw new ArgumentException($"Two rules are called '{twice.Id}'.");
        if (_rules.FirstOrDefault(rule => rule.By is null && (rule.Effect == Effect.Approve || (rule.IsLaw && rule.Effect == Effect.Allow))) is { } silent)
            throw new ArgumentException($"Rule '{silent.Id}' does not say who decides.");

        _rulesOfMove = [.. MoveSet.Names.Select((_, place) => _rules.Where(rule => rule.Moves.Contains(place)).ToArray())];
        _budgetsOfMove = [.. MoveSet.Names.Select((_, place) => text.Budgets.Where(budget => budget.Moves.Contains(place)).OrderBy(budget => budget.Id, StringComparer.Ordinal).ToArray())];
        _holdOfMove = [.. MoveSet.Names.Select(name => "hold:" + MoveTraits.All[name].Hold)];
        _named = _rules.Where(rule => rule.Because.Length == 0).ToDictionary(rule => rule.Id, rule => $"Rule {rule.Id}.");
        _freshness = [.. text.Freshness.Select(x => (x.Key, (long)x.Value.TotalMilliseconds))];
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical())))[..16];
    }

    public PolicyBookText Text { get; }

    /// <summary>First 16 hex digits of SHA-256 over the meaning of the book; layout and the order of rules do not change it.</summary>
    public string Hash { get; }

    /// <summary>In id order.</summary>
    public IReadOnlyList<Rule> Rules => _rules;

    public IReadOnlyList<Budget> Budgets => Text.Budgets;

    internal IReadOnlyList<Rule> RulesOf(string move) => _rulesOfMove[MoveSet.IndexOf(move)];

    private string Canonical()
    {
        var text = new StringBuilder().AppendJoin('\n', Text.Name, Text.Version, Text.Rates.Canonical(), string.Join(",", Text.Roles));
        text.Append('\n').AppendJoin('\n', Text.Calendar.Zone.Id, Text.Calendar.From, Text.Calendar.To, string.Join(",", Text.Calendar.Holidays.Order()));
        foreach (var (fact, age) in Text.Freshness.OrderBy(x => x.Key.Slot))
            text.Append('\n').Append(fact.Name).Append('=').Append(age.Ticks);
        foreach (var rule in _rules)
            text.Append("\n--\n").Append(rule.Canonical());
        foreach (var budget in Text.Budgets.OrderBy(x => x.Id, StringComparer.Ordinal))
            text.Append("\n==\n").Append(budget.Canonical());
        return text.ToString();
    }
}

/// <summary>What a book says, before it is made ready.</summary>
public sealed record PolicyBookText
{
    public required string Name { get; init; }
    public required int Version { get; init; }
    public required Rates Rates { get; init; }
    public required IReadOnlyList<Rule> Rules { get; init; }
    public IReadOnlyList<Budget> Budgets { get; init; } = [];

    /// <summary>Roles that may answer, the least first; where two rules ask, the later role answers.</summary>
    public IReadOnlyList<string> Roles { get; init; } = ["approver", "operations", "risk", "finance", "admin"];
    public DeskHours Calendar { get; init; } = DeskHours.Default;

    /// <summary>How old a fact may be before it counts as missing.</summary>
    public IReadOnlyDictionary<PublishedFact, TimeSpan> Freshness { get; init; } = new Dictionary<PublishedFact, TimeSpan>();
    public IReadOnlyList<BookExample> Examples { get; init; } = [];
}

/// <summary>One example of a book: facts by name and text, and the decision they must lead to.</summary>
/// <param name="Expect">"allow", "approval" or "deny".</param>
/// <param name="Rule">The rule that must settle it; null when any may.</param>
public sealed record BookExample(string Name, string Move, IReadOnlyDictionary<string, string> Facts, string Expect, string? Rule)
{
    /// <summary>The role that must be asked, where the example says one.</summary>
    public string? Role { get; init; }
    public int Line { get; init; }
}
