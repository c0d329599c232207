namespace Temporalio.Client.Schedules;

/// <summary>What came of an action.</summary>
public abstract record ScheduleActionExecution
{
    protected ScheduleActionExecution()
    {
    }
}

/// <summary>A workflow that was started.</summary>
public record ScheduleActionExecutionStartWorkflow(string WorkflowId, string FirstExecutionRunId) : ScheduleActionExecution
{
    internal static ScheduleActionExecutionStartWorkflow FromProto(Api.Common.V1.WorkflowExecution proto) =>
        new(proto.WorkflowId, proto.RunId);
}
