namespace Temporalio.Runtime;

/// <summary>Which log lines of the runtime are kept.</summary>
public class TelemetryFilterOptions : ICloneable
{
    private static readonly string[] CoreParts =
        ["temporalio_common", "temporalio_sdk_core", "temporalio_client", "temporalio_sdk"];

    public TelemetryFilterOptions(Level core = Level.Warn, Level other = Level.Error) =>
        FilterString = string.Join(',', [Name(other), .. CoreParts.Select(part => $"{part}={Name(core)}")]);

    public TelemetryFilterOptions(string filterString) => FilterString = filterString;

    public enum Level
    {
        Trace = 0,
        Debug = 1,
        Info = 2,
        Warn = 3,
        Error = 4,
    }

    /// <summary>Levels by part, e.g. "ERROR,temporalio_client=WARN".</summary>
    public string? FilterString { get; set; }

    public virtual object Clone() => MemberwiseClone();

    private static string Name(Level level) => level.ToString().ToUpperInvariant();
}
