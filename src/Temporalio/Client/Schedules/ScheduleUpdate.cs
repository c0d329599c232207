using Temporalio.Common;

namespace Temporalio.Client.Schedules;

/// <summary>What a schedule becomes. Search attributes that are null stay as they are.</summary>
public record ScheduleUpdate(Schedule Schedule, SearchAttributeCollection? TypedSearchAttributes = null);
