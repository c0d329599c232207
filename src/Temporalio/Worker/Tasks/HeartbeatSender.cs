using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Worker;

/// <summary>
/// Sends the heartbeats of one activity: the first at once, then the newest details once per interval. The service's answers may
/// cancel the activity.
/// </summary>
internal sealed class HeartbeatSender(
    WorkerContext worker, Google.Protobuf.ByteString taskToken, DataConverter converter, ActivityCancellation cancellation, TimeSpan interval)
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource ended = new();
    private object?[]? newest;
    private Task sending = Task.CompletedTask;
    private bool isLooping;

    /// <summary>The error that made a heartbeat impossible to send; it is what the activity fails with.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>
    /// 80 % of the heartbeat time-out, so that a beat is never late, but no more than the maximum; without a time-out the default.
    /// </summary>
    public static TimeSpan IntervalFor(TimeSpan? heartbeatTimeout, TemporalWorkerOptions options)
    {
        var wanted = heartbeatTimeout is { } timeout && timeout > TimeSpan.Zero ? timeout * 0.8 : options.DefaultHeartbeatThrottleInterval;
        return wanted < options.MaxHeartbeatThrottleInterval ? wanted : options.MaxHeartbeatThrottleInterval;
    }

    public void Record(object?[] details)
    {
        lock (gate)
        {
            newest = details;
            if (isLooping || ended.IsCancellationRequested)
                return;
            isLooping = true;
            sending = LoopAsync();
        }
    }

    /// <summary>Stops; with <paramref name="flush"/> the newest details still go out, so that a retry can go on from them.</summary>
    public async Task EndAsync(bool flush)
    {
        await ended.CancelAsync();
        await sending;
        if (flush && TakeNewest() is { } details)
            await SendAsync(details);
        ended.Dispose();
    }

    private async Task LoopAsync()
    {
        while (TakeNewest() is { } details)
        {
            await SendAsync(details);
            await Task.Delay(interval, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ended.IsCancellationRequested)
                break;
        }
    }

    private object?[]? TakeNewest()
    {
        lock (gate)
        {
            var taken = newest;
            newest = null;
            isLooping = taken is not null;
            return taken;
        }
    }

    private async Task SendAsync(object?[] details)
    {
        try
        {
            var request = new RecordActivityTaskHeartbeatRequest
            {
                TaskToken = taskToken,
                Namespace = worker.Namespace,
                Identity = worker.Identity,
            };
            if (details.Length > 0)
                request.Details = new Payloads { Payloads_ = { await converter.ToPayloadsAsync(details) } };
            var response = await worker.Service.RecordActivityTaskHeartbeatAsync(request, WorkerContext.Retrying);
            if (response.CancelRequested)
                cancellation.Cancel(ActivityCancelReason.CancelRequested);
            else if (response.ActivityReset)
                cancellation.Cancel(ActivityCancelReason.Reset);
            else if (response.ActivityPaused)
                cancellation.Cancel(ActivityCancelReason.Paused);
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.NotFound)
        {
            cancellation.Cancel(ActivityCancelReason.GoneFromServer);
        }
        catch (RpcException e)
        {
            worker.Logger.LogHeartbeatLost(e);
        }
        catch (Exception e)
        {
            Failure = e;
            cancellation.Cancel(ActivityCancelReason.HeartbeatRecordFailure);
        }
    }
}
