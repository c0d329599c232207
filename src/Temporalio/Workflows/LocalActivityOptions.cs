using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>How an activity runs inside the workflow worker itself. A start-to-close or a schedule-to-close time-out is required.</summary>
public class LocalActivityOptions : ICloneable
{
    public LocalActivityOptions()
    {
    }

    public TimeSpan? StartToCloseTimeout { get; set; }

    public TimeSpan? ScheduleToCloseTimeout { get; set; }

    public TimeSpan? ScheduleToStartTimeout { get; set; }

    public TimeSpan? LocalRetryThreshold { get; set; }

    public RetryPolicy? RetryPolicy { get; set; }

    public ActivityCancellationType CancellationType { get; set; } = ActivityCancellationType.TryCancel;

    public CancellationToken? CancellationToken { get; set; }

    public string? ActivityId { get; set; }

    public string? Summary { get; set; }

    public virtual object Clone() => MemberwiseClone();
}
