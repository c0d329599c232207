using Temporalio.Client.Schedules;

namespace Temporalio.Client.Interceptors;

/// <summary>Creating a schedule.</summary>
public record CreateScheduleInput(string Id, Schedule Schedule, ScheduleOptions? Options);

/// <summary>Listing schedules.</summary>
public record ListSchedulesInput(ScheduleListOptions? Options);

/// <summary>Having a schedule act as if times of the past were now.</summary>
public record BackfillScheduleInput(string Id, IReadOnlyCollection<ScheduleBackfill> Backfills, RpcOptions? RpcOptions);

/// <summary>Deleting a schedule.</summary>
public record DeleteScheduleInput(string Id, RpcOptions? RpcOptions);

/// <summary>Describing a schedule.</summary>
public record DescribeScheduleInput(string Id, RpcOptions? RpcOptions);

/// <summary>Pausing a schedule.</summary>
public record PauseScheduleInput(string Id, string? Note, RpcOptions? RpcOptions);

/// <summary>Having a schedule act now.</summary>
public record TriggerScheduleInput(string Id, ScheduleTriggerOptions? Options);

/// <summary>Letting a paused schedule go on.</summary>
public record UnpauseScheduleInput(string Id, string? Note, RpcOptions? RpcOptions);

/// <summary>Changing a schedule.</summary>
public record UpdateScheduleInput(
    string Id, Func<ScheduleUpdateInput, Task<ScheduleUpdate?>> Updater, RpcOptions? RpcOptions);
