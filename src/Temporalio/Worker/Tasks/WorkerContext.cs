using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Converters;

namespace Temporalio.Worker;

/// <summary>What the parts of one worker share.</summary>
internal sealed record WorkerContext(
    WorkflowService Service,
    ITemporalClient Client,
    TemporalWorkerOptions Options,
    string Namespace,
    string TaskQueue,
    string Identity,
    string BuildId,
    DataConverter DataConverter,
    ILoggerFactory LoggerFactory)
{
    public ILogger Logger { get; } = LoggerFactory.CreateLogger("Temporalio.Worker");

    /// <summary>Distinguishes this worker from others of the same process.</summary>
    public string InstanceKey { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Sent with every task; null when the worker belongs to no deployment.</summary>
    public Api.Deployment.V1.WorkerDeploymentOptions? Deployment { get; } = Options.DeploymentOptions?.Version is { } version
        ? new()
        {
            DeploymentName = version.DeploymentName,
            BuildId = version.BuildId,
            WorkerVersioningMode = Options.DeploymentOptions.UseWorkerVersioning
                ? Api.Enums.V1.WorkerVersioningMode.Versioned
                : Api.Enums.V1.WorkerVersioningMode.Unversioned,
        }
        : null;

    public Common.MetricMeter MetricMeter { get; } = (Client.Connection.Options.Runtime ?? Runtime.TemporalRuntime.Default).MetricMeter;

    public WorkerMetrics Metrics { get; } = new((Client.Connection.Options.Runtime ?? Runtime.TemporalRuntime.Default).CoreMeter, Namespace, TaskQueue);

    public static WorkerContext Of(ITemporalClient client, TemporalWorkerOptions options) => new(
        client.Connection.WorkflowService,
        client,
        options,
        client.Options.Namespace,
        options.TaskQueue!,
        options.Identity ?? client.Connection.Options.Identity ?? $"{Environment.ProcessId}@{Environment.MachineName}",
        options.DeploymentOptions?.Version?.BuildId ?? StatedBuildId(options) ?? DefaultBuildId,
        client.Options.DataConverter,
        options.LoggerFactory ?? client.Options.LoggerFactory);

    private static string DefaultBuildId { get; } = System.Reflection.Assembly.GetEntryAssembly()?.ManifestModule.ModuleVersionId.ToString() ?? "";

    private static string? StatedBuildId(TemporalWorkerOptions options)
    {
#pragma warning disable CS0618 // Still honoured where a user sets it.
        return options.BuildId;
#pragma warning restore CS0618
    }

    /// <summary>For reports that must arrive even while the worker shuts down.</summary>
    public static RpcOptions Retrying { get; } = new() { Retry = true };
}
