namespace Temporalio.Runtime;

/// <summary>Options of <see cref="TemporalRuntime"/>.</summary>
public class TemporalRuntimeOptions : ICloneable
{
    public TemporalRuntimeOptions()
    {
    }

    public TemporalRuntimeOptions(TelemetryOptions telemetry) => Telemetry = telemetry;

    public TelemetryOptions Telemetry { get; set; } = new();

    public virtual object Clone()
    {
        var copy = (TemporalRuntimeOptions)MemberwiseClone();
        copy.Telemetry = (TelemetryOptions)Telemetry.Clone();
        return copy;
    }
}
