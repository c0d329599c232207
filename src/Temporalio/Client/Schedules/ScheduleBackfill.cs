using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Schedule.V1;

namespace Temporalio.Client.Schedules;

/// <summary>A stretch of time to be acted on as if it were now.</summary>
public record ScheduleBackfill(
    DateTime StartAt, DateTime EndAt, ScheduleOverlapPolicy Overlap = ScheduleOverlapPolicy.Unspecified)
{
    internal BackfillRequest ToProto() => new()
    {
        StartTime = Timestamp.FromDateTime(StartAt.ToUniversalTime()),
        EndTime = Timestamp.FromDateTime(EndAt.ToUniversalTime()),
        OverlapPolicy = Overlap,
    };
}
