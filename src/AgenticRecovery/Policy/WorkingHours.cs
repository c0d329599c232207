namespace AgenticRecovery.Policy;

/// <summary>Working hours: Monday to Friday between two times of day in a named time zone, without the days listed.</summary>
public sealed record WorkingHours(TimeZoneInfo Zone, TimeOnly Opens, TimeOnly Closes)
{
    public IReadOnlySet<DateOnly> Closed { get; init; } = new HashSet<DateOnly>();

    public static WorkingHours Default { get; } =
        new(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), new TimeOnly(9, 0), new TimeOnly(17, 0));

    /// <summary>When a span that starts at <paramref name="from"/> is over. Business spans count working time only, on the wall clock of the zone.</summary>
    public DateTimeOffset Due(DateTimeOffset from, Span span)
    {
        if (!span.IsBusiness)
            return from + span.Length;
        var local = TimeZoneInfo.ConvertTime(from, Zone).DateTime;
        var left = span.Length;
        // Ten years of working days; a calendar that never opens must not loop for ever.
        for (var day = 0; day < 3660; day++)
        {
            var date = DateOnly.FromDateTime(local);
            var opens = date.ToDateTime(Opens);
            var closes = date.ToDateTime(Closes);
            if (IsWorkday(date) && local < closes)
            {
                var start = local > opens ? local : opens;
                if (closes - start >= left)
                    return ToInstant(start + left);
                left -= closes - start;
            }
            local = date.AddDays(1).ToDateTime(TimeOnly.MinValue);
        }
        throw new InvalidOperationException($"No working time in ten years after {from:O}.");
    }

    private bool IsWorkday(DateOnly date) =>
        date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Closed.Contains(date);

    /// <summary>A wall-clock time that a clock change skips is taken an hour later.</summary>
    private DateTimeOffset ToInstant(DateTime local)
    {
        var wall = Zone.IsInvalidTime(local) ? local.AddHours(1) : local;
        return new DateTimeOffset(wall, Zone.GetUtcOffset(wall)).ToUniversalTime();
    }
}
