using Temporalio.Exceptions;

namespace Temporalio.Client.Wire;

/// <summary>
/// Which calls are tried again and when. Codes, and the slower pace when the service is overloaded, are those of the
/// native core of the official SDKs.
/// </summary>
internal sealed class RpcRetry(RpcRetryOptions options, TimeProvider clock)
{
    private static readonly RpcRetryOptions TaskPollPace = new()
    {
        InitialInterval = TimeSpan.FromMilliseconds(200),
        Multiplier = 2,
        MaxInterval = TimeSpan.FromSeconds(10),
        MaxElapsedTime = null,
        MaxRetries = 0,
    };

    private static readonly RpcRetryOptions OverloadPace = new()
    {
        InitialInterval = TimeSpan.FromSeconds(1),
        Multiplier = 2,
        MaxInterval = TimeSpan.FromSeconds(10),
        MaxElapsedTime = null,
    };

    /// <summary>Limits count from the first of a row of faults: a call may wait long before it meets one.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> attempt, CallKind kind, CancellationToken ct)
    {
        var limits = kind == CallKind.TaskPoll ? TaskPollPace : options;
        long? firstFaultAt = null;
        for (var retries = 0; ; retries++)
        {
            TimeSpan pause;
            try
            {
                return await attempt();
            }
            catch (RpcException e) when (IsPassing(e, kind))
            {
                if (IsEmptyPoll(e))
                {
                    // Nothing happened within the poll; asking again at once is what polls are for.
                    (firstFaultAt, retries) = (null, -1);
                    continue;
                }
                pause = PauseAfter(e, limits, retries);
                firstFaultAt ??= clock.GetTimestamp();
                var isSpent = (limits.MaxRetries > 0 && retries + 1 >= limits.MaxRetries)
                    || (limits.MaxElapsedTime is { } longest && clock.GetElapsedTime(firstFaultAt.Value) + pause > longest);
                if (isSpent)
                {
                    throw;
                }
            }
            await Task.Delay(pause, clock, ct);
        }
    }

    public static bool IsPassing(RpcException e, CallKind kind) => e.Code switch
    {
        RpcException.StatusCode.Cancelled or RpcException.StatusCode.DeadlineExceeded => kind != CallKind.Usual,
        RpcException.StatusCode.DataLoss or RpcException.StatusCode.Internal or RpcException.StatusCode.Unknown
            or RpcException.StatusCode.ResourceExhausted or RpcException.StatusCode.Aborted
            or RpcException.StatusCode.OutOfRange or RpcException.StatusCode.Unavailable => true,
        _ => false,
    };

    /// <summary>The service's word for a poll that ran out, or this client's own.</summary>
    private static bool IsEmptyPoll(RpcException e) =>
        e.Code == RpcException.StatusCode.DeadlineExceeded || e.InnerException is OperationCanceledException && e.Code == RpcException.StatusCode.Cancelled;

    private static TimeSpan PauseAfter(RpcException e, RpcRetryOptions limits, int retries)
    {
        var pace = e.Code == RpcException.StatusCode.ResourceExhausted ? OverloadPace : limits;
        var pause = Math.Min(
            pace.InitialInterval.TotalMilliseconds * Math.Pow(pace.Multiplier, retries), pace.MaxInterval.TotalMilliseconds);
        var spread = 1 + (pace.RandomizationFactor * ((Random.Shared.NextDouble() * 2) - 1));
        return TimeSpan.FromMilliseconds(pause * spread);
    }
}
