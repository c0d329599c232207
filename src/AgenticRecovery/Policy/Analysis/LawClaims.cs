namespace AgenticRecovery.Policy;

/// <summary>
/// What must hold for each duty of law of a book whatever its other rules say: what a duty forbids is neither allowed nor asked for, what it sends to a
/// person is never allowed without one, what it grants is never denied, and what it adds always comes along.
/// </summary>
public static class LawClaims
{
    public static IReadOnlyList<Claim> Of(PolicyBook book) => [.. book.Rules.Where(rule => rule.IsLaw).SelectMany(Of)];

    private static IEnumerable<Claim> Of(Rule rule)
    {
        var (over, when) = (string.Join(", ", rule.Over), rule.When == Expression.Always ? "" : " when " + rule.When.Text);
        switch (rule.Effect)
        {
            case Effect.Forbid:
                yield return Never(DecisionWord.Allow);
                yield return Never(DecisionWord.Approval);
                break;
            case Effect.Approve:
                yield return Never(DecisionWord.Allow);
                break;
            case Effect.Allow:
                yield return Never(DecisionWord.Deny);
                break;
        }
        foreach (var obligation in rule.Effect == Effect.Forbid ? [] : rule.Obligations)
        {
            yield return new Claim.Accompanied(obligation, rule.When)
            {
                Id = $"stands:{rule.Id}:{obligation}",
                Text = $"always {obligation} with {over}{when}",
                Moves = rule.Moves,
                Because = rule.Because,
            };
        }

        Claim.Never Never(DecisionWord word)
        {
            var said = word.ToString().ToLowerInvariant();
            return new Claim.Never(word, rule.When) { Id = $"stands:{rule.Id}:never-{said}", Text = $"never {said} {over}{when}", Moves = rule.Moves, Because = rule.Because };
        }
    }
}
