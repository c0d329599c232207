using Temporalio.Client;
using Temporalio.Common;

namespace Temporalio.Testing;

/// <summary>A local service with real time. Without a target host no port is opened, and only this process can reach it.</summary>
public class WorkflowEnvironmentStartLocalOptions : TemporalClientConnectOptions
{
    public WorkflowEnvironmentStartLocalOptions()
    {
    }

    public DevServerOptions DevServerOptions { get; set; } = new();

    public string? DownloadDirectory { get; set; }

    public IReadOnlyCollection<SearchAttributeKey>? SearchAttributes { get; set; }

    public bool UI { get; set; }

    public int UIPort { get; set; }

    public override object Clone()
    {
        var copy = (WorkflowEnvironmentStartLocalOptions)base.Clone();
        copy.DevServerOptions = (DevServerOptions)DevServerOptions.Clone();
        return copy;
    }
}
