using Temporalio.Common;

namespace Temporalio.Client.Schedules;

/// <summary>Options of creating a schedule.</summary>
public class ScheduleOptions : ICloneable
{
    public IReadOnlyCollection<ScheduleBackfill> Backfills { get; set; } = [];

    /// <summary>Memo of the schedule, not of its workflows. Values may not be null.</summary>
    public IReadOnlyDictionary<string, object>? Memo { get; set; }

    public RpcOptions? Rpc { get; set; }

    public bool TriggerImmediately { get; set; }

    /// <summary>Search attributes of the schedule, not of its workflows.</summary>
    public SearchAttributeCollection? TypedSearchAttributes { get; set; }

    public virtual object Clone()
    {
        var copy = (ScheduleOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
