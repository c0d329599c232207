using Temporalio.Api.Schedule.V1;
using Temporalio.DevServer.Time;

namespace Temporalio.DevServer.Schedules;

/// <summary>When a schedule acts: the next instant of any of its calendars and intervals, without the excluded ones.</summary>
internal sealed class Timetable
{
    private readonly List<CalendarMatch> calendars = [];
    private readonly List<CalendarMatch> excluded = [];
    private readonly ScheduleSpec spec;
    private readonly TimeZoneInfo zone = TimeZoneInfo.Utc;

    /// <summary>Throws <see cref="FormatException"/> when a calendar, cron text or time zone cannot be read.</summary>
    public Timetable(ScheduleSpec given)
    {
        spec = Canonical(given);
        if (spec.TimezoneName.Length > 0 && !TimeZoneInfo.TryFindSystemTimeZoneById(spec.TimezoneName, out zone!))
            throw new FormatException($"unknown time zone {spec.TimezoneName}");
        calendars.AddRange(spec.StructuredCalendar.Select(c => new CalendarMatch(c)));
        excluded.AddRange(spec.ExcludeStructuredCalendar.Select(c => new CalendarMatch(c)));
    }

    public ScheduleSpec Spec => spec;

    /// <summary>Unix milliseconds of the next nominal time after the given one, null when there is none.</summary>
    public long? NextAfter(long afterMs)
    {
        if (spec.StartTime is { } start)
            afterMs = Math.Max(afterMs, Instants.ToMs(start) - 1);
        for (var tries = 0; tries < 10_000; tries++)
        {
            long? next = null;
            foreach (var candidate in spec.Interval.Select(i => NextOf(i, afterMs)).Concat(calendars.Select(c => NextOf(c, afterMs)).OfType<long>()))
                next = next is null || candidate < next ? candidate : next;
            if (next is not { } found || (spec.EndTime is { } end && found > Instants.ToMs(end)))
                return null;
            if (!excluded.Any(e => e.IsMatch(Local(found))))
                return found;
            afterMs = found;
        }
        return null;
    }

    /// <summary>A nominal time moved by a part of the jitter that is always the same for the same time.</summary>
    public long Jittered(long nominalMs, string seed)
    {
        var jitterMs = Instants.ToMs(spec.Jitter);
        if (jitterMs <= 0)
            return nominalMs;
        if (NextAfter(nominalMs) is { } following)
            jitterMs = Math.Min(jitterMs, following - nominalMs);
        var hash = BitConverter.ToUInt32(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{seed}-{nominalMs}")));
        return nominalMs + (long)(jitterMs * (hash / (double)uint.MaxValue));
    }

    private static ScheduleSpec Canonical(ScheduleSpec given)
    {
        var full = given.Clone();
        foreach (var cron in given.CronString)
        {
            var text = cron.Trim();
            if (text.StartsWith("CRON_TZ=", StringComparison.Ordinal) || text.StartsWith("TZ=", StringComparison.Ordinal))
            {
                var space = text.IndexOf(' ', StringComparison.Ordinal);
                full.TimezoneName = text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..space];
                text = text[space..].Trim();
            }
            if (text.StartsWith("@every ", StringComparison.Ordinal))
                full.Interval.Add(Every(text[7..]));
            else
                full.StructuredCalendar.Add(CalendarMatch.FromCron(text));
        }
        full.CronString.Clear();
        full.StructuredCalendar.AddRange(given.Calendar.Select(CalendarMatch.FromText));
        full.Calendar.Clear();
#pragma warning disable CS0612 // Old clients still exclude by textual calendars.
        full.ExcludeStructuredCalendar.AddRange(given.ExcludeCalendar.Select(CalendarMatch.FromText));
        full.ExcludeCalendar.Clear();
#pragma warning restore CS0612
        if (full.Interval.Any(i => Instants.ToMs(i.Interval) < 1000))
            throw new FormatException("Interval is too small");
        return full;
    }

    private static IntervalSpec Every(string text)
    {
        var parts = text.Split('/');
        if (!Engine.GoDuration.TryParse(parts[0].Trim(), out var everyMs))
            throw new FormatException($"unreadable interval {text}");
        var spec = new IntervalSpec { Interval = Instants.ToDuration(everyMs) };
        if (parts.Length > 1 && Engine.GoDuration.TryParse(parts[1].Trim(), out var phaseMs))
            spec.Phase = Instants.ToDuration(phaseMs);
        return spec;
    }

    private static long NextOf(IntervalSpec interval, long afterMs)
    {
        var everyMs = Instants.ToMs(interval.Interval);
        var phaseMs = Instants.ToMs(interval.Phase) % everyMs;
        return (((afterMs - phaseMs) / everyMs) + 1) * everyMs + phaseMs;
    }

    private long? NextOf(CalendarMatch calendar, long afterMs)
    {
        var after = Local(afterMs);
        while (calendar.Next(after) is { } local)
        {
            if (!zone.IsInvalidTime(local))
            {
                var ms = new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUnixTimeMilliseconds();
                if (ms > afterMs)
                    return ms;
            }
            after = local;
        }
        return null;
    }

    private DateTime Local(long ms) => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(ms), zone).DateTime;
}
