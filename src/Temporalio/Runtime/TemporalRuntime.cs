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
        MetricMeter meter = metrics?.CustomMetricMeter is { } custom
            ? new CustomMeter(custom, metrics.CustomMetricMeterOptions ?? new())
            : new DiagnosticsMeter(metrics?.MetricPrefix ?? string.Empty);
        var tags = (metrics?.GlobalTags ?? []).Select(tag => KeyValuePair.Create(tag.Key, (object)tag.Value)).ToList();
        if (metrics?.AttachServiceName ?? true)
        {
            tags.Add(KeyValuePair.Create("service_name", (object)"temporal-core-sdk"));
        }
        MetricMeter = meter.WithTags(tags);
    }

    public static TemporalRuntime Default => LazyDefault.Value;

    public MetricMeter MetricMeter { get; }

    internal TemporalRuntimeOptions Options { get; }
}
