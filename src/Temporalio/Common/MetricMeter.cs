namespace Temporalio.Common;

/// <summary>Makes metrics, each with the tags of the meter.</summary>
public abstract class MetricMeter
{
    public abstract MetricCounter<T> CreateCounter<T>(string name, string? unit = null, string? description = null)
        where T : struct;

    public abstract MetricGauge<T> CreateGauge<T>(string name, string? unit = null, string? description = null)
        where T : struct;

    public abstract MetricHistogram<T> CreateHistogram<T>(string name, string? unit = null, string? description = null)
        where T : struct;

    public abstract MetricMeter WithTags(IEnumerable<KeyValuePair<string, object>> tags);
}
