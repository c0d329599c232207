namespace Temporalio.Runtime;

/// <summary>
/// Where metrics go. Whatever is set, the metrics are also those of the System.Diagnostics.Metrics meter "Temporalio", so
/// an OpenTelemetry or Prometheus exporter of the process picks them up there.
/// </summary>
public class MetricsOptions : ICloneable
{
    public bool AttachServiceName { get; set; } = true;

    public ICustomMetricMeter? CustomMetricMeter { get; set; }

    public CustomMetricMeterOptions? CustomMetricMeterOptions { get; set; }

    public IReadOnlyCollection<KeyValuePair<string, string>>? GlobalTags { get; set; }

    /// <summary>Put before the names of what clients and workers measure themselves; null is "temporal_".</summary>
    public string? MetricPrefix { get; set; }

    public virtual object Clone()
    {
        var copy = (MetricsOptions)MemberwiseClone();
        copy.CustomMetricMeterOptions = (CustomMetricMeterOptions?)CustomMetricMeterOptions?.Clone();
        return copy;
    }
}
