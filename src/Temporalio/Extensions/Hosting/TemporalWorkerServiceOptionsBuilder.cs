using Microsoft.Extensions.DependencyInjection;
using Temporalio.Worker;

namespace Temporalio.Extensions.Hosting;

/// <summary>Sets up a hosted worker.</summary>
public class TemporalWorkerServiceOptionsBuilder : ITemporalWorkerServiceOptionsBuilder
{
    public TemporalWorkerServiceOptionsBuilder(string taskQueue, IServiceCollection services)
        : this(taskQueue, (WorkerDeploymentOptions?)null, services)
    {
    }

    /// <summary>Throws <see cref="ArgumentException"/> for deployment options without a version.</summary>
    public TemporalWorkerServiceOptionsBuilder(
        string taskQueue, WorkerDeploymentOptions? deploymentOptions, IServiceCollection services)
    {
        if (deploymentOptions is { Version: null })
        {
            throw new ArgumentException("Deployment options need a version", nameof(deploymentOptions));
        }
        TaskQueue = taskQueue;
        DeploymentOptions = deploymentOptions;
        Services = services;
    }

    public WorkerDeploymentOptions? DeploymentOptions { get; }

    public IServiceCollection Services { get; }

    public string TaskQueue { get; }
}
