using Temporalio.Client;

namespace Temporalio.Worker;

/// <summary>What a worker needs of a client. A worker of this library wants the client itself.</summary>
public interface IWorkerClient
{
    TemporalClientOptions Options { get; }

    IBridgeClientProvider BridgeClientProvider { get; }
}
