namespace Temporalio.Client.Schedules;

/// <summary>What a listed schedule does.</summary>
public abstract record ScheduleListAction
{
    protected ScheduleListAction()
    {
    }
}

/// <summary>It starts a workflow of this type.</summary>
public record ScheduleListActionStartWorkflow(string Workflow) : ScheduleListAction;
