using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Schedule.V1;

namespace Temporalio.Client.Schedules;

/// <summary>Times that are a multiple of the interval after 1970, plus the offset.</summary>
public record ScheduleIntervalSpec(TimeSpan Every, TimeSpan? Offset = null)
{
    internal static ScheduleIntervalSpec FromProto(IntervalSpec proto) =>
        new(proto.Interval.ToTimeSpan(), proto.Phase?.ToTimeSpan());

    internal IntervalSpec ToProto() => new()
    {
        Interval = Duration.FromTimeSpan(Every),
        Phase = Offset is { } offset ? Duration.FromTimeSpan(offset) : null,
    };
}
