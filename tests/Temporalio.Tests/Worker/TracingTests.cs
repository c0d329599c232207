using System.Collections.Concurrent;
using System.Diagnostics;
using OpenTelemetry.Context.Propagation;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Extensions.OpenTelemetry;
using Temporalio.Worker;

namespace Temporalio.Tests.Worker;

/// <summary>Span names, tags and parents are those of the official interceptor, so that traces through several SDKs fit together.</summary>
[Collection(ServiceCollection.Name)]
public sealed class TracingTests(ServiceFixture service)
{
    [Fact]
    public async Task One_trace_goes_from_the_client_through_the_workflow_to_the_activity()
    {
        using var spans = new Spans();
        string? id = null;
        await RunAsync(o => o.AddWorkflow<Greeting>().AddAllActivities(new Arithmetic()), async (client, options) =>
        {
            id = options.Id;
            await client.ExecuteWorkflowAsync((Greeting w) => w.RunAsync("Ada"), options);
        });

        var trace = spans.OfWorkflow(id!);
        var start = trace["StartWorkflow:Greeting"];
        var run = trace["RunWorkflow:Greeting"];
        var call = trace["StartActivity:Greet"];
        var activity = trace["RunActivity:Greet"];
        Assert.Equal(start.SpanId, run.ParentSpanId);
        Assert.Equal(run.SpanId, call.ParentSpanId);
        Assert.Equal(call.SpanId, activity.ParentSpanId);
        Assert.Equal(run.SpanId, trace["CompleteWorkflow:Greeting"].ParentSpanId);
        Assert.Equal(
            [ActivityKind.Client, ActivityKind.Server, ActivityKind.Client, ActivityKind.Server],
            new[] { start, run, call, activity }.Select(s => s.Kind));
        Assert.Equal(
            ["temporalActivityID", "temporalRunID", "temporalWorkflowID"],
            activity.TagObjects.Select(t => t.Key).Order(StringComparer.Ordinal));
        Assert.Equal(id, run.GetTagItem("temporalWorkflowID"));
    }

    [Fact]
    public async Task Signals_queries_and_updates_stand_below_the_start_and_link_to_their_sender()
    {
        using var spans = new Spans();
        string? id = null;
        await RunAsync(o => o.AddWorkflow<Counter>().AddAllActivities(new Arithmetic()), async (client, options) =>
        {
            id = options.Id;
            var handle = await client.StartWorkflowAsync((Counter w) => w.RunAsync(1), options);
            await handle.ExecuteUpdateAsync(w => w.AddNowAsync(2));
            await handle.QueryAsync(w => w.CountPlus(1));
            await handle.SignalAsync(w => w.FinishAsync());
            await handle.GetResultAsync();
        });

        var trace = spans.OfWorkflow(id!);
        var start = trace["StartWorkflow:Counter"];
        (string Sent, string Handled)[] pairs =
            [("UpdateWorkflow:AddNow", "HandleUpdate:AddNow"), ("QueryWorkflow:CountPlus", "HandleQuery:CountPlus"), ("SignalWorkflow:Finish", "HandleSignal:Finish")];
        Assert.All(pairs, pair =>
        {
            Assert.Equal(start.SpanId, trace[pair.Handled].ParentSpanId);
            Assert.Equal(spans.Named(pair.Sent, id!).SpanId, Assert.Single(trace[pair.Handled].Links).Context.SpanId);
        });
        Assert.Contains("ValidateUpdate:AddNow", trace.Keys);
    }

    [Fact]
    public async Task A_replayed_workflow_makes_its_spans_once()
    {
        using var spans = new Spans();
        string? id = null;
        await RunAsync(
            o =>
            {
                // Without a cache each of the four tasks replays from the start.
                o.MaxCachedWorkflows = 0;
                o.AddWorkflow<ThreeSteps>().AddAllActivities(new Arithmetic());
            },
            async (client, options) =>
            {
                id = options.Id;
                await client.ExecuteWorkflowAsync((ThreeSteps w) => w.RunAsync(1), options);
            });

        var names = spans.All(id!).Select(s => s.DisplayName).Order(StringComparer.Ordinal);
        Assert.Equal(
            ["CompleteWorkflow:ThreeSteps", "RunActivity:Double", "RunActivity:Double", "RunActivity:Double", "RunWorkflow:ThreeSteps",
                "StartActivity:Double", "StartActivity:Double", "StartActivity:Double", "StartWorkflow:ThreeSteps"],
            names);
    }

    [Fact]
    public async Task A_failure_is_an_error_of_the_activity_and_of_the_workflow()
    {
        using var spans = new Spans();
        string? id = null;
        await RunAsync(o => o.AddWorkflow<Refused>().AddAllActivities(new Arithmetic()), async (client, options) =>
        {
            id = options.Id;
            await Assert.ThrowsAsync<WorkflowFailedException>(() => client.ExecuteWorkflowAsync((Refused w) => w.RunAsync(), options));
        });

        var trace = spans.OfWorkflow(id!);
        Assert.Equal((ActivityStatusCode.Error, "refused"), (trace["RunActivity:Refuse"].Status, trace["RunActivity:Refuse"].StatusDescription));
        Assert.Equal(ActivityStatusCode.Error, trace["CompleteWorkflow:Refused"].Status);
        Assert.Equal("exception", Assert.Single(trace["RunActivity:Refuse"].Events).Name);
    }

    private async Task RunAsync(Action<TemporalWorkerOptions> configure, Func<ITemporalClient, WorkflowOptions, Task> body)
    {
        var client = new TemporalClient(service.Client.Connection, new() { Namespace = service.Client.Options.Namespace, Interceptors = [new TracingInterceptor(new() { Propagator = new TraceContextPropagator() })] });
        var options = new TemporalWorkerOptions($"traced-{Guid.NewGuid():N}");
        configure(options);
        using var worker = new TemporalWorker(client, options);
        await ServiceFixture.RunAsync(worker, () => body(client, ServiceFixture.On(worker)));
    }

    /// <summary>All spans that ended while it listened.</summary>
    private sealed class Spans : IDisposable
    {
        private readonly ConcurrentQueue<Activity> ended = new();
        private readonly ActivityListener listener;

        public Spans()
        {
            listener = new()
            {
                ShouldListenTo = source => source.Name.StartsWith("Temporalio.Extensions.OpenTelemetry.", StringComparison.Ordinal),
                Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = ended.Enqueue,
            };
            ActivitySource.AddActivityListener(listener);
        }

        /// <summary>Spans of the trace in which the workflow was started.</summary>
        public IEnumerable<Activity> All(string workflowId)
        {
            var start = ended.Single(s => s.DisplayName.StartsWith("StartWorkflow:", StringComparison.Ordinal) && Equals(s.GetTagItem("temporalWorkflowID"), workflowId));
            return ended.Where(s => s.TraceId == start.TraceId);
        }

        public Dictionary<string, Activity> OfWorkflow(string workflowId) => All(workflowId).ToDictionary(s => s.DisplayName);

        public Activity Named(string name, string workflowId) =>
            ended.Single(s => s.DisplayName == name && Equals(s.GetTagItem("temporalWorkflowID"), workflowId));

        public void Dispose() => listener.Dispose();
    }
}
