namespace Temporalio.Client.Schedules;

/// <summary>One action taken. Times are UTC.</summary>
public record ScheduleActionResult(DateTime ScheduledAt, DateTime StartedAt, ScheduleActionExecution Action)
{
    internal static ScheduleActionResult FromProto(Api.Schedule.V1.ScheduleActionResult proto) => new(
        proto.ScheduleTime.ToDateTime(),
        proto.ActualTime.ToDateTime(),
        ScheduleActionExecutionStartWorkflow.FromProto(proto.StartWorkflowResult ?? new()));
}
