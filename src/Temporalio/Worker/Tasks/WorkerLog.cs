using Microsoft.Extensions.Logging;

namespace Temporalio.Worker;

/// <summary>Lines the worker writes about activities.</summary>
internal static partial class WorkerLog
{
    [LoggerMessage(LogLevel.Warning, "A heartbeat did not reach the service")]
    public static partial void LogHeartbeatLost(this ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Warning, "Completing as failed activity {Activity} of {WorkflowId}")]
    public static partial void LogActivityFailed(this ILogger logger, Exception exception, string activity, string? workflowId);

    [LoggerMessage(LogLevel.Debug, "Completing as failed (benign) activity {Activity} of {WorkflowId}")]
    public static partial void LogActivityFailedBenign(this ILogger logger, Exception exception, string activity, string? workflowId);

    [LoggerMessage(LogLevel.Warning, "The outcome of activity {Activity} of {WorkflowId} was not accepted")]
    public static partial void LogOutcomeRefused(this ILogger logger, Exception exception, string activity, string? workflowId);
}
