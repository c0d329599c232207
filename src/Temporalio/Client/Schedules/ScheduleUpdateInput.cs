namespace Temporalio.Client.Schedules;

/// <summary>What a schedule is before an update.</summary>
public record ScheduleUpdateInput(ScheduleDescription Description);
