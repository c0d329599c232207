using Temporalio.Client;

namespace Temporalio.Worker;

/// <summary>A client a worker can work for.</summary>
public interface IWorkerClient
{
    IBridgeClientProvider BridgeClientProvider { get; }

    TemporalClientOptions Options { get; }
}
