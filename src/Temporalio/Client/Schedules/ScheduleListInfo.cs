namespace Temporalio.Client.Schedules;

/// <summary>What a listed schedule has done and will do. Times are UTC.</summary>
public record ScheduleListInfo(
    IReadOnlyCollection<ScheduleActionResult> RecentActions, IReadOnlyCollection<DateTime> NextActionTimes)
{
    internal static ScheduleListInfo FromProto(Api.Schedule.V1.ScheduleListInfo proto) => new(
        [.. proto.RecentActions.Select(ScheduleActionResult.FromProto)],
        [.. proto.FutureActionTimes.Select(time => time.ToDateTime())]);
}
