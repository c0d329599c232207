using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using AgenticRecovery.Connectors;

namespace AgenticRecovery.Agents;

/// <summary>Sorts what went wrong with a model provider into "try again" and "no".</summary>
internal static class RemoteFault
{
    /// <param name="code">The provider's own error code or type, when the body holds one.</param>
    public static Exception OfStatus(string provider, int status, string? code, string? retryAfter, string? retryAfterMs, DateTimeOffset now)
    {
        var what = $"{provider} answered {status}{(code is null ? "" : $" ({code})")}";
        // An empty account does not fill up by waiting, although it is told as 429.
        var isForGood = code is "insufficient_quota" or "billing_hard_limit_reached";
        return !isForGood && (status is 408 or 409 or 425 or 429 || status >= 500)
            ? new RemoteUnavailableException(what) { RetryAfter = Wait(retryAfter, retryAfterMs, now) }
            : new RemoteRefusedException(what);
    }

    /// <summary>A network fault, a timeout of our own, or an answer that ended in the middle.</summary>
    public static RemoteUnavailableException Silent(string provider, Exception fault) =>
        new($"{provider} did not answer: {fault.GetType().Name}", fault);

    /// <summary>A refusal of our own that a transport wrapped; null when there is none in it.</summary>
    public static RemoteRefusedException? Refusal(Exception fault)
    {
        for (Exception? one = fault; one is not null; one = one.InnerException)
            if (one is RemoteRefusedException refusal)
                return refusal;
        return null;
    }

    public static bool IsSilence(Exception fault, CancellationToken ct) =>
        fault is HttpRequestException or IOException or TimeoutException or System.Text.Json.JsonException
        || (fault is OperationCanceledException && !ct.IsCancellationRequested);

    private static TimeSpan? Wait(string? retryAfter, string? retryAfterMs, DateTimeOffset now)
    {
        if (double.TryParse(retryAfterMs, NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds >= 0)
            return TimeSpan.FromMilliseconds(Math.Min(milliseconds, 3_600_000));
        if (double.TryParse(retryAfter, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds >= 0)
            return TimeSpan.FromSeconds(Math.Min(seconds, 3_600));
        return RetryConditionHeaderValue.TryParse(retryAfter, out var value) && value.Date is { } at && at > now ? at - now : null;
    }
}
