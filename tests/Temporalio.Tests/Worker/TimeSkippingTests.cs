using System.Diagnostics;
using Temporalio.Client;
using Temporalio.Testing;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

public sealed class TimeSkippingTests
{
    [Fact]
    public async Task A_day_of_waiting_takes_no_time_while_the_result_is_awaited()
    {
        await using var environment = await WorkflowEnvironment.StartTimeSkippingAsync();
        using var worker = new TemporalWorker(environment.Client, new TemporalWorkerOptions("skipping").AddWorkflow<Sleeper>());
        var watch = Stopwatch.StartNew();
        await ServiceFixture.RunAsync(worker, async () => Assert.True(await environment.Client.ExecuteWorkflowAsync(
            (Sleeper w) => w.RunAsync(TimeSpan.FromDays(1)), ServiceFixture.On(worker))));
        Assert.True(environment.SupportsTimeSkipping);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(25));
    }

    [Fact]
    public async Task Time_moves_when_the_test_says_so()
    {
        await using var environment = await WorkflowEnvironment.StartTimeSkippingAsync();
        using var worker = new TemporalWorker(environment.Client, new TemporalWorkerOptions("skipping").AddWorkflow<RemindsAfterADay>());
        await ServiceFixture.RunAsync(worker, async () =>
        {
            var handle = await environment.Client.StartWorkflowAsync((RemindsAfterADay w) => w.RunAsync(), ServiceFixture.On(worker));
            Assert.False(await handle.QueryAsync(w => w.IsReminded));

            await environment.DelayAsync(TimeSpan.FromHours(25));

            Assert.True(await handle.QueryAsync(w => w.IsReminded));
        });
    }

    [Workflow]
    public class RemindsAfterADay
    {
        [WorkflowQuery]
        public bool IsReminded { get; private set; }

        [WorkflowRun]
        public async Task RunAsync()
        {
            await Workflow.DelayAsync(TimeSpan.FromDays(1));
            IsReminded = true;
            await Workflow.DelayAsync(TimeSpan.FromDays(1));
        }
    }
}
