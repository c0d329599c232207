using AgenticRecovery.Economics;

namespace AgenticRecovery.Cases;

/// <summary>How one failure mode is worked: who owns it, how fast, with which moves, and when it is done.</summary>
public sealed record Playbook
{
    public required FailureMode Mode { get; init; }
    public required string Queue { get; init; }
    public required string Owner { get; init; }
    public required Sla Sla { get; init; }

    /// <summary>Roles that are told, in order, when a deadline passes.</summary>
    public required IReadOnlyList<string> Escalation { get; init; }

    /// <summary>Allowed moves, smallest first.</summary>
    public required IReadOnlyList<Rung> Ladder { get; init; }

    /// <summary>Questions an agent may ask, by key.</summary>
    public required IReadOnlyDictionary<string, string> Questions { get; init; }

    /// <summary>Message templates by move name, then language.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Messages { get; init; }

    /// <summary>What must be true in the source system for the case to count as done.</summary>
    public required string Done { get; init; }

    /// <summary>How long the case waits for the customer, and when it reminds once.</summary>
    public required TimeSpan AnswerWithin { get; init; }
    public required TimeSpan RemindAfter { get; init; }

    /// <summary>What happens when the customer stays silent.</summary>
    public required string OnSilence { get; init; }

    /// <summary>Odds that the order is kept when nothing is done.</summary>
    public required Odds Nothing { get; init; }

    public required string Version { get; init; }
}

/// <summary>One step of a ladder. <see cref="Source"/> names the fact behind the odds, or says "assumption".</summary>
public sealed record Rung(string Move, Odds Odds, string Source)
{
    /// <summary>Smallest and largest amount a concession of this rung may have.</summary>
    public Money? Floor { get; init; }
    public Money? Ceiling { get; init; }

    /// <summary>Concession steps as a share (0–1) of the line price.</summary>
    public IReadOnlyList<decimal> Steps { get; init; } = [];

    /// <summary>When it may be offered, in plain words shown in the desk.</summary>
    public string? When { get; init; }
}

/// <param name="FirstTouch">From the signal to the first recorded step.</param>
/// <param name="Decision">From the signal to a decision.</param>
/// <param name="Update">From the signal to a message the customer can read; null where none is owed.</param>
public sealed record Sla(TimeSpan FirstTouch, TimeSpan Decision, TimeSpan? Update);
