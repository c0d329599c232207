using Temporalio.Worker;

namespace Temporalio.Workflows;

/// <summary>Waiting, and running tasks, without leaving the workflow.</summary>
public static partial class Workflow
{
    /// <summary>A durable timer. Zero is one millisecond; infinite only ends by cancellation, with TaskCanceledException.</summary>
    /// <exception cref="ArgumentException">For a negative delay.</exception>
    public static Task DelayAsync(TimeSpan delay, CancellationToken? cancellationToken = null) =>
        WorkflowInstance.Current.Outbound.DelayAsync(new(delay, cancellationToken, null));

    public static Task DelayAsync(int millisecondsDelay, CancellationToken? cancellationToken = null) =>
        DelayAsync(TimeSpan.FromMilliseconds(millisecondsDelay), cancellationToken);

    public static Task DelayWithOptionsAsync(DelayOptions options) =>
        WorkflowInstance.Current.Outbound.DelayAsync(new(options.Delay, options.CancellationToken, options.Summary));

    /// <summary>Waits until the condition holds. It is checked after every step of the workflow and must have no side effects.</summary>
    public static Task WaitConditionAsync(Func<bool> conditionCheck, CancellationToken? cancellationToken = null) =>
        Wait(conditionCheck, null, null, cancellationToken);

    /// <summary>False when the time-out came first.</summary>
    public static Task<bool> WaitConditionAsync(Func<bool> conditionCheck, TimeSpan timeout, CancellationToken? cancellationToken = null) =>
        Wait(conditionCheck, timeout, null, cancellationToken);

    public static Task<bool> WaitConditionAsync(Func<bool> conditionCheck, int timeoutMilliseconds, CancellationToken? cancellationToken = null) =>
        Wait(conditionCheck, TimeSpan.FromMilliseconds(timeoutMilliseconds), null, cancellationToken);

    public static Task<bool> WaitConditionWithOptionsAsync(WaitConditionOptions options) =>
        Wait(options.ConditionCheck, options.Timeout, options.TimeoutSummary, options.CancellationToken);

    /// <summary>Takes the place of Task.Run.</summary>
    public static Task RunTaskAsync(Func<Task> function, CancellationToken? cancellationToken = null)
    {
        var workflow = WorkflowInstance.Current;
        return workflow.RunTaskAsync(function, cancellationToken ?? workflow.CancellationToken);
    }

    public static Task<TResult> RunTaskAsync<TResult>(Func<Task<TResult>> function, CancellationToken? cancellationToken = null)
    {
        var workflow = WorkflowInstance.Current;
        return workflow.RunTaskAsync(function, cancellationToken ?? workflow.CancellationToken);
    }

    public static Task WhenAllAsync(IEnumerable<Task> tasks) => Task.WhenAll(tasks);

    public static Task WhenAllAsync(params Task[] tasks) => Task.WhenAll(tasks);

    public static Task<TResult[]> WhenAllAsync<TResult>(IEnumerable<Task<TResult>> tasks) => Task.WhenAll(tasks);

    public static Task<TResult[]> WhenAllAsync<TResult>(params Task<TResult>[] tasks) => Task.WhenAll(tasks);

    public static Task<Task> WhenAnyAsync(IEnumerable<Task> tasks) => Task.WhenAny(tasks);

    public static Task<Task> WhenAnyAsync(params Task[] tasks) => Task.WhenAny(tasks);

    /// <summary>Goes through the untyped form, because the framework's typed one leaves the workflow's scheduler.</summary>
    public static async Task<Task<TResult>> WhenAnyAsync<TResult>(IEnumerable<Task<TResult>> tasks) =>
        (Task<TResult>)await Task.WhenAny(tasks.Cast<Task>());

    public static async Task<Task<TResult>> WhenAnyAsync<TResult>(params Task<TResult>[] tasks) =>
        (Task<TResult>)await Task.WhenAny(tasks.Cast<Task>());

    private static Task<bool> Wait(Func<bool> check, TimeSpan? timeout, string? summary, CancellationToken? cancellationToken)
    {
        var workflow = WorkflowInstance.Current;
        workflow.RequireWritable("wait for a condition");
        return workflow.WaitConditionAsync(check, timeout, summary, cancellationToken ?? workflow.CancellationToken);
    }
}
