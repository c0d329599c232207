using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Temporalio.Client;
using Temporalio.Worker;

namespace Temporalio.Tests.Worker;

[Collection(ServiceCollection.Name)]
public sealed class MetricTests(ServiceFixture service)
{
    [Fact]
    public async Task A_workflow_with_a_failing_activity_is_measured_under_the_official_names()
    {
        var queue = $"metrics-{Guid.NewGuid():N}";
        var seen = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == "Temporalio")
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Note(i.Name, value, tags));
        listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Note(i.Name, 1, tags));
        listener.Start();

        // One failure, then success.
        await service.WithWorkerAsync(
            o =>
            {
                o.TaskQueue = queue;
                o.AddWorkflow<Retried>().AddAllActivities(new Arithmetic { FailuresBeforeSuccess = 1 });
            },
            worker => service.Client.ExecuteWorkflowAsync((Retried w) => w.RunAsync(5), ServiceFixture.On(worker)));

        Assert.Equal(1, seen["temporal_workflow_completed"]);
        Assert.Equal(1, seen["temporal_activity_execution_failed"]);
        Assert.Equal(2, seen["temporal_activity_task_received"]);
        Assert.Equal(1, seen["temporal_activity_succeed_endtoend_latency"]);
        string[] latencies = ["temporal_workflow_endtoend_latency", "temporal_workflow_task_execution_latency", "temporal_activity_execution_latency"];
        Assert.All(latencies, name => Assert.Contains(name, seen.Keys));

        void Note(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            foreach (var tag in tags)
            {
                if (tag.Key == "task_queue" && (string?)tag.Value == queue)
                    seen.AddOrUpdate(name, value, (_, sum) => sum + value);
            }
        }
    }
}
