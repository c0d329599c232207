using Google.Protobuf.Collections;
using Temporalio.Api.Schedule.V1;
using ProtoRange = Temporalio.Api.Schedule.V1.Range;

namespace Temporalio.Client.Schedules;

/// <summary>Times by calendar; a time matches when every field does. Days of the week count from 0, Sunday.</summary>
public record ScheduleCalendarSpec
{
    public static readonly IReadOnlyCollection<ScheduleRange> Beginning = [ScheduleRange.Zero];

    public static readonly IReadOnlyCollection<ScheduleRange> AllMonthDays = [new(1, 31)];

    public static readonly IReadOnlyCollection<ScheduleRange> AllMonths = [new(1, 12)];

    public static readonly IReadOnlyCollection<ScheduleRange> AllWeekDays = [new(0, 6)];

    public string? Comment { get; init; }

    public IReadOnlyCollection<ScheduleRange> DayOfMonth { get; init; } = AllMonthDays;

    public IReadOnlyCollection<ScheduleRange> DayOfWeek { get; init; } = AllWeekDays;

    public IReadOnlyCollection<ScheduleRange> Hour { get; init; } = Beginning;

    public IReadOnlyCollection<ScheduleRange> Minute { get; init; } = Beginning;

    public IReadOnlyCollection<ScheduleRange> Month { get; init; } = AllMonths;

    public IReadOnlyCollection<ScheduleRange> Second { get; init; } = Beginning;

    /// <summary>Empty is every year.</summary>
    public IReadOnlyCollection<ScheduleRange> Year { get; init; } = [];

    internal static ScheduleCalendarSpec FromProto(StructuredCalendarSpec proto) => new()
    {
        Comment = proto.Comment.Length == 0 ? null : proto.Comment,
        DayOfMonth = FromProto(proto.DayOfMonth),
        DayOfWeek = FromProto(proto.DayOfWeek),
        Hour = FromProto(proto.Hour),
        Minute = FromProto(proto.Minute),
        Month = FromProto(proto.Month),
        Second = FromProto(proto.Second),
        Year = FromProto(proto.Year),
    };

    internal StructuredCalendarSpec ToProto() => new()
    {
        Comment = Comment ?? string.Empty,
        DayOfMonth = { ToProto(DayOfMonth) },
        DayOfWeek = { ToProto(DayOfWeek) },
        Hour = { ToProto(Hour) },
        Minute = { ToProto(Minute) },
        Month = { ToProto(Month) },
        Second = { ToProto(Second) },
        Year = { ToProto(Year) },
    };

    private static ScheduleRange[] FromProto(RepeatedField<ProtoRange> ranges) => [.. ranges.Select(ScheduleRange.FromProto)];

    private static IEnumerable<ProtoRange> ToProto(IReadOnlyCollection<ScheduleRange> ranges) => ranges.Select(r => r.ToProto());
}
