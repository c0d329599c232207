using Microsoft.Extensions.DependencyInjection;
using Temporalio.Worker;

namespace Temporalio.Extensions.Hosting;

/// <summary>Sets up a hosted worker.</summary>
public interface ITemporalWorkerServiceOptionsBuilder
{
    WorkerDeploymentOptions? DeploymentOptions { get; }

    IServiceCollection Services { get; }

    string TaskQueue { get; }
}
