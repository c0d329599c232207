namespace Temporalio.Activities;

/// <summary>All that is known about why an activity was told to stop; several can hold at once.</summary>
public class ActivityCancellationDetails
{
    public ActivityCancellationDetails()
    {
    }

    public bool IsGoneFromServer { get; init; }

    public bool IsCancelRequested { get; init; }

    public bool IsTimedOut { get; init; }

    public bool IsWorkerShutdown { get; init; }

    public bool IsPaused { get; init; }

    public bool IsReset { get; init; }

    public bool IsHeartbeatRecordFailure { get; init; }
}
