using System.Diagnostics;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;

namespace AgenticRecovery.Benchmarks;

/// <summary>Starts workflows, signals each once and waits for its end, so many in flight.</summary>
internal sealed class LoadDriver(WorkflowService service, string workflowType, string taskQueue)
{
    /// <summary>Milliseconds from the start call to the result, one for each workflow, sorted.</summary>
    public async Task<double[]> BatchAsync(string name, int workflows, int inFlight)
    {
        var latencies = new double[workflows];
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(async _ =>
        {
            int i;
            while ((i = Interlocked.Increment(ref next)) < workflows)
            {
                var watch = Stopwatch.GetTimestamp();
                await OneAsync($"{name}-{i}");
                latencies[i] = Stopwatch.GetElapsedTime(watch).TotalMilliseconds;
            }
        }));
        Array.Sort(latencies);
        return latencies;
    }

    private async Task OneAsync(string id)
    {
        var started = await service.StartWorkflowExecutionAsync(new StartWorkflowExecutionRequest
        {
            Namespace = "default",
            WorkflowId = id,
            WorkflowType = new WorkflowType { Name = workflowType },
            TaskQueue = new TaskQueue { Name = taskQueue },
            RequestId = id,
            Input = HandWorker.Text("an order"),
            Identity = "load",
        });
        var execution = new Temporalio.Api.Common.V1.WorkflowExecution { WorkflowId = id, RunId = started.RunId };
        await service.SignalWorkflowExecutionAsync(new SignalWorkflowExecutionRequest
        {
            Namespace = "default",
            WorkflowExecution = execution,
            SignalName = "go",
            RequestId = id,
            Identity = "load",
        });
        var token = Google.Protobuf.ByteString.Empty;
        while (true)
        {
            var page = await service.GetWorkflowExecutionHistoryAsync(new GetWorkflowExecutionHistoryRequest
            {
                Namespace = "default",
                Execution = execution,
                WaitNewEvent = true,
                HistoryEventFilterType = HistoryEventFilterType.CloseEvent,
                NextPageToken = token,
            });
            if (page.History.Events is [.., var last])
            {
                if (last.EventType != EventType.WorkflowExecutionCompleted)
                    throw new InvalidOperationException($"{id} ended with {last.EventType}");
                return;
            }
            token = page.NextPageToken;
        }
    }
}
