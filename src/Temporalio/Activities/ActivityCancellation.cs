namespace Temporalio.Activities;

/// <summary>The one cancellation of one activity call. The first reason counts.</summary>
internal sealed class ActivityCancellation(CancellationTokenSource source, CancellationToken workerShutdownToken) : IDisposable
{
    private int isCancelled;

    public ActivityCancelReason Reason { get; private set; }

    public ActivityCancellationDetails? Details { get; private set; }

    public CancellationToken Token { get; } = source.Token;

    public CancellationToken WorkerShutdownToken => workerShutdownToken;

    public bool Cancel(ActivityCancelReason reason, ActivityCancellationDetails? details = null)
    {
        if (Interlocked.Exchange(ref isCancelled, 1) != 0)
            return false;
        Details = details ?? DetailsOf(reason);
        Reason = reason;
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The activity ended between the two lines; nothing of it is left to cancel.
            return false;
        }

        return true;
    }

    /// <summary>The token is cancelled when the activity has ended, so that work it left behind stops.</summary>
    public void End()
    {
        if (Interlocked.Exchange(ref isCancelled, 1) == 0)
            source.Cancel();
    }

    public void Dispose()
    {
        Interlocked.Exchange(ref isCancelled, 1);
        source.Dispose();
    }

    internal static ActivityCancellationDetails DetailsOf(ActivityCancelReason reason) => new()
    {
        IsGoneFromServer = reason == ActivityCancelReason.GoneFromServer,
        IsCancelRequested = reason == ActivityCancelReason.CancelRequested,
        IsTimedOut = reason == ActivityCancelReason.Timeout,
        IsWorkerShutdown = reason == ActivityCancelReason.WorkerShutdown,
        IsPaused = reason == ActivityCancelReason.Paused,
        IsReset = reason == ActivityCancelReason.Reset,
        IsHeartbeatRecordFailure = reason == ActivityCancelReason.HeartbeatRecordFailure,
    };
}
