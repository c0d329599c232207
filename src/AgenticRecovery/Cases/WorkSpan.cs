using System.Globalization;

namespace AgenticRecovery.Cases;

/// <summary>What a span is counted in.</summary>
public enum SpanClock
{
    /// <summary>Every minute counts. Duties of law, dispute dates and carrier dates are always counted so.</summary>
    Calendar,
    /// <summary>Only opening hours of a <see cref="DeskHours"/> count.</summary>
    BusinessHours,
    /// <summary>Whole opening days; the end falls at the same local time of day.</summary>
    BusinessDays,
}

/// <summary>A length of time as playbooks write it: "30m", "4h", "1d", "2w" on the calendar; "4bh", "1bd" in business time.</summary>
/// <param name="Length">The length; for business days, whole days.</param>
public readonly record struct WorkSpan(TimeSpan Length, SpanClock Clock)
{
    public const string Expected = "a length such as 30m, 4h, 1d, 2w, 4bh (business hours) or 1bd (business days)";
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3660);

    public static WorkSpan Of(TimeSpan length) => new(length, SpanClock.Calendar);

    /// <summary>True for a positive length in one or two units of the same clock, such as "4d18h"; at most ten years.</summary>
    public static bool TryParse(string? text, out WorkSpan span)
    {
        span = default;
        if (string.IsNullOrEmpty(text)) return false;
        var total = TimeSpan.Zero;
        SpanClock? clock = null;
        var at = 0;
        while (at < text.Length)
        {
            var start = at;
            while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
            if (at == start || at - start > 6) return false;
            var count = int.Parse(text.AsSpan(start, at - start), CultureInfo.InvariantCulture);
            start = at;
            while (at < text.Length && char.IsAsciiLetter(text[at])) at++;
            if (Unit(text[start..at]) is not var (unit, unitClock) || (clock ?? unitClock) != unitClock) return false;
            clock = unitClock;
            total += count * unit;
        }
        if (clock is null || total <= TimeSpan.Zero || total > Longest) return false;
        span = new WorkSpan(total, clock.Value);
        return true;
    }

    public static WorkSpan Parse(string text) =>
        TryParse(text, out var span) ? span : throw new FormatException($"'{text}' is not {Expected}.");

    /// <summary>The moment this span after <paramref name="start"/>, in UTC.</summary>
    public DateTimeOffset After(DateTimeOffset start, DeskHours calendar) => Clock switch
    {
        SpanClock.Calendar => start + Length,
        SpanClock.BusinessHours => calendar.AddHours(start, Length),
        SpanClock.BusinessDays => calendar.AddDays(start, (int)Length.TotalDays),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The moment this span before <paramref name="end"/>, in UTC.</summary>
    public DateTimeOffset Before(DateTimeOffset end, DeskHours calendar) => Clock switch
    {
        SpanClock.Calendar => end - Length,
        SpanClock.BusinessHours => calendar.AddHours(end, -Length),
        SpanClock.BusinessDays => calendar.AddDays(end, -(int)Length.TotalDays),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The shortest form that parses to the same span.</summary>
    public override string ToString() => Clock switch
    {
        SpanClock.BusinessDays => $"{(int)Length.TotalDays}bd",
        SpanClock.BusinessHours => Length.Ticks % TimeSpan.TicksPerHour == 0 ? $"{(int)Length.TotalHours}bh" : $"{(int)Length.TotalMinutes}bm",
        _ when Length.Ticks % TimeSpan.TicksPerDay == 0 => $"{(int)Length.TotalDays}d",
        _ when Length.Ticks % TimeSpan.TicksPerHour == 0 => $"{(int)Length.TotalHours}h",
        _ => $"{(int)Length.TotalMinutes}m",
    };

    private static (TimeSpan, SpanClock)? Unit(string unit) => unit switch
    {
        "m" => (TimeSpan.FromMinutes(1), SpanClock.Calendar),
        "h" => (TimeSpan.FromHours(1), SpanClock.Calendar),
        "d" => (TimeSpan.FromDays(1), SpanClock.Calendar),
        "w" => (TimeSpan.FromDays(7), SpanClock.Calendar),
        "bm" => (TimeSpan.FromMinutes(1), SpanClock.BusinessHours),
        "bh" => (TimeSpan.FromHours(1), SpanClock.BusinessHours),
        "bd" => (TimeSpan.FromDays(1), SpanClock.BusinessDays),
        _ => null,
    };
}
