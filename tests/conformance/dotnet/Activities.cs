using Temporalio.Activities;
using Temporalio.Exceptions;

namespace Temporalio.Conformance;

/// <summary>The activities of tests/conformance/activities.js that the workflows here use, under the same names.</summary>
public sealed class Activities
{
    [Activity("greet")]
    public string Greet(string name) => $"Hello {name}";

    [Activity("echo")]
    public object? Echo(object? value) => value;

    [Activity("failsUntil")]
    public int FailsUntil(int attempt)
    {
        var now = ActivityExecutionContext.Current.Info.Attempt;
        return now < attempt ? throw new InvalidOperationException($"attempt {now} fails") : now;
    }

    /// <summary>Beats until it hears that it is cancelled, then ends as usual.</summary>
    [Activity("untilCancelled")]
    public async Task<string> UntilCancelledAsync()
    {
        var context = ActivityExecutionContext.Current;
        while (!context.CancellationToken.IsCancellationRequested)
        {
            context.Heartbeat("alive");
            await Task.Delay(50, context.CancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return "heard: CANCELLED";
    }

    [Activity("failsAs")]
    public void FailsAs(string type, bool nonRetryable, IReadOnlyCollection<object?> details) =>
        throw new ApplicationFailureException($"fails as {type}", type, nonRetryable, details);
}
