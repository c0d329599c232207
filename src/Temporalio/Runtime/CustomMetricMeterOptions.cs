namespace Temporalio.Runtime;

/// <summary>Options of <see cref="ICustomMetricMeter"/>.</summary>
public class CustomMetricMeterOptions
{
    /// <summary>What durations become before they are recorded.</summary>
    public enum DurationFormat
    {
        IntegerMilliseconds = 0,
        FloatSeconds = 1,
        TimeSpan = 2,
    }

    public DurationFormat HistogramDurationFormat { get; set; } = DurationFormat.IntegerMilliseconds;

    public virtual object Clone() => MemberwiseClone();
}
