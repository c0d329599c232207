using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Runtime;
using Temporalio.Worker;

namespace Temporalio.Tests.Worker;

/// <summary>The names are those of the official core, so dashboards made for it fit.</summary>
[Collection(ServiceCollection.Name)]
public sealed class MetricTests(ServiceFixture service)
{
    [Fact]
    public async Task A_workflow_with_a_failing_activity_is_measured_under_the_official_names()
    {
        var queue = $"metrics-{Guid.NewGuid():N}";
        var heard = new HeardMetrics("task_queue", queue);

        // One failure, then success.
        await WithWorkerAsync(
            heard,
            o =>
            {
                o.TaskQueue = queue;
                o.AddWorkflow<Retried>().AddAllActivities(new Arithmetic { FailuresBeforeSuccess = 1 });
            },
            worker => service.Client.ExecuteWorkflowAsync((Retried w) => w.RunAsync(5), ServiceFixture.On(worker)));

        Assert.Equal(1, heard["temporal_workflow_completed"]);
        Assert.Equal(1, heard["temporal_activity_execution_failed"]);
        Assert.Equal(2, heard["temporal_activity_task_received"]);
        Assert.Equal(1, heard["temporal_activity_succeed_endtoend_latency"]);
        string[] latencies = ["temporal_workflow_endtoend_latency", "temporal_workflow_task_execution_latency", "temporal_activity_execution_latency"];
        Assert.All(latencies, name => Assert.True(heard[name] > 0, name));
    }

    [Fact]
    public async Task A_failed_workflow_is_not_counted_as_completed()
    {
        var queue = $"metrics-{Guid.NewGuid():N}";
        var heard = new HeardMetrics("task_queue", queue);

        await WithWorkerAsync(
            heard,
            o =>
            {
                o.TaskQueue = queue;
                o.AddWorkflow<Refused>().AddAllActivities(new Arithmetic());
            },
            worker => Assert.ThrowsAsync<WorkflowFailedException>(
                () => service.Client.ExecuteWorkflowAsync((Refused w) => w.RunAsync(), ServiceFixture.On(worker))));

        Assert.Equal(1, heard["temporal_workflow_failed"]);
        Assert.Equal(0, heard["temporal_workflow_completed"]);
    }

    [Theory]
    [InlineData(10, 1)]
    [InlineData(0, 0)]
    public async Task The_second_task_of_a_workflow_finds_it_in_memory_or_replays_it(int maxCached, int hits)
    {
        var queue = $"metrics-{Guid.NewGuid():N}";
        var heard = new HeardMetrics("task_queue", queue);

        // Two tasks: the start, and the result of the one activity.
        await WithWorkerAsync(
            heard,
            o =>
            {
                o.TaskQueue = queue;
                o.MaxCachedWorkflows = maxCached;
                o.AddWorkflow<Greeting>().AddAllActivities(new Arithmetic());
            },
            worker => service.Client.ExecuteWorkflowAsync((Greeting w) => w.RunAsync("Ada"), ServiceFixture.On(worker)));

        Assert.Equal(hits, heard["temporal_sticky_cache_hit"]);
        // A miss is a run the service believes to be in memory; without a cache it believes that of none.
        Assert.Equal(0, heard["temporal_sticky_cache_miss"]);
        Assert.Equal(1, heard["temporal_workflow_task_replay_latency"]);
    }

    /// <summary>A worker on a connection that is measured alone.</summary>
    private async Task WithWorkerAsync(HeardMetrics heard, Action<TemporalWorkerOptions> configure, Func<TemporalWorker, Task> body)
    {
        var address = service.Client.Connection.Options.TargetHost!;
        var runtime = new TemporalRuntime(new() { Telemetry = new() { Metrics = new() { CustomMetricMeter = heard } } });
        var options = new TemporalWorkerOptions();
        configure(options);
        using var worker = new TemporalWorker(await TemporalClient.ConnectAsync(new(address) { Runtime = runtime }), options);
        await ServiceFixture.RunAsync(worker, () => body(worker));
    }
}
