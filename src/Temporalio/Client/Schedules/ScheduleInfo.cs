namespace Temporalio.Client.Schedules;

/// <summary>What a schedule has done and will do. Times are UTC.</summary>
public record ScheduleInfo(
    long NumActions,
    long NumActionsMissedCatchupWindow,
    long NumActionsSkippedOverlap,
    IReadOnlyCollection<ScheduleActionExecution> RunningActions,
    IReadOnlyCollection<ScheduleActionResult> RecentActions,
    IReadOnlyCollection<DateTime> NextActionTimes,
    DateTime CreatedAt,
    DateTime? LastUpdatedAt)
{
    internal static ScheduleInfo FromProto(Api.Schedule.V1.ScheduleInfo proto) => new(
        proto.ActionCount,
        proto.MissedCatchupWindow,
        proto.OverlapSkipped,
        [.. proto.RunningWorkflows.Select(ScheduleActionExecutionStartWorkflow.FromProto)],
        [.. proto.RecentActions.Select(ScheduleActionResult.FromProto)],
        [.. proto.FutureActionTimes.Select(time => time.ToDateTime())],
        proto.CreateTime.ToDateTime(),
        proto.UpdateTime?.ToDateTime());
}
