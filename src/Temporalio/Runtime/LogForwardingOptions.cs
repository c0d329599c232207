using Microsoft.Extensions.Logging;

namespace Temporalio.Runtime;

/// <summary>Where log lines of the runtime go.</summary>
public class LogForwardingOptions : ICloneable
{
    public LogForwardingOptions()
    {
    }

    public LogForwardingOptions(ILogger logger) => Logger = logger;

    public bool IncludeFields { get; set; } = true;

    public ILogger? Logger { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
