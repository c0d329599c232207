using Microsoft.Extensions.Logging;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Worker.Interceptors;

namespace Temporalio.Worker;

/// <summary>What every workflow of one worker shares.</summary>
internal sealed record WorkflowSetup
{
    public required string Namespace { get; init; }

    public required string TaskQueue { get; init; }

    public required DataConverter DataConverter { get; init; }

    public required ILoggerFactory LoggerFactory { get; init; }

    public IReadOnlyList<IWorkerInterceptor> Interceptors { get; init; } = [];

    public IReadOnlyCollection<Type>? FailureExceptionTypes { get; init; }

    public Func<PatchActivationInput, bool>? PatchActivation { get; init; }

    public WorkflowStackTrace StackTrace { get; init; }

    public string BuildId { get; init; } = "";

    public WorkerDeploymentVersion? DeploymentVersion { get; init; }

    /// <summary>Null where local activities never run (replay).</summary>
    public Func<string, bool>? HasActivity { get; init; }

    public MetricMeter? MetricMeter { get; init; }
}
