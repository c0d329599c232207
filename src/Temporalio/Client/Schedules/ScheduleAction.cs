namespace Temporalio.Client.Schedules;

/// <summary>What a schedule does.</summary>
public abstract record ScheduleAction
{
    protected ScheduleAction()
    {
    }
}
