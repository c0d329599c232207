namespace Temporalio.Testing;

/// <summary>
/// Options of the official development server. Here the embedded service takes its place: only the database file is used, the
/// download options have no effect.
/// </summary>
public class DevServerOptions : ICloneable
{
    public DevServerOptions()
    {
    }

    public string? ExistingPath { get; set; }

    public string? DatabaseFilename { get; set; }

    public string LogFormat { get; set; } = "pretty";

    public string LogLevel { get; set; } = "warn";

    public string DownloadVersion { get; set; } = "default";

    public TimeSpan? DownloadTtl { get; set; }

    public IReadOnlyCollection<string>? ExtraArgs { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
