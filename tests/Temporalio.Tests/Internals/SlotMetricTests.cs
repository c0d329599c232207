using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Tests.Worker;
using Temporalio.Worker;

namespace Temporalio.Tests.Internals;

/// <summary>Through the meter "Temporalio", which the official package does not fill by itself.</summary>
[Collection(ServiceCollection.Name)]
public sealed class SlotMetricTests(ServiceFixture service)
{
    [Fact]
    public async Task Slots_in_use_and_open_polls_are_measured_for_each_kind()
    {
        var queue = $"slots-{Guid.NewGuid():N}";
        using var gauges = new Gauges(queue);
        var gate = new Gate();

        await service.WithWorkerAsync(
            o =>
            {
                o.TaskQueue = queue;
                o.MaxConcurrentActivities = 7;
                o.AddWorkflow<AtTheGate>().AddAllActivities(gate);
            },
            async worker =>
            {
                var run = service.Client.ExecuteWorkflowAsync((AtTheGate w) => w.RunAsync(), ServiceFixture.On(worker));
                await gate.Reached.Task;
                Assert.Equal(1, gauges["temporal_worker_task_slots_used", "ActivityWorker"]);
                // 7 slots, one in use.
                Assert.Equal(6, gauges["temporal_worker_task_slots_available", "ActivityWorker"]);
                gate.Open.SetResult();
                await run;
            });

        Assert.Equal(0, gauges["temporal_worker_task_slots_used", "ActivityWorker"]);
        Assert.Equal(7, gauges["temporal_worker_task_slots_available", "ActivityWorker"]);
        // The default: 100 slots, 5 polls.
        Assert.Equal(100, gauges["temporal_worker_task_slots_available", "WorkflowWorker"]);
        Assert.Equal(100, gauges["temporal_worker_task_slots_available", "LocalActivityWorker"]);
        Assert.True(gauges.Highest("temporal_num_pollers", "workflow_task") >= 1);
        Assert.True(gauges.Highest("temporal_num_pollers", "sticky_workflow_task") >= 1);
        Assert.Equal(5, gauges.Highest("temporal_num_pollers", "activity_task"));
        Assert.Equal(0, gauges["temporal_num_pollers", "activity_task"]);
    }

    [Fact]
    public async Task A_refused_call_is_counted_with_its_code_as_grpc_spells_it()
    {
        var ns = $"nowhere-{Guid.NewGuid():N}";
        using var gauges = new Gauges(ns);
        var client = new TemporalClient(service.Client.Connection, new() { Namespace = ns });

        await Assert.ThrowsAsync<RpcException>(() => client.GetWorkflowHandle("none").DescribeAsync());

        Assert.Equal(1, gauges["temporal_request_failure", "NOT_FOUND"]);
    }

    /// <summary>The last and the highest value of each measure, by its one telling tag, of one task queue or namespace.</summary>
    private sealed class Gauges : IDisposable
    {
        private static readonly string[] Telling = ["worker_type", "poller_type", "status_code"];
        private readonly MeterListener listener = new();
        private readonly ConcurrentDictionary<(string, string), (long Last, long Highest)> values = new();

        public Gauges(string place)
        {
            listener.InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Meter.Name == "Temporalio")
                    l.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            {
                var all = tags.ToArray();
                if (!all.Any(t => t.Key is "task_queue" or "namespace" && (string?)t.Value == place))
                    return;
                foreach (var tag in all.Where(t => Telling.Contains(t.Key)))
                    values.AddOrUpdate((instrument.Name, (string)tag.Value!), (value, value), (_, known) => (value, Math.Max(known.Highest, value)));
            });
            listener.Start();
        }

        public long this[string name, string tag] => values[(name, tag)].Last;

        public long Highest(string name, string tag) => values[(name, tag)].Highest;

        public void Dispose() => listener.Dispose();
    }
}
