using Temporalio.Api.Schedule.V1;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Client.Schedules;

/// <summary>What a list says about a schedule.</summary>
public class ScheduleListDescription
{
    private readonly Lazy<IReadOnlyDictionary<string, IEncodedRawValue>> memo;
    private readonly Lazy<SearchAttributeCollection> searchAttributes;

    protected internal ScheduleListDescription(ScheduleListEntry rawEntry, DataConverter dataConverter)
    {
        RawEntry = rawEntry;
        Info = rawEntry.Info is { } info ? ScheduleListInfo.FromProto(info) : null;
        Schedule = rawEntry.Info is { } listed ? ScheduleListSchedule.FromProto(listed) : null;
        memo = new(() => EncodedValues.Of(rawEntry.Memo?.Fields, dataConverter));
        searchAttributes = new(() => rawEntry.SearchAttributes is { } found
            ? SearchAttributeCollection.FromProto(found)
            : SearchAttributeCollection.Empty);
    }

    public string Id => RawEntry.ScheduleId;

    /// <summary>Null when the service does not list it.</summary>
    public ScheduleListInfo? Info { get; }

    public IReadOnlyDictionary<string, IEncodedRawValue> Memo => memo.Value;

    /// <summary>Null when the service does not list it.</summary>
    public ScheduleListSchedule? Schedule { get; }

    public SearchAttributeCollection TypedSearchAttributes => searchAttributes.Value;

    internal ScheduleListEntry RawEntry { get; }
}
