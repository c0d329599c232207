using System.Diagnostics;
using System.Diagnostics.Metrics;
using Temporalio.Common;

namespace Temporalio.Runtime;

/// <summary>Metrics of the System.Diagnostics.Metrics meter "Temporalio". Durations are recorded in milliseconds.</summary>
internal sealed class DiagnosticsMeter : MetricMeter
{
    private static readonly Meter Shared = new("Temporalio");

    private readonly string prefix;
    private readonly KeyValuePair<string, object?>[] tags;

    public DiagnosticsMeter(string prefix)
        : this(prefix, [])
    {
    }

    private DiagnosticsMeter(string prefix, KeyValuePair<string, object?>[] tags)
    {
        this.prefix = prefix;
        this.tags = tags;
    }

    public override MetricCounter<T> CreateCounter<T>(string name, string? unit = null, string? description = null)
    {
        var counter = Shared.CreateCounter<T>(prefix + name, unit, description);
        return new Counter<T>(name, unit, description, tags, counter, (value, all) => counter.Add(value, all));
    }

    public override MetricGauge<T> CreateGauge<T>(string name, string? unit = null, string? description = null)
    {
        var gauge = Shared.CreateGauge<T>(prefix + name, unit, description);
        return new Gauge<T>(name, unit, description, tags, gauge, (value, all) => gauge.Record(value, all));
    }

    public override MetricHistogram<T> CreateHistogram<T>(string name, string? unit = null, string? description = null)
    {
        if (typeof(T) == typeof(TimeSpan))
        {
            var durations = Shared.CreateHistogram<double>(prefix + name, unit ?? "ms", description);
            return new Histogram<T>(
                name, unit, description, tags, durations, (value, all) => durations.Record(((TimeSpan)(object)value).TotalMilliseconds, all));
        }
        var histogram = Shared.CreateHistogram<T>(prefix + name, unit, description);
        return new Histogram<T>(name, unit, description, tags, histogram, (value, all) => histogram.Record(value, all));
    }

    public override MetricMeter WithTags(IEnumerable<KeyValuePair<string, object>> tags) =>
        new DiagnosticsMeter(prefix, Joined(this.tags, tags));

    private static KeyValuePair<string, object?>[] Joined(
        KeyValuePair<string, object?>[] tags, IEnumerable<KeyValuePair<string, object>>? more) =>
        more is null
            ? tags
            : [.. tags.Where(old => !more.Any(tag => tag.Key == old.Key)), .. more.Select(tag => KeyValuePair.Create(tag.Key, (object?)tag.Value))];

    private sealed class Counter<T>(
        string name, string? unit, string? description, KeyValuePair<string, object?>[] tags, Instrument instrument, Action<T, TagList> add)
        : MetricCounter<T>(name, unit, description)
        where T : struct
    {
        public override void Add(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null)
        {
            // Nobody listens: no tags need to be joined.
            if (instrument.Enabled)
                add(value, new TagList(Joined(tags, extraTags)));
        }

        public override MetricCounter<T> WithTags(IEnumerable<KeyValuePair<string, object>> moreTags) =>
            new Counter<T>(Name, Unit, Description, Joined(tags, moreTags), instrument, add);
    }

    private sealed class Gauge<T>(
        string name, string? unit, string? description, KeyValuePair<string, object?>[] tags, Instrument instrument, Action<T, TagList> set)
        : MetricGauge<T>(name, unit, description)
        where T : struct
    {
        public override void Set(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null)
        {
            // Nobody listens: no tags need to be joined.
            if (instrument.Enabled)
                set(value, new TagList(Joined(tags, extraTags)));
        }

        public override MetricGauge<T> WithTags(IEnumerable<KeyValuePair<string, object>> moreTags) =>
            new Gauge<T>(Name, Unit, Description, Joined(tags, moreTags), instrument, set);
    }

    private sealed class Histogram<T>(
        string name, string? unit, string? description, KeyValuePair<string, object?>[] tags, Instrument instrument, Action<T, TagList> record)
        : MetricHistogram<T>(name, unit, description)
        where T : struct
    {
        public override void Record(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null)
        {
            // Nobody listens: no tags need to be joined.
            if (instrument.Enabled)
                record(value, new TagList(Joined(tags, extraTags)));
        }

        public override MetricHistogram<T> WithTags(IEnumerable<KeyValuePair<string, object>> moreTags) =>
            new Histogram<T>(Name, Unit, Description, Joined(tags, moreTags), instrument, record);
    }
}
