using AgenticRecovery.Cases;
using AgenticRecovery.Economics;

namespace AgenticRecovery.Communication;

/// <summary>A message before it is sent. <see cref="Allowed"/> is everything it may state as a date or an amount.</summary>
public sealed record OutboundMessage
{
    public required CaseId Case { get; init; }
    public required string Move { get; init; }
    public required string Language { get; init; }
    public required string Subject { get; init; }
    public required string Body { get; init; }
    public required StatedFacts Allowed { get; init; }

    /// <summary>Everything people outside wrote that a model may have seen; none of its words may be in the message.</summary>
    public IReadOnlyList<string> Foreign { get; init; } = [];

    /// <summary>The shop's own texts for this message: template, notice, questions of the playbook.</summary>
    public IReadOnlyList<string> Own { get; init; } = [];
}

/// <summary>What a message may say: amounts and dates that are facts or belong to the approved move.</summary>
public sealed record StatedFacts
{
    public IReadOnlyList<Money> Amounts { get; init; } = [];
    public IReadOnlyList<DateOnly> Dates { get; init; } = [];
    public IReadOnlyList<string> OrderIds { get; init; } = [];
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>What the order shows as done beyond the move (<see cref="Communication.Claims"/>).</summary>
    public IReadOnlyList<string> Claims { get; init; } = [];

    /// <summary>Other numbers and words it may carry: tracking numbers, codes, references, links the shop made.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Names and addresses of anybody else must not appear; these are the customer's own.</summary>
    public string? Email { get; init; }
}

/// <summary>Any date or amount said to a customer; it becomes an obligation with a timer.</summary>
public sealed record Promise(string Id, CaseId Case, string What, DateTimeOffset DueAt, Money? Amount);

/// <summary>Why a message may not go out; the writer gets the reason back.</summary>
public sealed record GuardFinding(string Rule, string Reason);
