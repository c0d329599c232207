using System.Collections.Concurrent;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Worker;
using Temporalio.Worker.Interceptors;

namespace Temporalio.Tests.Worker;

[Collection(ServiceCollection.Name)]
public sealed class InterceptorAndCodecTests(ServiceFixture service)
{
    [Fact]
    public async Task Interceptors_see_calls_into_and_out_of_workflow_and_activity()
    {
        var seen = new ConcurrentQueue<string>();
        await service.WithWorkerAsync(
            o =>
            {
                o.Interceptors = [new Recorder(seen)];
                o.AddWorkflow<Greeting>().AddAllActivities(new Arithmetic());
            },
            worker => service.Client.ExecuteWorkflowAsync((Greeting w) => w.RunAsync("Ada"), ServiceFixture.On(worker)));

        Assert.Equal(["workflow", "schedule Greet", "activity Greet"], seen);
    }

    [Fact]
    public async Task Everything_that_travels_goes_through_the_codec()
    {
        var converter = DataConverter.Default with { PayloadCodec = new Reversing() };
        var client = new TemporalClient(service.Client.Connection, new() { Namespace = service.Client.Options.Namespace, DataConverter = converter });
        var queue = $"codec-{Guid.NewGuid():N}";
        using var worker = new TemporalWorker(client, new TemporalWorkerOptions(queue) { MaxCachedWorkflows = 0 }
            .AddWorkflow<Counter>().AddAllActivities(new Arithmetic()));
        await ServiceFixture.RunAsync(worker, async () =>
        {
            var handle = await client.StartWorkflowAsync((Counter w) => w.RunAsync(1), ServiceFixture.On(worker));
            await handle.SignalAsync(w => w.AddAsync(2));
            // 1 + 2 and twice 3.
            Assert.Equal(9, await handle.ExecuteUpdateAsync(w => w.AddSlowlyAsync(3)));
            Assert.Equal(9, await handle.QueryAsync(w => w.Count));
            await handle.SignalAsync(w => w.FinishAsync());
            Assert.Equal(9, await handle.GetResultAsync());

            var history = await handle.FetchHistoryAsync();
            var input = history.Events.First().WorkflowExecutionStartedEventAttributes.Input.Payloads_[0];
            Assert.Equal("reversed", input.Metadata["encoding"].ToStringUtf8());
        });
    }

    private sealed class Recorder(ConcurrentQueue<string> seen) : IWorkerInterceptor
    {
        public WorkflowInboundInterceptor InterceptWorkflow(WorkflowInboundInterceptor nextInterceptor) => new Inbound(nextInterceptor, seen);

        public ActivityInboundInterceptor InterceptActivity(ActivityInboundInterceptor nextInterceptor) => new ActivityInbound(nextInterceptor, seen);

        private sealed class Inbound(WorkflowInboundInterceptor next, ConcurrentQueue<string> seen) : WorkflowInboundInterceptor(next)
        {
            public override void Init(WorkflowOutboundInterceptor outbound) => base.Init(new Outbound(outbound, seen));

            public override Task<object?> ExecuteWorkflowAsync(ExecuteWorkflowInput input)
            {
                seen.Enqueue("workflow");
                return base.ExecuteWorkflowAsync(input);
            }
        }

        private sealed class Outbound(WorkflowOutboundInterceptor next, ConcurrentQueue<string> seen) : WorkflowOutboundInterceptor(next)
        {
            public override Task<TResult> ScheduleActivityAsync<TResult>(ScheduleActivityInput input)
            {
                seen.Enqueue($"schedule {input.Activity}");
                return base.ScheduleActivityAsync<TResult>(input);
            }
        }

        private sealed class ActivityInbound(ActivityInboundInterceptor next, ConcurrentQueue<string> seen) : ActivityInboundInterceptor(next)
        {
            public override Task<object?> ExecuteActivityAsync(ExecuteActivityInput input)
            {
                seen.Enqueue($"activity {input.Activity.Name}");
                return base.ExecuteActivityAsync(input);
            }
        }
    }

    /// <summary>Writes each payload backwards, which no converter can read by accident.</summary>
    private sealed class Reversing : IPayloadCodec
    {
        public Task<IReadOnlyCollection<Payload>> EncodeAsync(IReadOnlyCollection<Payload> payloads) =>
            Task.FromResult<IReadOnlyCollection<Payload>>(payloads.Select(p => new Payload
            {
                Metadata = { ["encoding"] = ByteString.CopyFromUtf8("reversed") },
                Data = ByteString.CopyFrom([.. p.ToByteArray().Reverse()]),
            }).ToArray());

        public Task<IReadOnlyCollection<Payload>> DecodeAsync(IReadOnlyCollection<Payload> payloads) =>
            Task.FromResult<IReadOnlyCollection<Payload>>(payloads.Select(p => p.Metadata["encoding"].ToStringUtf8() == "reversed"
                ? Payload.Parser.ParseFrom([.. p.Data.ToByteArray().Reverse()])
                : p).ToArray());
    }
}
