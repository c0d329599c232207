using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.DevServer.Time;

namespace Temporalio.DevServer.Engine;

/// <summary>Whether to try again, and after how many milliseconds.</summary>
internal readonly record struct RetryDecision(RetryState State, long WaitMs);

/// <summary>Retry policies: defaults, checks and the next interval, as the Temporal service computes them.</summary>
internal static class Retries
{
    /// <summary>Default of activities: 1 s, doubled, at most 100 s, for ever.</summary>
    public static RetryPolicy WithDefaults(RetryPolicy? policy)
    {
        var full = policy?.Clone() ?? new RetryPolicy();
        if (Instants.ToMs(full.InitialInterval) == 0)
            full.InitialInterval = Instants.ToDuration(1000);
        if (full.BackoffCoefficient == 0)
            full.BackoffCoefficient = 2;
        if (Instants.ToMs(full.MaximumInterval) == 0)
            full.MaximumInterval = Instants.ToDuration(Instants.ToMs(full.InitialInterval) * 100);
        return full;
    }

    /// <summary>What is wrong with a policy, null when nothing.</summary>
    public static string? Fault(RetryPolicy? policy)
    {
        if (policy is null)
            return null;
        var initial = Instants.ToMs(policy.InitialInterval);
        var maximum = Instants.ToMs(policy.MaximumInterval);
        if (policy.MaximumAttempts == 1)
            return null;
        if (initial < 0)
            return "InitialInterval cannot be negative on retry policy.";
        if (policy.BackoffCoefficient is not 0 and < 1)
            return "BackoffCoefficient cannot be less than 1 on retry policy.";
        if (maximum < 0)
            return "MaximumInterval cannot be negative on retry policy.";
        if (maximum != 0 && maximum < initial)
            return "MaximumInterval cannot be less than InitialInterval on retry policy.";
        if (policy.MaximumAttempts < 0)
            return "MaximumAttempts cannot be negative on retry policy.";
        return null;
    }

    public static RetryDecision Decide(RetryPolicy? policy, int attempt, Failure failure)
    {
        if (policy is null)
            return new(RetryState.RetryPolicyNotSet, 0);
        if (!IsRetryable(failure, policy.NonRetryableErrorTypes))
            return new(RetryState.NonRetryableFailure, 0);
        if (policy.MaximumAttempts > 0 && attempt >= policy.MaximumAttempts)
            return new(RetryState.MaximumAttemptsReached, 0);
        if (failure.ApplicationFailureInfo?.NextRetryDelay is { } asked)
            return new(RetryState.InProgress, Instants.ToMs(asked));
        var wait = Instants.ToMs(policy.InitialInterval) * Math.Pow(policy.BackoffCoefficient, attempt - 1);
        var maximum = Instants.ToMs(policy.MaximumInterval);
        return new(RetryState.InProgress, (long)Math.Min(wait, maximum > 0 ? maximum : long.MaxValue / 4));
    }

    private static bool IsRetryable(Failure failure, Google.Protobuf.Collections.RepeatedField<string> refused) => failure.FailureInfoCase switch
    {
        Failure.FailureInfoOneofCase.TerminatedFailureInfo or Failure.FailureInfoOneofCase.CanceledFailureInfo => false,
        Failure.FailureInfoOneofCase.TimeoutFailureInfo =>
            failure.TimeoutFailureInfo.TimeoutType is TimeoutType.StartToClose or TimeoutType.Heartbeat
            && !refused.Contains($"TemporalTimeout:{failure.TimeoutFailureInfo.TimeoutType}"),
        Failure.FailureInfoOneofCase.ServerFailureInfo => !failure.ServerFailureInfo.NonRetryable,
        Failure.FailureInfoOneofCase.ApplicationFailureInfo =>
            !failure.ApplicationFailureInfo.NonRetryable && !refused.Contains(failure.ApplicationFailureInfo.Type),
        _ => true,
    };
}
