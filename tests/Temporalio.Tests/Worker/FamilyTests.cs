using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Worker;

[Collection(ServiceCollection.Name)]
public sealed class FamilyTests(ServiceFixture service)
{
    [Fact]
    public Task A_child_is_started_signalled_and_awaited() => service.WithWorkerAsync(
        o => o.AddWorkflow<Parent>().AddWorkflow<Counter>(),
        async worker => Assert.Equal(15, await service.Client.ExecuteWorkflowAsync((Parent w) => w.RunAsync(5), ServiceFixture.On(worker))));

    [Fact]
    public Task A_failing_child_fails_its_call_with_the_cause() => service.WithWorkerAsync(
        o => o.AddWorkflow<ParentOfFailing>().AddWorkflow<FailsWith>(),
        async worker => Assert.Equal("child broke", await service.Client.ExecuteWorkflowAsync((ParentOfFailing w) => w.RunAsync(), ServiceFixture.On(worker))));

    [Fact]
    public Task Another_workflow_is_signalled() => service.WithWorkerAsync(
        o => o.AddWorkflow<Signaller>().AddWorkflow<Counter>(),
        async worker =>
        {
            var counter = await service.Client.StartWorkflowAsync((Counter w) => w.RunAsync(1), ServiceFixture.On(worker));
            await service.Client.ExecuteWorkflowAsync((Signaller w) => w.RunAsync(counter.Id), ServiceFixture.On(worker));
            Assert.Equal(6, await counter.GetResultAsync());
        });

    [Fact]
    public Task Another_workflow_is_cancelled() => service.WithWorkerAsync(
        o => o.AddWorkflow<Canceller>().AddWorkflow<WaitsForCancel>(),
        async worker =>
        {
            var waiting = await service.Client.StartWorkflowAsync((WaitsForCancel w) => w.RunAsync(), ServiceFixture.On(worker));
            await service.Client.ExecuteWorkflowAsync((Canceller w) => w.RunAsync(waiting.Id), ServiceFixture.On(worker));
            var failed = await Assert.ThrowsAsync<WorkflowFailedException>(() => waiting.GetResultAsync());
            Assert.IsType<CanceledFailureException>(failed.InnerException);
        });

    [Fact]
    public Task A_workflow_continues_as_new_until_it_is_done() => service.WithWorkerAsync(
        o => o.AddWorkflow<CountsDown>(),
        async worker => Assert.Equal("3210", await service.Client.ExecuteWorkflowAsync((CountsDown w) => w.RunAsync(3, ""), ServiceFixture.On(worker))));

    [Fact]
    public Task A_cancelled_workflow_may_clean_up_first() => service.WithWorkerAsync(
        o => o.AddWorkflow<WaitsForCancel>(),
        async worker =>
        {
            var handle = await service.Client.StartWorkflowAsync((WaitsForCancel w) => w.RunAsync(), ServiceFixture.On(worker));
            Assert.False(await handle.QueryAsync(w => w.IsCleanedUp));

            await handle.CancelAsync();
            await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());

            Assert.Equal(WorkflowExecutionStatus.Canceled, (await handle.DescribeAsync()).Status);
            Assert.True(await handle.QueryAsync(w => w.IsCleanedUp));
        });

    [Fact]
    public Task A_terminated_workflow_tells_the_reason() => service.WithWorkerAsync(
        o => o.AddWorkflow<WaitsForCancel>(),
        async worker =>
        {
            var handle = await service.Client.StartWorkflowAsync((WaitsForCancel w) => w.RunAsync(), ServiceFixture.On(worker));
            await handle.TerminateAsync("enough");
            var failed = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());
            Assert.Equal("enough", Assert.IsType<TerminatedFailureException>(failed.InnerException).Message);
        });

    [Fact]
    public Task A_wait_with_a_limit_tells_which_came_first() => service.WithWorkerAsync(
        o => o.AddWorkflow<WaitsWithLimit>(),
        async worker =>
        {
            var handle = await service.Client.StartWorkflowAsync((WaitsWithLimit w) => w.RunAsync(), ServiceFixture.On(worker));
            await handle.GetResultAsync();
            // One timer only: the second condition held at once, so its timer never left the worker.
            var history = await handle.FetchHistoryAsync();
            Assert.Single(history.Events, e => e.EventType == EventType.TimerStarted);
        });
}
