using Temporalio.Activities;
using Temporalio.Testing;

namespace Temporalio.Tests.Worker;

public sealed class ActivityEnvironmentTests
{
    [Fact]
    public async Task An_activity_sees_its_context_and_beats()
    {
        var beats = new List<object?>();
        var environment = new ActivityEnvironment { Heartbeater = details => beats.Add(details[0]) };

        var type = await environment.RunAsync(() =>
        {
            ActivityExecutionContext.Current.Heartbeat("one");
            return ActivityExecutionContext.Current.Info.ActivityType;
        });

        Assert.Equal("unknown", type);
        Assert.Equal(["one"], beats);
        Assert.False(ActivityExecutionContext.HasCurrent);
    }

    [Fact]
    public async Task Cancelling_tells_the_reason_first()
    {
        var environment = new ActivityEnvironment();
        var running = environment.RunAsync(async () =>
        {
            var context = ActivityExecutionContext.Current;
            var reason = new TaskCompletionSource<ActivityCancelReason>();
            await using (context.CancellationToken.Register(() => reason.SetResult(context.CancelReason)))
                return await reason.Task;
        });

        environment.Cancel(ActivityCancelReason.Timeout);

        Assert.Equal(ActivityCancelReason.Timeout, await running);
    }
}
