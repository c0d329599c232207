namespace Temporalio.Activities;

/// <summary>Why an activity was told to stop.</summary>
public enum ActivityCancelReason
{
    None = 0,
    GoneFromServer = 1,
    CancelRequested = 2,
    Timeout = 3,
    WorkerShutdown = 4,
    HeartbeatRecordFailure = 5,
    Paused = 6,
    Reset = 7,
}
