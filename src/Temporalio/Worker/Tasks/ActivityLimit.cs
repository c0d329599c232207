using Temporalio.Activities;

namespace Temporalio.Worker;

/// <summary>Tells an activity whose time is up to stop, also when it never asks the service.</summary>
internal static class ActivityLimit
{
    // The service decides that an activity timed out; the worker only follows, a little later.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    public static Timer? Start(ActivityInfo info, ActivityCancellation cancellation)
    {
        var limit = Shorter(info.StartToCloseTimeout, info.ScheduleToCloseTimeout);
        return limit is { } time && time < TimeSpan.FromDays(30)
            ? new Timer(static state => ((ActivityCancellation)state!).Cancel(ActivityCancelReason.Timeout), cancellation, time + Slack, Timeout.InfiniteTimeSpan)
            : null;
    }

    private static TimeSpan? Shorter(TimeSpan? one, TimeSpan? other) =>
        one is null ? other : other is null || one < other ? one : other;
}
