using Temporalio.Common;

namespace Temporalio.Runtime;

/// <summary>What connections and workers share: the metrics.</summary>
public sealed class TemporalRuntime
{
    /// <summary>Names of workflows, signals, queries, updates and activities may not begin with this.</summary>
    internal const string ReservedNamePrefix = "__temporal";

    private static readonly Lazy<TemporalRuntime> LazyDefault = new(() => new(new TemporalRuntimeOptions()));

    public TemporalRuntime(TemporalRuntimeOptions options)
    {
        Options = (TemporalRuntimeOptions)options.Clone();
        var metrics = Options.Telemetry.Metrics;
        MetricMeter Meter(string prefix) => metrics?.CustomMetricMeter is { } custom
            ? new CustomMeter(custom, metrics.CustomMetricMeterOptions ?? new(), prefix)
            : new DiagnosticsMeter(prefix);
        var tags = (metrics?.GlobalTags ?? []).Select(tag => KeyValuePair.Create(tag.Key, (object)tag.Value)).ToList();
        if (metrics?.AttachServiceName ?? true)
        {
            tags.Add(KeyValuePair.Create("service_name", (object)"temporal-core-sdk"));
        }
        MetricMeter = Meter(string.Empty).WithTags(tags);
        CoreMeter = Meter(metrics?.MetricPrefix ?? "temporal_").WithTags(tags);
    }

    public static TemporalRuntime Default => LazyDefault.Value;

    public MetricMeter MetricMeter { get; }

    /// <summary>For what clients and workers measure themselves; the prefix stands before those names only.</summary>
    internal MetricMeter CoreMeter { get; }

    internal TemporalRuntimeOptions Options { get; }
}
