using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Schedule.V1;

namespace Temporalio.Client.Schedules;

/// <summary>How a schedule copes with overlaps, outages and failures.</summary>
public record SchedulePolicy
{
    /// <summary>Actions missed by more than this are not made up for. Null leaves it to the service.</summary>
    public TimeSpan? CatchupWindow { get; init; }

    public ScheduleOverlapPolicy Overlap { get; init; } = ScheduleOverlapPolicy.Skip;

    public bool PauseOnFailure { get; init; }

    internal static SchedulePolicy FromProto(SchedulePolicies proto) => new()
    {
        CatchupWindow = proto.CatchupWindow?.ToTimeSpan(),
        Overlap = proto.OverlapPolicy,
        PauseOnFailure = proto.PauseOnFailure,
    };

    internal SchedulePolicies ToProto() => new()
    {
        CatchupWindow = CatchupWindow is { } window ? Duration.FromTimeSpan(window) : null,
        OverlapPolicy = Overlap,
        PauseOnFailure = PauseOnFailure,
    };
}
