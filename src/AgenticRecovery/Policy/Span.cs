using System.Globalization;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Policy;

/// <summary>A length of time as a book writes it: <c>90m</c>, <c>4h</c>, <c>3d</c>, and <c>4h business</c> for working hours only.</summary>
public readonly record struct Span(TimeSpan Length, bool IsBusiness)
{
    /// <summary>A business day counts this many working hours; <see cref="DeskHours"/> has its own opening times.</summary>
    public static readonly TimeSpan BusinessDay = TimeSpan.FromHours(8);

    public static bool TryParse(string text, out Span span)
    {
        span = default;
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is < 1 or > 2 || (parts.Length == 2 && parts[1] != "business"))
            return false;
        var isBusiness = parts.Length == 2;
        if (!TryLength(parts[0], isBusiness ? BusinessDay : TimeSpan.FromDays(1), out var length))
            return false;
        span = new Span(length, isBusiness);
        return true;
    }

    /// <summary>When a span that starts at <paramref name="from"/> is over. A business span counts opening hours only.</summary>
    public DateTimeOffset After(DateTimeOffset from, DeskHours calendar) => IsBusiness ? calendar.AddHours(from, Length) : from + Length;

    public override string ToString()
    {
        var text = Length.Ticks % TimeSpan.TicksPerHour == 0
            ? ((long)Length.TotalHours).ToString(CultureInfo.InvariantCulture) + "h"
            : ((long)Length.TotalMinutes).ToString(CultureInfo.InvariantCulture) + "m";
        return IsBusiness ? text + " business" : text;
    }

    internal static bool TryLength(string text, TimeSpan day, out TimeSpan length)
    {
        length = default;
        if (text.Length < 2 || !decimal.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count))
            return false;
        TimeSpan? unit = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => day,
            'w' => day == BusinessDay ? 5 * day : 7 * day,
            _ => null,
        };
        if (unit is not { } one || count > 100_000)
            return false;
        length = TimeSpan.FromTicks((long)(count * one.Ticks));
        return true;
    }
}
