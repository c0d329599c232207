using Temporalio.Client;

namespace Temporalio.Testing;

/// <summary>A local service that jumps over idle time while a result is awaited.</summary>
public class WorkflowEnvironmentStartTimeSkippingOptions : TemporalClientConnectOptions
{
    public WorkflowEnvironmentStartTimeSkippingOptions()
    {
    }

    public TestServerOptions TestServer { get; set; } = new();

    public string? DownloadDirectory { get; set; }

    public override object Clone()
    {
        var copy = (WorkflowEnvironmentStartTimeSkippingOptions)base.Clone();
        copy.TestServer = (TestServerOptions)TestServer.Clone();
        return copy;
    }
}
