namespace AgenticRecovery.Cases;

/// <param name="FirstTouch">From the signal to the first recorded step.</param>
/// <param name="Decision">From the signal to a decision.</param>
/// <param name="Update">From the signal to a message the customer can read; null where none is owed.</param>
public sealed record Sla(SlaTarget FirstTouch, SlaTarget Decision, SlaTarget? Update);

/// <summary>One deadline: a length from the signal, and never later than a cliff less a margin where the cliff is known.</summary>
/// <param name="Cliff">One of <see cref="Cliffs.All"/>; null where only the length counts.</param>
/// <param name="Before">How long before the cliff; calendar or business.</param>
/// <param name="Source">The fact behind it, or "assumption".</param>
public sealed record SlaTarget(WorkSpan Within, string? Cliff, WorkSpan? Before, string Source)
{
    /// <summary>The deadline in UTC; never before <paramref name="start"/>, even when the cliff has passed.</summary>
    /// <param name="cliffs">Known cliffs of this case by name.</param>
    public DateTimeOffset DueAt(DateTimeOffset start, DeskHours calendar, IReadOnlyDictionary<string, DateTimeOffset> cliffs)
    {
        var due = Within.After(start, calendar);
        if (Cliff is not null && cliffs.TryGetValue(Cliff, out var cliffAt))
        {
            var latest = Before is { } before ? before.Before(cliffAt, calendar) : cliffAt;
            if (latest < due) due = latest;
        }
        return due < start ? start : due;
    }
}

/// <summary>The moments that end a recovery window, by name.</summary>
public static class Cliffs
{
    /// <summary>Last moment at which the warehouse takes an edit or a cancellation.</summary>
    public const string Cutoff = "cutoff";
    /// <summary>The delivery date the customer was last promised.</summary>
    public const string Promise = "promise";
    /// <summary>When the payment provider wants the answer to a dispute.</summary>
    public const string DisputeDue = "disputeDue";
    /// <summary>When the authorisation lapses.</summary>
    public const string CaptureBefore = "captureBefore";

    public static IReadOnlyList<string> All { get; } = [Cutoff, Promise, DisputeDue, CaptureBefore];
}
