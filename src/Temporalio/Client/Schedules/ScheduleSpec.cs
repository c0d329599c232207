using Google.Protobuf.WellKnownTypes;

namespace Temporalio.Client.Schedules;

/// <summary>When a schedule acts: at all times of calendars, cron expressions and intervals together, but for those skipped.</summary>
public record ScheduleSpec
{
    public IReadOnlyCollection<ScheduleCalendarSpec> Calendars { get; init; } = [];

    /// <summary>The service turns them into <see cref="Calendars"/>, as which they come back.</summary>
    public IReadOnlyCollection<string> CronExpressions { get; init; } = [];

    /// <summary>No times after this.</summary>
    public DateTime? EndAt { get; init; }

    public IReadOnlyCollection<ScheduleIntervalSpec> Intervals { get; init; } = [];

    /// <summary>Each time is put off at random by up to this.</summary>
    public TimeSpan? Jitter { get; init; }

    public IReadOnlyCollection<ScheduleCalendarSpec> Skip { get; init; } = [];

    /// <summary>No times before this.</summary>
    public DateTime? StartAt { get; init; }

    /// <summary>IANA name, e.g. "Europe/Berlin"; null is UTC.</summary>
    public string? TimeZoneName { get; init; }

    internal static ScheduleSpec FromProto(Api.Schedule.V1.ScheduleSpec proto) => new()
    {
        Calendars = [.. proto.StructuredCalendar.Select(ScheduleCalendarSpec.FromProto)],
        CronExpressions = [.. proto.CronString],
        EndAt = proto.EndTime?.ToDateTime(),
        Intervals = [.. proto.Interval.Select(ScheduleIntervalSpec.FromProto)],
        Jitter = proto.Jitter?.ToTimeSpan(),
        Skip = [.. proto.ExcludeStructuredCalendar.Select(ScheduleCalendarSpec.FromProto)],
        StartAt = proto.StartTime?.ToDateTime(),
        TimeZoneName = proto.TimezoneName.Length == 0 ? null : proto.TimezoneName,
    };

    internal Api.Schedule.V1.ScheduleSpec ToProto() => new()
    {
        StructuredCalendar = { Calendars.Select(c => c.ToProto()) },
        CronString = { CronExpressions },
        EndTime = ToProto(EndAt),
        Interval = { Intervals.Select(i => i.ToProto()) },
        Jitter = Jitter is { } jitter ? Duration.FromTimeSpan(jitter) : null,
        ExcludeStructuredCalendar = { Skip.Select(c => c.ToProto()) },
        StartTime = ToProto(StartAt),
        TimezoneName = TimeZoneName ?? string.Empty,
    };

    private static Timestamp? ToProto(DateTime? at) => at is { } time ? Timestamp.FromDateTime(time.ToUniversalTime()) : null;
}
