using Temporalio.Client;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Worker;

[Collection(ServiceCollection.Name)]
public sealed class BasicWorkerTests(ServiceFixture service)
{
    [Fact]
    public Task Activities_run_one_after_another() => service.WithWorkerAsync(
        o => o.AddWorkflow<ThreeSteps>().AddAllActivities(new Arithmetic()),
        async worker =>
        {
            // 5 doubled three times: 10, 20, 40.
            Assert.Equal(40, await service.Client.ExecuteWorkflowAsync((ThreeSteps w) => w.RunAsync(5), ServiceFixture.On(worker)));
        });

    [Fact]
    public Task An_asynchronous_activity_gives_its_result() => service.WithWorkerAsync(
        o => o.AddWorkflow<Greeting>().AddAllActivities(new Arithmetic()),
        async worker => Assert.Equal(
            "Hello, Ada!", await service.Client.ExecuteWorkflowAsync((Greeting w) => w.RunAsync("Ada"), ServiceFixture.On(worker))));

    [Fact]
    public async Task An_activity_that_fails_is_tried_again()
    {
        var activities = new Arithmetic { FailuresBeforeSuccess = 2 };

        await service.WithWorkerAsync(
            o => o.AddWorkflow<Retried>().AddAllActivities(activities),
            async worker => Assert.Equal(7, await service.Client.ExecuteWorkflowAsync((Retried w) => w.RunAsync(7), ServiceFixture.On(worker))));

        Assert.Equal(3, activities.Calls);
    }

    [Fact]
    public Task A_failure_that_may_not_be_retried_fails_the_workflow_with_its_causes() => service.WithWorkerAsync(
        o => o.AddWorkflow<Refused>().AddAllActivities(new Arithmetic()),
        async worker =>
        {
            var failed = await Assert.ThrowsAsync<WorkflowFailedException>(
                () => service.Client.ExecuteWorkflowAsync((Refused w) => w.RunAsync(), ServiceFixture.On(worker)));

            var activity = Assert.IsType<ActivityFailureException>(failed.InnerException);
            Assert.Equal("Refuse", activity.ActivityType);
            var refused = Assert.IsType<ApplicationFailureException>(activity.InnerException);
            Assert.Equal(("refused", "Refused", true), (refused.Message, refused.ErrorType, refused.NonRetryable));
        });

    [Fact]
    public Task A_timer_waits_at_least_its_time() => service.WithWorkerAsync(
        o => o.AddWorkflow<Sleeper>(),
        async worker => Assert.True(await service.Client.ExecuteWorkflowAsync(
            (Sleeper w) => w.RunAsync(TimeSpan.FromMilliseconds(50)), ServiceFixture.On(worker))));

    [Fact]
    public Task Signals_and_queries_reach_the_workflow() => service.WithWorkerAsync(
        o => o.AddWorkflow<Counter>().AddAllActivities(new Arithmetic()),
        async worker =>
        {
            var handle = await service.Client.StartWorkflowAsync((Counter w) => w.RunAsync(1), ServiceFixture.On(worker));

            await handle.SignalAsync(w => w.AddAsync(2));
            await handle.SignalAsync(w => w.AddAsync(3));
            Assert.Equal(6, await handle.QueryAsync(w => w.Count));
            Assert.Equal(16, await handle.QueryAsync(w => w.CountPlus(10)));
            await handle.SignalAsync(w => w.FinishAsync());

            Assert.Equal(6, await handle.GetResultAsync());
            // A closed workflow still answers.
            Assert.Equal(6, await handle.QueryAsync(w => w.Count));
        });

    [Fact]
    public Task Updates_are_validated_and_give_results() => service.WithWorkerAsync(
        o => o.AddWorkflow<Counter>().AddAllActivities(new Arithmetic()),
        async worker =>
        {
            var handle = await service.Client.StartWorkflowAsync((Counter w) => w.RunAsync(0), ServiceFixture.On(worker));

            Assert.Equal(4, await handle.ExecuteUpdateAsync(w => w.AddNowAsync(4)));
            // 4 and twice 5.
            Assert.Equal(14, await handle.ExecuteUpdateAsync(w => w.AddSlowlyAsync(5)));
            var rejected = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => handle.ExecuteUpdateAsync(w => w.AddNowAsync(-1)));
            Assert.Equal("must not be negative", rejected.InnerException!.Message);
            var failed = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => handle.ExecuteUpdateAsync(w => w.FailAsync()));
            Assert.Equal("no such luck", failed.InnerException!.Message);
            await handle.SignalAsync(w => w.FinishAsync());

            Assert.Equal(14, await handle.GetResultAsync());
        });
}
