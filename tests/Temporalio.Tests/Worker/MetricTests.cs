using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Temporalio.Client;
using Temporalio.Exceptions;
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
        using var heard = new Heard("task_queue", queue);

        // One failure, then success.
        await service.WithWorkerAsync(
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
        using var heard = new Heard("task_queue", queue);

        await service.WithWorkerAsync(
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
    [InlineData(10, 1, 0)]
    [InlineData(0, 0, 1)]
    public async Task The_second_task_of_a_workflow_finds_it_in_memory_or_replays_it(int maxCached, int hits, int misses)
    {
        var queue = $"metrics-{Guid.NewGuid():N}";
        using var heard = new Heard("task_queue", queue);

        // Two tasks: the start, and the result of the one activity.
        await service.WithWorkerAsync(
            o =>
            {
                o.TaskQueue = queue;
                o.MaxCachedWorkflows = maxCached;
                o.AddWorkflow<Greeting>().AddAllActivities(new Arithmetic());
            },
            worker => service.Client.ExecuteWorkflowAsync((Greeting w) => w.RunAsync("Ada"), ServiceFixture.On(worker)));

        Assert.Equal(hits, heard["temporal_sticky_cache_hit"]);
        Assert.Equal(misses, heard["temporal_sticky_cache_miss"]);
        Assert.Equal(misses, heard["temporal_workflow_task_replay_latency"]);
    }

    /// <summary>Counters are summed, histograms count their records; only what carries the tag.</summary>
    private sealed class Heard : IDisposable
    {
        private readonly MeterListener listener = new();
        private readonly ConcurrentDictionary<string, double> sums = new();

        public Heard(string key, string value)
        {
            listener.InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Meter.Name == "Temporalio")
                    l.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<long>((i, measured, with, _) => Note(i.Name, measured, with));
            listener.SetMeasurementEventCallback<double>((i, _, with, _) => Note(i.Name, 1, with));
            listener.Start();

            void Note(string name, double measured, ReadOnlySpan<KeyValuePair<string, object?>> with)
            {
                if (!with.ToArray().Any(tag => tag.Key == key && (string?)tag.Value == value))
                    return;
                sums.AddOrUpdate(name, measured, (_, sum) => sum + measured);
            }
        }

        public double this[string name] => sums.GetValueOrDefault(name);

        public void Dispose() => listener.Dispose();
    }
}
