namespace Temporalio.Testing;

/// <summary>Options of the official test server. Here the embedded service takes its place, and they have no effect.</summary>
public class TestServerOptions : ICloneable
{
    public TestServerOptions()
    {
    }

    public string? ExistingPath { get; set; }

    public string DownloadVersion { get; set; } = "default";

    public TimeSpan? DownloadTtl { get; set; }

    public IReadOnlyCollection<string>? ExtraArgs { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
