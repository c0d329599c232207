using Microsoft.Extensions.Logging;
using Temporalio.Exceptions;
using Temporalio.Worker.Tuning;

namespace Temporalio.Worker;

/// <summary>One open poll after another: waits for a slot, asks for a task, hands it over with its slot.</summary>
internal sealed class TaskPoller<TTask>(
    Slots slots, Func<bool, CancellationToken, Task<TTask>> poll, Func<TTask, bool> isEmpty, Action<TTask, SlotPermit> start, ILogger logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>Ends when stopped; throws what no retry can mend.</summary>
    /// <param name="open">Told of each poll as it is opened and as it is answered.</param>
    public async Task RunAsync(bool isSticky, Level open, CancellationToken stop)
    {
        var pause = FirstPause;
        while (!stop.IsCancellationRequested)
        {
            SlotPermit? permit = null;
            try
            {
                permit = await slots.ReserveAsync(isSticky, stop);
                var task = await PollAsync(isSticky, open, stop);
                pause = FirstPause;
                if (isEmpty(task))
                    continue;
                var taken = permit;
                permit = null;
                start(task, taken);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (RpcException e) when (!IsFatal(e.Code))
            {
                if (stop.IsCancellationRequested)
                    return;
                if (e.Code is not (RpcException.StatusCode.DeadlineExceeded or RpcException.StatusCode.Cancelled))
                    logger.LogWarning(e, "Poll failed, trying again in {Pause}", pause);
                await PauseAsync(pause, stop);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
            finally
            {
                if (permit is not null)
                    slots.Release(permit, null);
            }
        }
    }

    private async Task<TTask> PollAsync(bool isSticky, Level open, CancellationToken stop)
    {
        open.Change(1);
        try
        {
            return await poll(isSticky, stop);
        }
        finally
        {
            open.Change(-1);
        }
    }

    private static bool IsFatal(RpcException.StatusCode code) => code is RpcException.StatusCode.InvalidArgument
        or RpcException.StatusCode.NotFound or RpcException.StatusCode.PermissionDenied
        or RpcException.StatusCode.Unauthenticated or RpcException.StatusCode.Unimplemented;

    private static async Task PauseAsync(TimeSpan pause, CancellationToken stop) =>
        await Task.Delay(pause, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
