using System.Globalization;
using Temporalio.Api.Schedule.V1;
using Temporalio.DevServer.Engine;

namespace Temporalio.DevServer.Schedules;

/// <summary>A calendar of a schedule as sets of bits; an instant matches when every field does.</summary>
internal sealed class CalendarMatch
{
    private readonly long seconds;
    private readonly long minutes;
    private readonly long hours;
    private readonly long days;
    private readonly long months;
    private readonly long weekdays;
    private readonly Google.Protobuf.Collections.RepeatedField<Api.Schedule.V1.Range> years;

    public CalendarMatch(StructuredCalendarSpec spec)
    {
        seconds = Bits(spec.Second, 0, 59, atZero: true);
        minutes = Bits(spec.Minute, 0, 59, atZero: true);
        hours = Bits(spec.Hour, 0, 23, atZero: true);
        days = Bits(spec.DayOfMonth, 1, 31, atZero: false);
        months = Bits(spec.Month, 1, 12, atZero: false);
        weekdays = Bits(spec.DayOfWeek, 0, 7, atZero: false);
        weekdays |= (weekdays >> 7) & 1;
        years = spec.Year;
    }

    public bool IsMatch(DateTime at) => IsDay(at) && Has(hours, at.Hour) && Has(minutes, at.Minute) && Has(seconds, at.Second);

    /// <summary>The first local time after <paramref name="after"/>, null when none within forty years.</summary>
    public DateTime? Next(DateTime after)
    {
        var at = new DateTime(after.Year, after.Month, after.Day, after.Hour, after.Minute, after.Second).AddSeconds(1);
        var end = after.AddYears(40);
        while (at < end)
        {
            if (!IsDay(at))
                at = at.Date.AddDays(1);
            else if (!Has(hours, at.Hour))
                at = at.Date.AddHours(at.Hour + 1);
            else if (!Has(minutes, at.Minute))
                at = at.Date.AddHours(at.Hour).AddMinutes(at.Minute + 1);
            else if (!Has(seconds, at.Second))
                at = at.AddSeconds(1);
            else
                return at;
        }
        return null;
    }

    /// <summary>Cron text of five to seven fields as a calendar; throws <see cref="FormatException"/>.</summary>
    public static StructuredCalendarSpec FromCron(string cron)
    {
        var text = cron.Split('#')[0].Trim();
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
        var (second, year, rest) = parts.Length switch
        {
            5 => ("0", "*", parts),
            6 => ("0", parts[5], parts[..5]),
            7 => (parts[0], parts[6], parts[1..6]),
            _ => throw new FormatException($"CronString \"{cron}\" does not have 5-7 fields"),
        };
        return FromText(new CalendarSpec
        {
            Second = second,
            Minute = rest[0],
            Hour = rest[1],
            DayOfMonth = rest[2],
            Month = rest[3],
            DayOfWeek = rest[4],
            Year = year,
            Comment = cron,
        });
    }

    /// <summary>A calendar whose fields are text; throws <see cref="FormatException"/>.</summary>
    public static StructuredCalendarSpec FromText(CalendarSpec text)
    {
        var spec = new StructuredCalendarSpec { Comment = text.Comment };
        spec.Second.AddRange(Ranges(text.Second, "0", 0, 59, 0, "Second"));
        spec.Minute.AddRange(Ranges(text.Minute, "0", 0, 59, 1, "Minute"));
        spec.Hour.AddRange(Ranges(text.Hour, "0", 0, 23, 2, "Hour"));
        spec.DayOfMonth.AddRange(Ranges(text.DayOfMonth, "*", 1, 31, 5, "DayOfMonth"));
        spec.Month.AddRange(Ranges(text.Month, "*", 1, 12, 3, "Month"));
        spec.DayOfWeek.AddRange(Ranges(text.DayOfWeek, "*", 0, 7, 4, "DayOfWeek"));
        if (text.Year is not ("" or "*"))
        {
            spec.Year.AddRange(text.Year.Split(',').Select(y => y.Split('-')).Select(y => new Api.Schedule.V1.Range
            {
                Start = int.Parse(y[0], CultureInfo.InvariantCulture),
                End = int.Parse(y[^1], CultureInfo.InvariantCulture),
                Step = 1,
            }));
        }
        return spec;
    }

    private static IEnumerable<Api.Schedule.V1.Range> Ranges(string text, string whenEmpty, int low, int high, int index, string field)
    {
        if (text.Length == 0)
            text = whenEmpty;
        if (text == "*")
        {
            yield return new Api.Schedule.V1.Range { Start = low, End = index == 4 ? 6 : high, Step = 1 };
            yield break;
        }
        if (!CronField.TryParse(text, low, high, index, out var bits))
            throw new FormatException($"Calendar {field} is not in the right format: {text}");
        for (var value = low; value <= high; value++)
        {
            if (!Has(bits, value))
                continue;
            var last = value;
            while (last + 1 <= high && Has(bits, last + 1))
                last++;
            yield return new Api.Schedule.V1.Range { Start = value, End = last, Step = 1 };
            value = last;
        }
    }

    private bool IsDay(DateTime at) => Has(months, at.Month) && Has(days, at.Day) && Has(weekdays, (int)at.DayOfWeek)
        && (years.Count == 0 || years.Any(y => at.Year >= y.Start && at.Year <= Math.Max(y.Start, y.End) && (at.Year - y.Start) % Math.Max(1, y.Step) == 0));

    private static bool Has(long bits, int value) => (bits & (1L << value)) != 0;

    private static long Bits(Google.Protobuf.Collections.RepeatedField<Api.Schedule.V1.Range> ranges, int low, int high, bool atZero)
    {
        if (ranges.Count == 0)
            return atZero ? 1 : ~0L;
        var bits = 0L;
        foreach (var range in ranges)
        {
            for (var value = Math.Max(low, range.Start); value <= Math.Min(high, Math.Max(range.Start, range.End)); value += Math.Max(1, range.Step))
                bits |= 1L << value;
        }
        return bits;
    }
}
