using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Temporalio.Client;
using Temporalio.Extensions.Hosting;
using Temporalio.Worker;

// The namespace is that of the official package, so that the methods are found wherever services are registered.
#pragma warning disable IDE0130
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Temporal clients and workers to a host.</summary>
public static class TemporalHostingServiceCollectionExtensions
{
    /// <summary>A worker with the client of the service provider, or the one set in its options.</summary>
    public static ITemporalWorkerServiceOptionsBuilder AddHostedTemporalWorker(
        this IServiceCollection services, string taskQueue, WorkerDeploymentOptions? deploymentOptions = null)
    {
        var builder = new TemporalWorkerServiceOptionsBuilder(taskQueue, deploymentOptions, services);
        builder.ConfigureOptions(
            options =>
            {
                options.TaskQueue = taskQueue;
                options.DeploymentOptions = deploymentOptions;
            },
            disallowDuplicates: true);
        var id = new TemporalWorkerServiceIdentifier(
            taskQueue, deploymentOptions?.Version?.ToCanonicalString(), VersionIsBuildId: false);
        services.AddSingleton<IHostedService>(provider => new TemporalWorkerService(
            id,
            provider.GetRequiredService<IOptionsMonitor<TemporalWorkerServiceOptions>>(),
            provider.GetService<ITemporalClient>(),
            provider.GetService<ILoggerFactory>()));
        return builder;
    }

    /// <summary>A worker with a client of its own.</summary>
    public static ITemporalWorkerServiceOptionsBuilder AddHostedTemporalWorker(
        this IServiceCollection services,
        string clientTargetHost,
        string clientNamespace,
        string taskQueue,
        WorkerDeploymentOptions? deploymentOptions = null) =>
        services.AddHostedTemporalWorker(taskQueue, deploymentOptions).ConfigureOptions(
            options => options.ClientOptions = new(clientTargetHost) { Namespace = clientNamespace });

    /// <summary>A client that connects on its first call, unless there is one already.</summary>
    public static IServiceCollection AddTemporalClient(
        this IServiceCollection services, Action<TemporalClientConnectOptions> configureClient)
    {
        services.AddTemporalClient().Configure(configureClient);
        return services;
    }

    /// <summary>As above; the result sets further options.</summary>
    public static OptionsBuilder<TemporalClientConnectOptions> AddTemporalClient(
        this IServiceCollection services, string? clientTargetHost = null, string? clientNamespace = null)
    {
        services.TryAddSingleton<ITemporalClient>(provider =>
        {
            var options = (TemporalClientConnectOptions)provider
                .GetRequiredService<IOptions<TemporalClientConnectOptions>>().Value.Clone();
            if (options.LoggerFactory == NullLoggerFactory.Instance && provider.GetService<ILoggerFactory>() is { } loggers)
            {
                options.LoggerFactory = loggers;
            }
            return TemporalClient.CreateLazy(options);
        });
        return services.AddOptions<TemporalClientConnectOptions>().Configure(options =>
        {
            options.TargetHost = clientTargetHost ?? options.TargetHost;
            options.Namespace = clientNamespace ?? options.Namespace;
        });
    }
}
