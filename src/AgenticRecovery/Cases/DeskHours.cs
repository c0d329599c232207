namespace AgenticRecovery.Cases;

/// <summary>
/// Opening hours in a named time zone, the same on each open weekday, closed on holidays. Counting follows elapsed time
/// within opening hours, so a change of the clocks outside them moves nothing.
/// </summary>
/// <param name="Zone">The desk's zone; pass one found by its IANA name.</param>
/// <param name="From">Opening, local; must be before <paramref name="To"/>.</param>
/// <param name="Days">Open weekdays; at least one.</param>
/// <param name="Holidays">Closed local dates.</param>
public sealed record DeskHours(
    TimeZoneInfo Zone, TimeOnly From, TimeOnly To, IReadOnlySet<DayOfWeek> Days, IReadOnlySet<DateOnly> Holidays)
{
    // A calendar closed for longer than this is a mistake in its holidays, not a long weekend.
    private const int LongestClosedDays = 366;

    /// <summary>Monday to Friday between two times of day, without the days listed.</summary>
    public static DeskHours Weekdays(TimeZoneInfo zone, TimeOnly from, TimeOnly to, IReadOnlySet<DateOnly> holidays) => new(
        zone, from, to,
        new HashSet<DayOfWeek> { DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday },
        holidays);

    /// <summary>Monday to Friday, 09:00–17:00 in Berlin, no holidays (assumption).</summary>
    public static DeskHours Default { get; } = Weekdays(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

    /// <summary>Monday to Friday, 09:00–17:00, no holidays.</summary>
    public static DeskHours Weekdays(TimeZoneInfo zone) => Weekdays(zone, new TimeOnly(9, 0), new TimeOnly(17, 0), new HashSet<DateOnly>());

    public bool IsOpenOn(DateOnly date) => Days.Contains(date.DayOfWeek) && !Holidays.Contains(date);

    /// <summary>Moves through opening hours, forwards or (negative) backwards; outside them the count starts at the next opening.</summary>
    public DateTimeOffset AddHours(DateTimeOffset start, TimeSpan open)
    {
        var forward = open >= TimeSpan.Zero;
        var left = open.Duration();
        var at = start.ToUniversalTime();
        var date = LocalDate(at);
        for (var closed = 0; closed <= LongestClosedDays; date = date.AddDays(forward ? 1 : -1))
        {
            if (!IsOpenOn(date))
            {
                closed++;
                continue;
            }
            closed = 0;
            var (opens, closes) = (Utc(date, From), Utc(date, To));
            if (forward)
            {
                if (at < opens) at = opens;
                if (at >= closes) continue;
                if (closes - at >= left) return at + left;
                left -= closes - at;
            }
            else
            {
                if (at > closes) at = closes;
                if (at <= opens) continue;
                if (at - opens >= left) return at - left;
                left -= at - opens;
            }
        }
        throw new InvalidOperationException($"The calendar has no open day in {LongestClosedDays} days.");
    }

    /// <summary>
    /// Moves by whole open days, keeping the local time of day, clipped to opening hours. A start on a closed day counts
    /// from the next open day (forwards) or the one before (backwards), at its opening.
    /// </summary>
    public DateTimeOffset AddDays(DateTimeOffset start, int days)
    {
        var local = TimeZoneInfo.ConvertTime(start, Zone);
        var date = DateOnly.FromDateTime(local.DateTime);
        var time = TimeOnly.FromDateTime(local.DateTime);
        var step = days >= 0 ? 1 : -1;
        if (!IsOpenOn(date)) (date, time) = (NextOpen(date, step), From);
        else if (time < From) time = From;
        else if (time > To) time = To;
        for (var left = Math.Abs(days); left > 0; left--) date = NextOpen(date, step);
        return Utc(date, time);
    }

    /// <summary>Opening time between two moments; zero when the end is not later.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to)
    {
        var total = TimeSpan.Zero;
        for (var date = LocalDate(from); date <= LocalDate(to); date = date.AddDays(1))
        {
            if (!IsOpenOn(date)) continue;
            var (opens, closes) = (Utc(date, From), Utc(date, To));
            var (start, end) = (from > opens ? from : opens, to < closes ? to : closes);
            if (end > start) total += end - start;
        }
        return total;
    }

    private DateOnly NextOpen(DateOnly date, int step)
    {
        for (var tried = 0; tried <= LongestClosedDays; tried++)
        {
            date = date.AddDays(step);
            if (IsOpenOn(date)) return date;
        }
        throw new InvalidOperationException($"The calendar has no open day in {LongestClosedDays} days.");
    }

    private DateOnly LocalDate(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime);

    private DateTimeOffset Utc(DateOnly date, TimeOnly time)
    {
        var local = date.ToDateTime(time);
        // Opening inside the hour that a change of the clocks skips happens at the new time.
        if (Zone.IsInvalidTime(local)) local = local.AddHours(1);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
