using System.Globalization;

namespace Temporalio.DevServer.Engine;

/// <summary>
/// A cron expression of five fields (minute hour day month weekday), "@daily" and its kin, or "@every 90s"; in UTC or in
/// the zone a leading "CRON_TZ=Zone/Name" names.
/// </summary>
internal sealed class CronSchedule
{
    private readonly long everyMs;
    private readonly long[] fields;
    private readonly bool dayAndWeekday;
    private readonly TimeZoneInfo zone;

    private CronSchedule(long everyMs, long[] fields, bool dayAndWeekday, TimeZoneInfo zone)
    {
        this.everyMs = everyMs;
        this.fields = fields;
        this.dayAndWeekday = dayAndWeekday;
        this.zone = zone;
    }

    public static bool TryParse(string text, out CronSchedule schedule)
    {
        schedule = new CronSchedule(0, [], false, TimeZoneInfo.Utc);
        text = text.Trim();
        var zone = TimeZoneInfo.Utc;
        if (text.StartsWith("CRON_TZ=", StringComparison.Ordinal) || text.StartsWith("TZ=", StringComparison.Ordinal))
        {
            var space = text.IndexOf(' ', StringComparison.Ordinal);
            if (space < 0 || !TimeZoneInfo.TryFindSystemTimeZoneById(text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..space], out zone!))
                return false;
            text = text[space..].Trim();
        }
        if (text.StartsWith("@every ", StringComparison.Ordinal))
        {
            if (!GoDuration.TryParse(text[7..].Trim(), out var ms) || ms < 1000)
                return false;
            schedule = new CronSchedule(ms, [], false, zone);
            return true;
        }
        text = text switch
        {
            "@yearly" or "@annually" => "0 0 1 1 *",
            "@monthly" => "0 0 1 * *",
            "@weekly" => "0 0 * * 0",
            "@daily" or "@midnight" => "0 0 * * *",
            "@hourly" => "0 * * * *",
            _ => text,
        };
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 5)
            return false;
        (int Low, int High)[] ranges = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 7)];
        var fields = new long[5];
        for (var i = 0; i < 5; i++)
        {
            if (!CronField.TryParse(parts[i], ranges[i].Low, ranges[i].High, i, out fields[i]))
                return false;
        }
        if ((fields[4] & (1L << 7)) != 0)
            fields[4] |= 1;
        schedule = new CronSchedule(0, fields, !parts[2].StartsWith('*') && !parts[4].StartsWith('*'), zone);
        return true;
    }

    /// <summary>The next time after <paramref name="nowMs"/>, Unix milliseconds; "@every" counts from <paramref name="fromMs"/>.</summary>
    public long NextAfterMs(long nowMs, long fromMs)
    {
        if (everyMs > 0)
            return fromMs + (((nowMs - fromMs) / everyMs) + 1) * everyMs;
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(nowMs), zone).DateTime;
        var at = new DateTime(local.Year, local.Month, local.Day, local.Hour, local.Minute, 0).AddMinutes(1);
        var end = at.AddYears(5);
        while (at < end)
        {
            if (!Has(3, at.Month))
                at = new DateTime(at.Year, at.Month, 1).AddMonths(1);
            else if (!IsDay(at))
                at = at.Date.AddDays(1);
            else if (!Has(1, at.Hour))
                at = at.Date.AddHours(at.Hour + 1);
            else if (!Has(0, at.Minute) || zone.IsInvalidTime(at))
                at = at.AddMinutes(1);
            else
                return new DateTimeOffset(at, zone.GetUtcOffset(at)).ToUnixTimeMilliseconds();
        }
        return long.MaxValue / 4;
    }

    private bool Has(int field, int value) => (fields[field] & (1L << value)) != 0;

    /// <summary>When both day and weekday are restricted either may match, as cron has always done.</summary>
    private bool IsDay(DateTime at) => dayAndWeekday
        ? Has(2, at.Day) || Has(4, (int)at.DayOfWeek)
        : Has(2, at.Day) && Has(4, (int)at.DayOfWeek);
}

/// <summary>One field of a cron expression, as a set of bits.</summary>
internal static class CronField
{
    private static readonly string[] months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    public static bool TryParse(string text, int low, int high, int index, out long bits)
    {
        bits = 0;
        foreach (var part in text.Split(','))
        {
            var step = 1;
            var range = part;
            if (part.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0)
            {
                if (!int.TryParse(part[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out step) || step < 1)
                    return false;
                range = part[..slash];
            }
            int from, to;
            if (range is "*" or "?")
            {
                (from, to) = (low, index == 4 ? 6 : high);
            }
            else if (range.Split('-') is [var first, var last])
            {
                if (!TryNumber(first, index, out from) || !TryNumber(last, index, out to))
                    return false;
            }
            else
            {
                if (!TryNumber(range, index, out from))
                    return false;
                to = part.Contains('/', StringComparison.Ordinal) ? high : from;
            }
            if (from < low || to > high || from > to)
                return false;
            for (var value = from; value <= to; value += step)
                bits |= 1L << value;
        }
        return bits != 0;
    }

    private static bool TryNumber(string text, int index, out int value)
    {
        var names = index == 3 ? months : index == 4 ? days : [];
        var named = Array.FindIndex(names, n => n.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (named >= 0)
        {
            value = index == 3 ? named + 1 : named;
            return true;
        }
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}

/// <summary>Durations such as "1h30m" or "90s".</summary>
internal static class GoDuration
{
    public static bool TryParse(string text, out long ms)
    {
        ms = 0;
        var number = 0.0;
        var total = 0.0;
        var i = 0;
        while (i < text.Length)
        {
            var start = i;
            while (i < text.Length && (char.IsAsciiDigit(text[i]) || text[i] == '.'))
                i++;
            if (i == start || !double.TryParse(text[start..i], NumberStyles.Float, CultureInfo.InvariantCulture, out number))
                return false;
            var unit = i;
            while (i < text.Length && char.IsAsciiLetter(text[i]))
                i++;
            double? scale = text[unit..i] switch { "ms" => 1, "s" => 1000, "m" => 60_000, "h" => 3_600_000, "d" => 86_400_000, _ => null };
            if (scale is null)
                return false;
            total += number * scale.Value;
        }
        ms = (long)total;
        return total > 0;
    }
}
