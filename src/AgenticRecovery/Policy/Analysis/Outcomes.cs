namespace AgenticRecovery.Policy;

/// <summary>When a set of rules comes to each word, as formulas; the same meaning as <see cref="PolicyBook.Decide(string, PolicyFacts)"/>.</summary>
internal sealed class Outcomes
{
    private readonly IReadOnlyList<Rule> _rules;
    private readonly Translation _names;
    private readonly Formula _lawForbids, _law, _forbids, _asks, _allows;

    public Outcomes(IReadOnlyList<Rule> rules, Translation names)
    {
        (_rules, _names) = (rules, names);
        _lawForbids = Formula.Any(Of(Effect.Forbid, isLaw: true).Select(rule => names.IsMet(rule.When.Condition)));
        _forbids = Formula.Any(Of(Effect.Forbid, isLaw: false).Select(rule => names.IsMet(rule.When.Condition)));
        _asks = Formula.Any(rules.Where(rule => rule.Effect == Effect.Approve).Select(rule => names.IsMet(rule.When.Condition)));
        _allows = Formula.Any(rules.Where(rule => rule.Effect == Effect.Allow).Select(rule => names.IsTrue(rule.When.Condition)));
        _law = Formula.Any(Of(Effect.Allow, true).Concat(Of(Effect.Approve, true)).Select(rule => names.IsTrue(rule.When.Condition)));

        IEnumerable<Rule> Of(Effect effect, bool isLaw) => rules.Where(rule => rule.Effect == effect && rule.IsLaw == isLaw);
    }

    /// <summary>No rule says anything: denied for want of a rule.</summary>
    public Formula Silent => Formula.All(_lawForbids.Not(), _forbids.Not(), _asks.Not(), _allows.Not());

    /// <summary>No rule adds the obligation to a decision that is not a denial.</summary>
    public Formula Lacks(string obligation) => Formula.All(_rules.Where(rule => rule.Effect != Effect.Forbid && rule.Obligations.Contains(obligation))
        .Select(rule => rule.Effect == Effect.Allow ? _names.IsTrue(rule.When.Condition).Not() : _names.IsFalse(rule.When.Condition)));

    public Formula Is(DecisionWord word) => word switch
    {
        DecisionWord.Allow => Formula.All(_lawForbids.Not(), _forbids.Not(), _asks.Not(), _allows),
        DecisionWord.Approval => Formula.All(_lawForbids.Not(), Formula.Any(Formula.All(_forbids, _law), Formula.All(_forbids.Not(), _asks))),
        DecisionWord.Deny => Formula.Any(_lawForbids, Formula.All(_forbids, _law.Not()), Silent),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
