using AgenticRecovery.Cases;

namespace AgenticRecovery.Triage.Reading;

/// <summary>
/// What a request comes to. Moves stand in the order in which they must run. A plan with a question has no moves:
/// nothing is done by halves while something is unclear.
/// </summary>
public sealed record RequestPlan
{
    public IReadOnlyList<PlannedMove> Moves { get; init; } = [];

    /// <summary>One question that names what is unclear; null when nothing is.</summary>
    public string? Question { get; init; }

    /// <summary>What the shop's rules refuse, and why; null when nothing is refused.</summary>
    public string? Declined { get; init; }

    /// <summary>True when the customer asked for a person, or for one if the rest cannot be had.</summary>
    public bool WantsPerson { get; init; }

    /// <summary>What the customer wants to be told, in their own words; the writer answers from facts.</summary>
    public IReadOnlyList<string> WantsToKnow { get; init; } = [];

    /// <summary>0–1; moves below <see cref="Floor"/> are never planned.</summary>
    public decimal Confidence { get; init; }

    /// <summary>Below this the reader asks instead of planning.</summary>
    public const decimal Floor = 0.7m;

    /// <summary>True when the moves are everything the request needs.</summary>
    public bool IsComplete => Question is null && !WantsPerson && (Moves.Count > 0 || Declined is not null);

    public static RequestPlan Ask(string question) => new() { Question = question };
}

/// <param name="Order">Null for a change of the profile only.</param>
/// <param name="Why">The reading in words, for the record and the desk.</param>
/// <param name="Confidence">0–1.</param>
/// <param name="Quotes">The customer's words it rests on.</param>
public sealed record PlannedMove(
    Move Move, OrderId? Order, string Why, decimal Confidence, IReadOnlyList<string> Quotes);

/// <summary>What must be fetched before the request can be read to the end. Empty lists mean nothing of that kind is missing.</summary>
/// <param name="Customer">True while no customer is known; look them up by the claims.</param>
/// <param name="Orders">Orders of the customer that were not fetched yet.</param>
/// <param name="Products">Products whose variants are needed and were not fetched yet.</param>
public sealed record RequestNeeds(
    bool Customer, Claims Claims, IReadOnlyList<OrderId> Orders, IReadOnlyList<ProductId> Products)
{
    public bool IsEmpty => !Customer && Orders.Count == 0 && Products.Count == 0;
}
