using System.Collections.Concurrent;
using Temporalio.Runtime;

namespace Temporalio.Tests.Worker;

/// <summary>Counters are summed, histograms count their records; only what carries the tag.</summary>
public sealed class HeardMetrics(string key, string value) : ICustomMetricMeter
{
    private readonly ConcurrentDictionary<string, long> sums = new();

    public long this[string name] => sums.GetValueOrDefault(name);

    public ICustomMetricCounter<T> CreateCounter<T>(string name, string? unit, string? description)
        where T : struct => new Instrument<T>(this, name);

    public ICustomMetricGauge<T> CreateGauge<T>(string name, string? unit, string? description)
        where T : struct => new Instrument<T>(this, name);

    public ICustomMetricHistogram<T> CreateHistogram<T>(string name, string? unit, string? description)
        where T : struct => new Instrument<T>(this, name);

    public object CreateTags(object? appendFrom, IReadOnlyCollection<KeyValuePair<string, object>> tags) =>
        ((IEnumerable<KeyValuePair<string, object>>?)appendFrom ?? []).Concat(tags).ToArray();

    private void Note(string name, long measured, object tags)
    {
        if (((IEnumerable<KeyValuePair<string, object>>)tags).Any(tag => tag.Key == key && value.Equals(tag.Value)))
            sums.AddOrUpdate(name, measured, (_, sum) => sum + measured);
    }

    private sealed class Instrument<T>(HeardMetrics heard, string name) : ICustomMetricCounter<T>, ICustomMetricGauge<T>, ICustomMetricHistogram<T>
        where T : struct
    {
        public void Add(T value, object tags) => heard.Note(name, Convert.ToInt64(value), tags);

        public void Record(T value, object tags) => heard.Note(name, 1, tags);

        public void Set(T value, object tags) => heard.Note(name, 1, tags);
    }
}
