using AgenticRecovery.Cases;

namespace AgenticRecovery.Policy;

/// <summary>
/// Reads claims: <c>never allow|approval|deny MOVES [when EXPRESSION]</c>, where MOVES are names or groups parted by commas,
/// <c>always OBLIGATION with MOVES [when EXPRESSION]</c>, and <c>budget for MOVES</c>.
/// </summary>
public static class ClaimText
{
    private const int Keyword = 6;
    private const string Forms = "'never allow MOVES when …', 'always OBLIGATION with MOVES when …' or 'budget for MOVES'";
    private static readonly string[] Starts = ["never", "always", "budget"];

    /// <summary>Null with the first fault when the claim cannot be understood.</summary>
    public static Claim? Read(string id, string text, Rates rates, out ExpressionFault? fault)
    {
        var whenAt = text.IndexOf(" when ", StringComparison.Ordinal);
        var head = whenAt < 0 ? text : text[..whenAt];
        var words = head.Split([' ', ',', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries);
        fault = words switch
        {
            ["never", _, _, ..] or ["always", _, "with", _, ..] or ["budget", "for", _, ..] => null,
            [var first, ..] when !Starts.Contains(first) =>
                new ExpressionFault(0, $"a claim does not begin with '{first}'", Forms, Spelling.Nearest(first, Starts)),
            _ => new ExpressionFault(0, "the claim is not complete", Forms),
        };
        if (fault is not null)
            return null;

        var moves = default(MoveSet);
        foreach (var word in words.Skip(words[0] == "always" ? 3 : 2))
        {
            if (!MoveSet.TryParse(word, out var some))
            {
                fault = new ExpressionFault(
                    text.IndexOf(word, StringComparison.Ordinal), $"'{word}' is no move and no group", "a move or a group", Spelling.Nearest(word, MoveSet.Groups.Keys.Concat(MoveSet.Names)));
                return null;
            }
            moves |= some;
        }
        if (words[0] == "budget")
            return new Claim.Budgeted { Id = id, Text = text, Moves = moves };

        var when = whenAt < 0 ? Expression.Always : Expression.Read(text[(whenAt + Keyword)..], rates, out fault);
        if (fault is not null)
            fault = fault with { Offset = fault.Offset + whenAt + Keyword };
        if (when is null)
            return null;
        if (words[0] == "always")
            return new Claim.Accompanied(words[1], when) { Id = id, Text = text, Moves = moves };

        DecisionWord? decision = words[1] switch { "allow" => DecisionWord.Allow, "approval" => DecisionWord.Approval, "deny" => DecisionWord.Deny, _ => null };
        if (decision is null)
        {
            fault = new ExpressionFault(head.IndexOf(words[1], StringComparison.Ordinal), $"'{words[1]}' is no decision", "allow, approval or deny", Spelling.Nearest(words[1], ["allow", "approval", "deny"]));
            return null;
        }
        return new Claim.Never(decision.Value, when) { Id = id, Text = text, Moves = moves };
    }
}
