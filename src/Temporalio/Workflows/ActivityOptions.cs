using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>How an activity runs. A start-to-close or a schedule-to-close time-out is required; null leaves the choice to the service.</summary>
public class ActivityOptions : ICloneable
{
    public ActivityOptions()
    {
    }

    public TimeSpan? StartToCloseTimeout { get; set; }

    public TimeSpan? ScheduleToCloseTimeout { get; set; }

    public TimeSpan? ScheduleToStartTimeout { get; set; }

    public TimeSpan? HeartbeatTimeout { get; set; }

    public RetryPolicy? RetryPolicy { get; set; }

    public ActivityCancellationType CancellationType { get; set; } = ActivityCancellationType.TryCancel;

    public CancellationToken? CancellationToken { get; set; }

    public string? ActivityId { get; set; }

    public string? TaskQueue { get; set; }

    public string? Summary { get; set; }

    public Priority? Priority { get; set; }

    public bool DisableEagerActivityExecution { get; set; }

    [Obsolete("Worker versioning by build id is retired in favour of worker deployments")]
    public VersioningIntent VersioningIntent { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
