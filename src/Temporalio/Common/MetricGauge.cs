namespace Temporalio.Common;

/// <summary>A value that replaces the one before.</summary>
public abstract class MetricGauge<T> : Metric<T>
    where T : struct
{
    protected MetricGauge(string name, string? unit = null, string? description = null)
        : base(name, unit, description)
    {
    }

    public abstract void Set(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null);

    public abstract MetricGauge<T> WithTags(IEnumerable<KeyValuePair<string, object>> tags);
}
