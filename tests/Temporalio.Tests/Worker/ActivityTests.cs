using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

public sealed class Waiting
{
    public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource<ActivityCancelReason> Stopped { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource<byte[]> Token { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Activity]
    public async Task BeatUntilCancelledAsync()
    {
        var context = ActivityExecutionContext.Current;
        Started.TrySetResult();
        try
        {
            while (true)
            {
                context.Heartbeat("still here");
                await Task.Delay(TimeSpan.FromMilliseconds(50), context.CancellationToken);
            }
        }
        finally
        {
            Stopped.TrySetResult(context.CancelReason);
        }
    }

    [Activity]
    public string CompleteFromOutside()
    {
        Token.TrySetResult(ActivityExecutionContext.Current.Info.TaskToken);
        throw new CompleteAsyncException();
    }

    [Activity]
    public async Task<int> ResumeAsync()
    {
        var info = ActivityExecutionContext.Current.Info;
        if (info.Attempt > 1)
            return await info.HeartbeatDetailAtAsync<int>(0);
        ActivityExecutionContext.Current.Heartbeat(41);
        ActivityExecutionContext.Current.Heartbeat(42);
        throw new InvalidOperationException("once more");
    }

    [Activity]
    public async Task NeverEndsAsync() => await Task.Delay(Timeout.Infinite, ActivityExecutionContext.Current.CancellationToken);
}

[Workflow]
public class CancelsItsActivity
{
    private bool mayCancel;

    [WorkflowRun]
    public async Task<string> RunAsync(ActivityCancellationType type)
    {
        using var stop = new CancellationTokenSource();
        var beating = Workflow.ExecuteActivityAsync((Waiting a) => a.BeatUntilCancelledAsync(), new()
        {
            StartToCloseTimeout = TimeSpan.FromSeconds(30),
            HeartbeatTimeout = TimeSpan.FromSeconds(5),
            CancellationType = type,
            CancellationToken = stop.Token,
        });
        await Workflow.WaitConditionAsync(() => mayCancel);
        stop.Cancel();
        try
        {
            await beating;
            return "completed";
        }
        catch (ActivityFailureException e) when (e.InnerException is CanceledFailureException)
        {
            return "cancelled";
        }
    }

    [WorkflowSignal]
    public Task CancelItAsync()
    {
        mayCancel = true;
        return Task.CompletedTask;
    }
}

[Workflow]
public class CompletedFromOutside
{
    [WorkflowRun]
    public Task<string> RunAsync() => Workflow.ExecuteActivityAsync(
        (Waiting a) => a.CompleteFromOutside(), new() { StartToCloseTimeout = TimeSpan.FromSeconds(30) });
}

[Workflow]
public class Resumes
{
    [WorkflowRun]
    public Task<int> RunAsync() => Workflow.ExecuteActivityAsync((Waiting a) => a.ResumeAsync(), new()
    {
        StartToCloseTimeout = TimeSpan.FromSeconds(30),
        HeartbeatTimeout = TimeSpan.FromSeconds(20),
        RetryPolicy = new() { InitialInterval = TimeSpan.FromMilliseconds(10) },
    });
}

[Workflow]
public class TimesOut
{
    [WorkflowRun]
    public async Task<TimeoutType> RunAsync()
    {
        try
        {
            await Workflow.ExecuteActivityAsync((Waiting a) => a.NeverEndsAsync(), new()
            {
                StartToCloseTimeout = TimeSpan.FromMilliseconds(200),
                RetryPolicy = new() { MaximumAttempts = 1 },
            });
            return TimeoutType.Unspecified;
        }
        catch (ActivityFailureException e) when (e.InnerException is TimeoutFailureException timeout)
        {
            return timeout.TimeoutType;
        }
    }
}

[Workflow]
public class CallsUnknown
{
    [WorkflowRun]
    public Task RunAsync() => Workflow.ExecuteActivityAsync("Missing", [], new()
    {
        StartToCloseTimeout = TimeSpan.FromSeconds(10),
        RetryPolicy = new() { MaximumAttempts = 1 },
    });
}

[Collection(ServiceCollection.Name)]
public sealed class ActivityTests(ServiceFixture service)
{
    [Theory]
    [InlineData(ActivityCancellationType.TryCancel)]
    [InlineData(ActivityCancellationType.WaitCancellationCompleted)]
    public async Task A_beating_activity_learns_that_it_is_cancelled(ActivityCancellationType type)
    {
        var waiting = new Waiting();
        await service.WithWorkerAsync(
            o => o.AddWorkflow<CancelsItsActivity>().AddAllActivities(waiting),
            async worker =>
            {
                var handle = await service.Client.StartWorkflowAsync((CancelsItsActivity w) => w.RunAsync(type), ServiceFixture.On(worker));
                await waiting.Started.Task;
                await handle.SignalAsync(w => w.CancelItAsync());

                Assert.Equal("cancelled", await handle.GetResultAsync());
                // After a mere try the workflow is over at once, so the next heartbeat may find nothing to beat for.
                ActivityCancelReason[] expected = type == ActivityCancellationType.TryCancel
                    ? [ActivityCancelReason.CancelRequested, ActivityCancelReason.GoneFromServer]
                    : [ActivityCancelReason.CancelRequested];
                Assert.Contains(await waiting.Stopped.Task, expected);
            });
    }

    [Fact]
    public async Task An_activity_can_be_completed_from_outside()
    {
        var waiting = new Waiting();
        await service.WithWorkerAsync(
            o => o.AddWorkflow<CompletedFromOutside>().AddAllActivities(waiting),
            async worker =>
            {
                var handle = await service.Client.StartWorkflowAsync((CompletedFromOutside w) => w.RunAsync(), ServiceFixture.On(worker));
                var token = await waiting.Token.Task;
                await service.Client.GetAsyncActivityHandle(token).CompleteAsync("from outside");

                Assert.Equal("from outside", await handle.GetResultAsync());
            });
    }

    [Fact]
    public Task A_retry_goes_on_from_the_last_heartbeat() => service.WithWorkerAsync(
        o => o.AddWorkflow<Resumes>().AddAllActivities(new Waiting()),
        async worker => Assert.Equal(42, await service.Client.ExecuteWorkflowAsync((Resumes w) => w.RunAsync(), ServiceFixture.On(worker))));

    [Fact]
    public Task An_activity_that_takes_too_long_times_out() => service.WithWorkerAsync(
        o => o.AddWorkflow<TimesOut>().AddAllActivities(new Waiting()),
        async worker => Assert.Equal(
            TimeoutType.StartToClose, await service.Client.ExecuteWorkflowAsync((TimesOut w) => w.RunAsync(), ServiceFixture.On(worker))));

    [Fact]
    public Task An_activity_nobody_registered_fails_with_the_known_ones() => service.WithWorkerAsync(
        o => o.AddWorkflow<CallsUnknown>().AddAllActivities(new Arithmetic()),
        async worker =>
        {
            var failed = await Assert.ThrowsAsync<WorkflowFailedException>(
                () => service.Client.ExecuteWorkflowAsync((CallsUnknown w) => w.RunAsync(), ServiceFixture.On(worker)));
            var cause = Assert.IsType<ApplicationFailureException>(failed.InnerException!.InnerException);
            Assert.Equal("NotFoundError", cause.ErrorType);
            Assert.Contains("Double", cause.Message, StringComparison.Ordinal);
        });

    [Fact]
    public async Task Shutdown_cancels_activities_and_waits_for_them()
    {
        var waiting = new Waiting();
        using var worker = service.NewWorker(o => o.AddWorkflow<CancelsItsActivity>().AddAllActivities(waiting));
        WorkflowHandle? handle = null;
        await ServiceFixture.RunAsync(worker, async () =>
        {
            handle = await service.Client.StartWorkflowAsync(
                (CancelsItsActivity w) => w.RunAsync(ActivityCancellationType.TryCancel), ServiceFixture.On(worker));
            await waiting.Started.Task;
        });

        Assert.True(waiting.Stopped.Task.IsCompleted);
        Assert.Equal(ActivityCancelReason.WorkerShutdown, await waiting.Stopped.Task);
        await handle!.TerminateAsync();
    }

    [Fact]
    public async Task A_worker_runs_only_once()
    {
        using var worker = service.NewWorker(o => o.AddAllActivities(new Arithmetic()));
        await worker.ExecuteAsync(() => Task.CompletedTask);
        await Assert.ThrowsAsync<InvalidOperationException>(() => worker.ExecuteAsync(() => Task.CompletedTask));
    }

    [Fact]
    public async Task A_cancelled_worker_throws_the_cancellation()
    {
        using var worker = service.NewWorker(o => o.AddAllActivities(new Arithmetic()));
        using var stop = new CancellationTokenSource();
        var running = worker.ExecuteAsync(stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }
}
