using Temporalio.Client;
using Temporalio.Worker;

namespace Temporalio.Extensions.Hosting;

/// <summary>Options of a hosted worker.</summary>
public class TemporalWorkerServiceOptions : TemporalWorkerOptions
{
    public TemporalWorkerServiceOptions()
    {
    }

    public TemporalWorkerServiceOptions(string taskQueue)
        : base(taskQueue)
    {
    }

    /// <summary>Set for a client of its own; null uses the client of the service provider.</summary>
    public TemporalClientConnectOptions? ClientOptions { get; set; }

    public TemporalWorkerClientUpdater? WorkerClientUpdater { get; set; }

    public override object Clone()
    {
        var copy = (TemporalWorkerServiceOptions)base.Clone();
        copy.ClientOptions = (TemporalClientConnectOptions?)ClientOptions?.Clone();
        return copy;
    }
}
