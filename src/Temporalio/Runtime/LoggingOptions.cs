namespace Temporalio.Runtime;

/// <summary>Logging of the runtime itself; clients and workers log to their own logger factory.</summary>
public class LoggingOptions : ICloneable
{
    public LoggingOptions()
    {
    }

    public LoggingOptions(TelemetryFilterOptions filter) => Filter = filter;

    public TelemetryFilterOptions Filter { get; set; } = new();

    public LogForwardingOptions? Forwarding { get; set; }

    public virtual object Clone()
    {
        var copy = (LoggingOptions)MemberwiseClone();
        copy.Filter = (TelemetryFilterOptions)Filter.Clone();
        copy.Forwarding = (LogForwardingOptions?)Forwarding?.Clone();
        return copy;
    }
}
