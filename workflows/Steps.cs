using System.Linq.Expressions;
using Temporalio.Common;
using Temporalio.Workflows;

namespace AgenticRecovery.Workflows;

/// <summary>How long steps may take and how often they are tried.</summary>
internal static class Steps
{
    /// <summary>Our own store: it comes back, so a step waits for it.</summary>
    private static readonly ActivityOptions Own = new()
    {
        StartToCloseTimeout = TimeSpan.FromMinutes(1),
        RetryPolicy = new RetryPolicy { InitialInterval = TimeSpan.FromMilliseconds(200), MaximumInterval = TimeSpan.FromMinutes(1) },
    };

    /// <summary>A model or a shop: after these tries a person takes the case.</summary>
    private static readonly ActivityOptions Outside = new()
    {
        StartToCloseTimeout = TimeSpan.FromMinutes(3),
        ScheduleToCloseTimeout = TimeSpan.FromMinutes(30),
        RetryPolicy = new RetryPolicy
        {
            InitialInterval = TimeSpan.FromSeconds(1),
            MaximumInterval = TimeSpan.FromMinutes(2),
            MaximumAttempts = 8,
            // A broken assumption breaks again: a person sees it at once instead of after eight tries.
            NonRetryableErrorTypes = ["RemoteRefusedException", "ArgumentException", "InvalidOperationException", "FormatException", "KeyNotFoundException"],
        },
    };

    /// <summary>The last word of a case that was cancelled: it runs although the workflow's own token is cancelled.</summary>
    private static readonly ActivityOptions Last = new()
    {
        StartToCloseTimeout = Own.StartToCloseTimeout,
        RetryPolicy = Own.RetryPolicy,
        CancellationToken = CancellationToken.None,
    };

    public static Task<T> OwnAsync<T>(Expression<Func<ICaseSteps, Task<T>>> step) => Workflow.ExecuteActivityAsync(step, Own);
    public static Task OwnAsync(Expression<Func<ICaseSteps, Task>> step) => Workflow.ExecuteActivityAsync(step, Own);
    public static Task<T> OutsideAsync<T>(Expression<Func<ICaseSteps, Task<T>>> step) => Workflow.ExecuteActivityAsync(step, Outside);
    public static Task OutsideAsync(Expression<Func<ICaseSteps, Task>> step) => Workflow.ExecuteActivityAsync(step, Outside);
    public static Task LastAsync(Expression<Func<ICaseSteps, Task>> step) => Workflow.ExecuteActivityAsync(step, Last);
}
