namespace AgenticRecovery.Policy;

/// <summary>
/// Tells whether any facts exist under which a claim fails. The book's own limits part all facts into finitely many regions in each of
/// which every rule gives one answer; they are searched completely, and every counter-example is put to the book before it is shown.
/// </summary>
/// <remarks>
/// A claim that something is never allowed looks at complete facts only: taking a fact away never turns another decision into allow,
/// so an incomplete counter-example has a complete one. For other words facts may be missing.
/// </remarks>
public static class Prover
{
    public static IReadOnlyList<ClaimResult> Prove(PolicyBook book, IReadOnlyList<Claim> claims) => [.. claims.Select(claim => Prove(book, claim) with { Because = claim.Because })];

    public static ClaimResult Prove(PolicyBook book, Claim claim) => claim switch
    {
        Claim.Never never => Never(book, never),
        Claim.Accompanied accompanied => Accompanied(book, accompanied),
        Claim.Budgeted budgeted => Budgeted(book, budgeted),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static ClaimResult Never(PolicyBook book, Claim.Never claim)
    {
        var (regions, open) = (0, (string?)null);
        foreach (var move in claim.Moves.Members())
        {
            var answer = Ask(book, move, claim.Word, claim.When);
            regions += answer.Branches;
            if (answer.Example is { } facts)
                return Fails(book, claim, move, facts, regions);
            open ??= answer.IsOpen ? move : null;
        }
        return new ClaimResult(claim.Id, claim.Text, open is null ? "holds" : "undecided", open, null, null, regions);
    }

    private static ClaimResult Accompanied(PolicyBook book, Claim.Accompanied claim)
    {
        var (regions, open) = (0, (string?)null);
        foreach (var move in claim.Moves.Members())
        {
            var rules = book.RulesOf(move);
            foreach (var word in (ReadOnlySpan<DecisionWord>)[DecisionWord.Allow, DecisionWord.Approval])
            {
                var answer = new Question
                {
                    Move = move,
                    Conditions = [.. rules.Select(rule => rule.When.Condition), claim.When.Condition],
                    MayBeMissing = true,
                    That = names => Lacking(new Outcomes(rules, names), names, word, claim),
                    Check = facts => book.Decide(move, facts) is { } decision and not Decision.Deny && !decision.Obligations.Contains(claim.Obligation)
                        && claim.When.Condition.Ask(book.ReadFor(move, facts)) == Truth.True,
                    Home = book.Text.Rates.Home,
                }.Ask();
                regions += answer.Branches;
                if (answer.Example is { } facts)
                    return Fails(book, claim, move, facts, regions);
                open ??= answer.IsOpen ? move : null;
            }
        }
        return new ClaimResult(claim.Id, claim.Text, open is null ? "holds" : "undecided", open, null, null, regions);
    }

    private static IEnumerable<Formula> Lacking(Outcomes outcomes, Translation names, DecisionWord word, Claim.Accompanied claim) =>
        [names.IsTrue(claim.When.Condition), outcomes.Is(word), outcomes.Lacks(claim.Obligation)];

    private static ClaimResult Budgeted(PolicyBook book, Claim.Budgeted claim)
    {
        var regions = 0;
        foreach (var move in claim.Moves.Members())
        {
            if (book.Budgets.Any(budget => budget.Moves.Contains(MoveSet.IndexOf(move))))
                continue;
            foreach (var word in (ReadOnlySpan<DecisionWord>)[DecisionWord.Allow, DecisionWord.Approval])
            {
                var answer = Ask(book, move, word, Expression.Always);
                regions += answer.Branches;
                if (answer.Example is { } facts)
                    return Fails(book, claim, move, facts, regions);
            }
        }
        return new ClaimResult(claim.Id, claim.Text, "holds", null, null, null, regions);
    }

    private static ClaimResult Fails(PolicyBook book, Claim claim, string move, PolicyFacts facts, int regions)
    {
        var decision = book.Decide(move, facts);
        return new ClaimResult(claim.Id, claim.Text, "fails", move, Show(facts), decision.Rule, regions) { Word = decision.Word };
    }

    private static Answer Ask(PolicyBook book, string move, DecisionWord word, Expression when)
    {
        var rules = book.RulesOf(move);
        return new Question
        {
            Move = move,
            Conditions = [.. rules.Select(rule => rule.When.Condition), when.Condition],
            MayBeMissing = word != DecisionWord.Allow,
            That = names => [names.IsTrue(when.Condition), new Outcomes(rules, names).Is(word)],
            Check = facts => book.Ask(move, facts) == word && when.Condition.Ask(book.ReadFor(move, facts)) == Truth.True,
            Home = book.Text.Rates.Home,
        }.Ask();
    }

    /// <summary>Facts by name, in the form examples are written in.</summary>
    internal static IReadOnlyDictionary<string, string> Show(PolicyFacts facts) => Published.All
        .Where(fact => fact != Published.Move && facts.Knows(fact))
        .ToDictionary(fact => fact.Name, fact => facts.Show(fact)!);
}
