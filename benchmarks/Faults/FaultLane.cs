using System.Diagnostics;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace AgenticRecovery.Benchmarks.Faults;

/// <summary>One order after another: starts it, tells it things, waits for its end. Asks again until each call is acknowledged.</summary>
internal sealed class FaultLane(ITemporalClient client, int number)
{
    private static readonly TimeSpan pause = TimeSpan.FromMilliseconds(100);

    public List<FaultedEnd> Ended { get; } = [];

    public async Task RunAsync(CancellationToken noMoreOrders, CancellationToken ct)
    {
        for (var i = 0; i == 0 || !noMoreOrders.IsCancellationRequested; i++)
            Ended.Add(await OneAsync($"order-{number}-{i}", ct));
    }

    private async Task<FaultedEnd> OneAsync(string id, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var runId = await StartAsync(id, ct);
        for (var i = 0; i < FaultedOrder.SignalCount; i++)
            await SignalAsync(id, $"signal-{i}", ct);
        var handle = client.GetWorkflowHandle<FaultedOrder, OrderEnd>(id);
        var counted = await UntilToldAsync(
            () => handle.ExecuteUpdateAsync(o => o.CountAsync("update"), new WorkflowUpdateOptions($"{id}-update") { Rpc = Rpc(ct) }), ct);
        var end = await UntilToldAsync(() => handle.GetResultAsync(rpcOptions: Rpc(ct)), ct);
        return new FaultedEnd(id, runId, counted, end, watch.Elapsed);
    }

    /// <summary>The run id that was acknowledged. One request id for all tries: the service must know it again.</summary>
    private async Task<string> StartAsync(string id, CancellationToken ct)
    {
        var request = new StartWorkflowExecutionRequest
        {
            Namespace = "default",
            WorkflowId = id,
            WorkflowType = new WorkflowType { Name = nameof(FaultedOrder) },
            TaskQueue = new() { Name = FaultWorker.Queue },
            RequestId = id + "-start",
            Input = HandWorker.Text(id),
            WorkflowTaskTimeout = new() { Seconds = 2 },
            WorkflowIdReusePolicy = WorkflowIdReusePolicy.RejectDuplicate,
        };
        return (await UntilToldAsync(() => client.Connection.WorkflowService.StartWorkflowExecutionAsync(request, Rpc(ct)), ct)).RunId;
    }

    private Task SignalAsync(string id, string word, CancellationToken ct)
    {
        var request = new SignalWorkflowExecutionRequest
        {
            Namespace = "default",
            WorkflowExecution = new() { WorkflowId = id },
            SignalName = "Hear",
            Input = HandWorker.Text(word),
            RequestId = $"{id}-{word}",
        };
        return UntilToldAsync(() => client.Connection.WorkflowService.SignalWorkflowExecutionAsync(request, Rpc(ct)), ct);
    }

    private static RpcOptions Rpc(CancellationToken ct) => new() { CancellationToken = ct };

    private static async Task<T> UntilToldAsync<T>(Func<Task<T>> call, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return await call();
            }
            catch (Exception e) when (!ct.IsCancellationRequested && IsPassing(e))
            {
                await Task.Delay(pause, ct);
            }
        }
    }

    /// <summary>The service is dead or comes up; any other answer is a fault of its own.</summary>
    private static bool IsPassing(Exception e) => e is WorkflowUpdateRpcTimeoutOrCanceledException
        || e is RpcException
        {
            Code: RpcException.StatusCode.Unavailable or RpcException.StatusCode.DeadlineExceeded or RpcException.StatusCode.Cancelled
                or RpcException.StatusCode.Internal or RpcException.StatusCode.Unknown or RpcException.StatusCode.ResourceExhausted,
        };
}

/// <summary>An order that ended, with everything that was acknowledged about it.</summary>
internal sealed record FaultedEnd(string Id, string RunId, int Counted, OrderEnd End, TimeSpan Took);
