using System.Diagnostics;
using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Worker;

/// <summary>How one attempt of an activity ended.</summary>
internal abstract record ActivityOutcome
{
    private ActivityOutcome()
    {
    }

    public sealed record Completed(Payload Result) : ActivityOutcome;

    public sealed record Failed(Failure Failure) : ActivityOutcome;

    public sealed record Cancelled(Failure Failure) : ActivityOutcome;

    /// <summary>An OperationCanceledException only counts as such when the activity was told to stop.</summary>
    public static async Task<ActivityOutcome> OfAsync(
        Exception exception, ActivityCancellation cancellation, Exception? heartbeatFailure, ActivityInfo info, WorkerContext worker)
    {
        if (heartbeatFailure is not null)
            exception = heartbeatFailure;
        else if (exception is OperationCanceledException && cancellation.Reason != ActivityCancelReason.None)
        {
            switch (cancellation.Reason)
            {
                case ActivityCancelReason.Paused:
                    exception = new ApplicationFailureException("Activity paused", exception, "ActivityPause");
                    break;
                case ActivityCancelReason.Reset:
                    exception = new ApplicationFailureException("Activity reset", exception, "ActivityReset");
                    break;
                case ActivityCancelReason.WorkerShutdown:
                    exception = new ApplicationFailureException("Worker is shutting down and this activity did not complete in time", exception, "WorkerShutdown");
                    break;
                case ActivityCancelReason.CancelRequested or ActivityCancelReason.GoneFromServer or ActivityCancelReason.Timeout
                    or ActivityCancelReason.HeartbeatRecordFailure:
                    return new Cancelled(new Failure { Message = "Cancelled", CanceledFailureInfo = new() });
                default:
                    throw new UnreachableException();
            }
        }
        if (exception is ApplicationFailureException { Category: ApplicationErrorCategory.Benign })
            worker.Logger.LogActivityFailedBenign(exception, info.ActivityType, info.WorkflowId);
        else
            worker.Logger.LogActivityFailed(exception, info.ActivityType, info.WorkflowId);
        return new Failed(await ToFailureAsync(exception, info.DataConverter));
    }

    /// <summary>An exception the converter chokes on must still reach the workflow.</summary>
    private static async Task<Failure> ToFailureAsync(Exception exception, DataConverter converter)
    {
        try
        {
            return await converter.ToFailureAsync(exception);
        }
        catch (Exception e)
        {
            return new Failure { Message = $"Failed to convert the activity's exception: {e.Message}", ApplicationFailureInfo = new() { Type = e.GetType().Name } };
        }
    }
}
