using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Worker;

namespace Temporalio.Tests.Worker;

[Collection(ServiceCollection.Name)]
public sealed class ReplayTests(ServiceFixture service)
{
    [Fact]
    public async Task A_new_worker_replays_the_whole_history_and_goes_on()
    {
        var queue = $"restart-{Guid.NewGuid():N}";
        using var first = service.NewWorker(o => o.AddWorkflow<Changing.First>().AddAllActivities(new Arithmetic()), queue);
        var handle = await StartAndWaitForActivityAsync(first);

        using var second = service.NewWorker(o => o.AddWorkflow<Changing.First>().AddAllActivities(new Arithmetic()), queue);
        await ServiceFixture.RunAsync(second, async () =>
        {
            await handle.SignalAsync(w => w.GoOnAsync());
            // 1 doubled twice.
            Assert.Equal(4, await handle.GetResultAsync());
        });
    }

    [Fact]
    public async Task Without_a_cache_every_task_is_a_full_replay() => await service.WithWorkerAsync(
        o =>
        {
            o.MaxCachedWorkflows = 0;
            o.AddWorkflow<ThreeSteps>().AddAllActivities(new Arithmetic());
        },
        async worker => Assert.Equal(8, await service.Client.ExecuteWorkflowAsync((ThreeSteps w) => w.RunAsync(1), ServiceFixture.On(worker))));

    [Fact]
    public async Task Evicted_runs_are_replayed_when_they_are_needed_again() => await service.WithWorkerAsync(
        o =>
        {
            o.MaxCachedWorkflows = 1;
            o.AddWorkflow<Counter>();
        },
        async worker =>
        {
            var handles = new List<WorkflowHandle<Counter, int>>();
            for (var i = 0; i < 4; i++)
                handles.Add(await service.Client.StartWorkflowAsync((Counter w) => w.RunAsync(i), ServiceFixture.On(worker)));
            foreach (var handle in handles)
                await handle.SignalAsync(w => w.AddAsync(10));
            foreach (var handle in handles)
                await handle.SignalAsync(w => w.FinishAsync());

            var results = await Task.WhenAll(handles.Select(h => h.GetResultAsync()));
            Assert.Equal([10, 11, 12, 13], results);
        });

    [Fact]
    public async Task Changed_code_fails_the_task_and_names_event_and_command()
    {
        var queue = $"broken-{Guid.NewGuid():N}";
        using var first = service.NewWorker(o => o.AddWorkflow<Changing.First>().AddAllActivities(new Arithmetic()), queue);
        var handle = await StartAndWaitForActivityAsync(first);

        using var second = service.NewWorker(o => o.AddWorkflow<Changing.Broken>().AddAllActivities(new Arithmetic()), queue);
        var failure = await WaitForTaskFailureAsync(second, handle);

        Assert.Equal(WorkflowTaskFailedCause.NonDeterministicError, failure.Cause);
        Assert.StartsWith("[TMPRL1100] Nondeterminism error: ", failure.Failure.Message, StringComparison.Ordinal);
        Assert.Contains("ActivityTaskScheduled", failure.Failure.Message, StringComparison.Ordinal);
        Assert.Contains("Timer", failure.Failure.Message, StringComparison.Ordinal);
        await handle.TerminateAsync();
    }

    [Fact]
    public async Task A_patch_is_off_for_old_runs_and_on_for_new_ones()
    {
        var queue = $"patch-{Guid.NewGuid():N}";
        using var first = service.NewWorker(o => o.AddWorkflow<Changing.First>().AddAllActivities(new Arithmetic()), queue);
        var old = await StartAndWaitForActivityAsync(first);

        using var second = service.NewWorker(o => o.AddWorkflow<Changing.Extended>().AddAllActivities(new Arithmetic()), queue);
        await ServiceFixture.RunAsync(second, async () =>
        {
            await old.SignalAsync(w => w.GoOnAsync());
            Assert.Equal(4, await old.GetResultAsync());
            var fresh = await service.Client.StartWorkflowAsync((Changing.Extended w) => w.RunAsync(), ServiceFixture.On(second));
            await fresh.SignalAsync(w => w.GoOnAsync());
            // One doubling more.
            Assert.Equal(8, await fresh.GetResultAsync());

            var replayer = new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<Changing.Settled>());
            Assert.Null((await replayer.ReplayWorkflowAsync(await fresh.FetchHistoryAsync())).ReplayFailure);
            Assert.NotNull((await replayer.ReplayWorkflowAsync(await old.FetchHistoryAsync(), throwOnReplayFailure: false)).ReplayFailure);
        });
    }

    [Fact]
    public async Task A_recorded_history_is_replayed_from_its_text() => await service.WithWorkerAsync(
        o => o.AddWorkflow<ThreeSteps>().AddAllActivities(new Arithmetic()),
        async worker =>
        {
            var handle = await service.Client.StartWorkflowAsync((ThreeSteps w) => w.RunAsync(5), ServiceFixture.On(worker));
            await handle.GetResultAsync();
            var text = (await handle.FetchHistoryAsync()).ToJson();

            var replayer = new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<ThreeSteps>());
            var result = await replayer.ReplayWorkflowAsync(WorkflowHistory.FromJson("some-id", text));

            Assert.Null(result.ReplayFailure);
        });

    [Fact]
    public async Task A_replay_that_does_not_fit_throws() => await service.WithWorkerAsync(
        o => o.AddWorkflow<Changing.First>().AddAllActivities(new Arithmetic()),
        async worker =>
        {
            var handle = await service.Client.StartWorkflowAsync((Changing.First w) => w.RunAsync(), ServiceFixture.On(worker));
            await handle.SignalAsync(w => w.GoOnAsync());
            await handle.GetResultAsync();
            var history = await handle.FetchHistoryAsync();

            var replayer = new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<Changing.Broken>());
            await Assert.ThrowsAsync<WorkflowNondeterminismException>(() => replayer.ReplayWorkflowAsync(history));
        });

    [Fact]
    public async Task Local_activities_run_once_and_are_remembered()
    {
        var queue = $"local-{Guid.NewGuid():N}";
        var steps = new LocalSteps();
        using var first = service.NewWorker(o => o.AddWorkflow<Locals>().AddAllActivities(steps), queue);
        var handle = await service.Client.StartWorkflowAsync((Locals w) => w.RunAsync(), ServiceFixture.On(first));
        await ServiceFixture.RunAsync(first, () => WaitForEventsAsync(handle, EventType.MarkerRecorded, 2));
        Assert.Equal(2, steps.Calls);

        using var second = service.NewWorker(o => o.AddWorkflow<Locals>().AddAllActivities(steps), queue);
        await ServiceFixture.RunAsync(second, async () =>
        {
            await handle.SignalAsync(w => w.GoOnAsync());
            Assert.Equal(3, await handle.GetResultAsync());
        });

        Assert.Equal(3, steps.Calls);
    }

    [Fact]
    public async Task Random_numbers_are_the_same_on_replay() => await service.WithWorkerAsync(
        o =>
        {
            o.MaxCachedWorkflows = 0;
            o.AddWorkflow<Drawing>();
        },
        async worker =>
        {
            var drawn = await service.Client.ExecuteWorkflowAsync((Drawing w) => w.RunAsync(), ServiceFixture.On(worker));
            var parts = drawn.Split(' ');
            Assert.NotEqual(parts[0], parts[2]);
            Assert.InRange(int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture), 0, 999);
        });

    private async Task<WorkflowHandle<Changing.First, int>> StartAndWaitForActivityAsync(TemporalWorker worker)
    {
        var handle = await service.Client.StartWorkflowAsync((Changing.First w) => w.RunAsync(), ServiceFixture.On(worker));
        await ServiceFixture.RunAsync(worker, () => WaitForEventsAsync(handle, EventType.WorkflowTaskCompleted, 2));
        return handle;
    }

    private static async Task WaitForEventsAsync(WorkflowHandle handle, EventType type, int count)
    {
        while ((await handle.FetchHistoryAsync()).Events.Count(e => e.EventType == type) < count)
            await Task.Yield();
    }

    private static async Task<Api.History.V1.WorkflowTaskFailedEventAttributes> WaitForTaskFailureAsync(TemporalWorker worker, WorkflowHandle<Changing.First, int> handle)
    {
        await ServiceFixture.RunAsync(worker, async () =>
        {
            await handle.SignalAsync(w => w.GoOnAsync());
            await WaitForEventsAsync(handle, EventType.WorkflowTaskFailed, 1);
        });
        return (await handle.FetchHistoryAsync()).Events.First(e => e.EventType == EventType.WorkflowTaskFailed).WorkflowTaskFailedEventAttributes;
    }
}
