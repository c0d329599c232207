namespace Temporalio.Client.Schedules;

/// <summary>What is done when.</summary>
public record Schedule(ScheduleAction Action, ScheduleSpec Spec)
{
    public SchedulePolicy Policy { get; init; } = new();

    public ScheduleState State { get; init; } = new();
}
