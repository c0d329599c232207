namespace Temporalio.Runtime;

/// <summary>Metrics of a runtime.</summary>
public class TelemetryOptions : ICloneable
{
    public MetricsOptions? Metrics { get; set; }

    public virtual object Clone()
    {
        var copy = (TelemetryOptions)MemberwiseClone();
        copy.Metrics = (MetricsOptions?)Metrics?.Clone();
        return copy;
    }
}
