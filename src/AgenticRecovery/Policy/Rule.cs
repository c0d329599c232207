namespace AgenticRecovery.Policy;

public enum Effect
{
    Forbid,
    Approve,
    Allow,
    /// <summary>Settles nothing; adds what must accompany the move.</summary>
    Oblige,
}

/// <summary>Who must agree, how many different people, and by when.</summary>
public sealed record Approver(string Role, int People, Span Within);

/// <summary>One rule of a book.</summary>
public sealed record Rule
{
    public required string Id { get; init; }
    public required Effect Effect { get; init; }
    public required MoveSet Moves { get; init; }

    /// <summary>The moves as the book wrote them: names and groups.</summary>
    public required IReadOnlyList<string> Over { get; init; }
    public Expression When { get; init; } = Expression.Always;

    /// <summary>Why, in words for the desk; names its fact or says "assumption".</summary>
    public string Because { get; init; } = "";

    /// <summary>A duty of law: no other rule can switch it off (see <see cref="PolicyBook.Decide"/>).</summary>
    public bool IsLaw { get; init; }

    /// <summary>Who answers; always set for approve rules, and for duties of law that allow.</summary>
    public Approver? By { get; init; }

    /// <summary>What must accompany the move: "message:refund-date", "evidence:photo", "timer:refund", "hold:StopShipment".</summary>
    public IReadOnlyList<string> Obligations { get; init; } = [];

    /// <summary>Line of the rule in its file, from 1; 0 for rules made in code.</summary>
    public int Line { get; init; }

    internal string Canonical() => string.Join("\n",
        Id, Effect, string.Join(",", Moves.Members()), When.Text, IsLaw, By?.Role, By?.People, By?.Within, string.Join(",", Obligations), Because);
}
