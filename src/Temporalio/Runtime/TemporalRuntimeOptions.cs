namespace Temporalio.Runtime;

/// <summary>Options of <see cref="TemporalRuntime"/>.</summary>
public class TemporalRuntimeOptions : ICloneable
{
    public TemporalRuntimeOptions()
    {
    }

    public TemporalRuntimeOptions(TelemetryOptions telemetry) => Telemetry = telemetry;

    public TelemetryOptions Telemetry { get; set; } = new();

    /// <summary>How often workers tell the service that they live; null is never.</summary>
    public TimeSpan? WorkerHeartbeatInterval { get; set; } = TimeSpan.FromMinutes(1);

    public virtual object Clone()
    {
        var copy = (TemporalRuntimeOptions)MemberwiseClone();
        copy.Telemetry = (TelemetryOptions)Telemetry.Clone();
        return copy;
    }
}
