using Temporalio.Common;

namespace Temporalio.Runtime;

/// <summary>Metrics handed to an <see cref="ICustomMetricMeter"/>.</summary>
internal sealed class CustomMeter : MetricMeter
{
    private readonly ICustomMetricMeter meter;
    private readonly CustomMetricMeterOptions options;
    private readonly object tags;
    private readonly string prefix;

    public CustomMeter(ICustomMetricMeter meter, CustomMetricMeterOptions options, string prefix)
        : this(meter, options, prefix, meter.CreateTags(null, []))
    {
    }

    private CustomMeter(ICustomMetricMeter meter, CustomMetricMeterOptions options, string prefix, object tags)
    {
        this.prefix = prefix;
        this.meter = meter;
        this.options = options;
        this.tags = tags;
    }

    public override MetricCounter<T> CreateCounter<T>(string name, string? unit = null, string? description = null)
    {
        var counter = meter.CreateCounter<T>(prefix + name, unit, description);
        return new Counter<T>(name, unit, description, meter, tags, counter.Add);
    }

    public override MetricGauge<T> CreateGauge<T>(string name, string? unit = null, string? description = null)
    {
        var gauge = meter.CreateGauge<T>(prefix + name, unit, description);
        return new Gauge<T>(name, unit, description, meter, tags, gauge.Set);
    }

    public override MetricHistogram<T> CreateHistogram<T>(string name, string? unit = null, string? description = null) =>
        new Histogram<T>(name, unit, description, meter, tags, Recorder<T>(prefix + name, unit, description));

    public override MetricMeter WithTags(IEnumerable<KeyValuePair<string, object>> tags) =>
        new CustomMeter(meter, options, prefix, meter.CreateTags(this.tags, [.. tags]));

    private static object Joined(ICustomMetricMeter meter, object tags, IEnumerable<KeyValuePair<string, object>>? more) =>
        more is null ? tags : meter.CreateTags(tags, [.. more]);

    private Action<T, object> Recorder<T>(string name, string? unit, string? description)
        where T : struct
    {
        if (typeof(T) != typeof(TimeSpan) || options.HistogramDurationFormat == CustomMetricMeterOptions.DurationFormat.TimeSpan)
        {
            return meter.CreateHistogram<T>(name, unit, description).Record;
        }
        if (options.HistogramDurationFormat == CustomMetricMeterOptions.DurationFormat.FloatSeconds)
        {
            var seconds = meter.CreateHistogram<double>(name, unit ?? "s", description);
            return (value, all) => seconds.Record(((TimeSpan)(object)value).TotalSeconds, all);
        }
        var milliseconds = meter.CreateHistogram<long>(name, unit ?? "ms", description);
        return (value, all) => milliseconds.Record((long)((TimeSpan)(object)value).TotalMilliseconds, all);
    }

    private sealed class Counter<T>(
        string name, string? unit, string? description, ICustomMetricMeter meter, object tags, Action<T, object> add)
        : MetricCounter<T>(name, unit, description)
        where T : struct
    {
        public override void Add(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null) =>
            add(value, Joined(meter, tags, extraTags));

        public override MetricCounter<T> WithTags(IEnumerable<KeyValuePair<string, object>> moreTags) =>
            new Counter<T>(Name, Unit, Description, meter, Joined(meter, tags, moreTags), add);
    }

    private sealed class Gauge<T>(
        string name, string? unit, string? description, ICustomMetricMeter meter, object tags, Action<T, object> set)
        : MetricGauge<T>(name, unit, description)
        where T : struct
    {
        public override void Set(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null) =>
            set(value, Joined(meter, tags, extraTags));

        public override MetricGauge<T> WithTags(IEnumerable<KeyValuePair<string, object>> moreTags) =>
            new Gauge<T>(Name, Unit, Description, meter, Joined(meter, tags, moreTags), set);
    }

    private sealed class Histogram<T>(
        string name, string? unit, string? description, ICustomMetricMeter meter, object tags, Action<T, object> record)
        : MetricHistogram<T>(name, unit, description)
        where T : struct
    {
        public override void Record(T value, IEnumerable<KeyValuePair<string, object>>? extraTags = null) =>
            record(value, Joined(meter, tags, extraTags));

        public override MetricHistogram<T> WithTags(IEnumerable<KeyValuePair<string, object>> moreTags) =>
            new Histogram<T>(Name, Unit, Description, meter, Joined(meter, tags, moreTags), record);
    }
}
