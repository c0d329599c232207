using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;

namespace AgenticRecovery.Benchmarks;

/// <summary>A worker without an SDK: three activities in a row, the last one after a signal. Replays nothing, looks at history only.</summary>
internal sealed class HandWorker(ITemporalConnection connection, string taskQueue)
{
    private const string ns = "default";
    private static readonly Google.Protobuf.WellKnownTypes.Duration minute = new() { Seconds = 60 };

    private readonly WorkflowService service = connection.WorkflowService;

    public Task RunAsync(int pollers, CancellationToken ct) =>
        Task.WhenAll(Enumerable.Range(0, pollers).SelectMany(_ => new[] { WorkflowsAsync(ct), ActivitiesAsync(ct) }));

    private async Task WorkflowsAsync(CancellationToken ct)
    {
        var poll = new PollWorkflowTaskQueueRequest { Namespace = ns, TaskQueue = new TaskQueue { Name = taskQueue }, Identity = "hand" };
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var task = await service.PollWorkflowTaskQueueAsync(poll, new RpcOptions { CancellationToken = ct });
                if (task.TaskToken.IsEmpty)
                    continue;
                var answer = new RespondWorkflowTaskCompletedRequest { Namespace = ns, TaskToken = task.TaskToken, Identity = "hand" };
                if (Next(task) is { } command)
                    answer.Commands.Add(command);
                await service.RespondWorkflowTaskCompletedAsync(answer);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Temporalio.Exceptions.RpcException fault) when (IsHarmless(fault))
            {
                // A signal that came during the last task makes the service ask again; the next task is answered.
            }
        }
    }

    private async Task ActivitiesAsync(CancellationToken ct)
    {
        var poll = new PollActivityTaskQueueRequest { Namespace = ns, TaskQueue = new TaskQueue { Name = taskQueue }, Identity = "hand" };
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var task = await service.PollActivityTaskQueueAsync(poll, new RpcOptions { CancellationToken = ct });
                if (task.TaskToken.IsEmpty)
                    continue;
                await service.RespondActivityTaskCompletedAsync(new RespondActivityTaskCompletedRequest
                {
                    Namespace = ns,
                    TaskToken = task.TaskToken,
                    Result = task.Input,
                    Identity = "hand",
                });
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private static bool IsHarmless(Temporalio.Exceptions.RpcException fault) => fault.Code
        is Temporalio.Exceptions.RpcException.StatusCode.InvalidArgument or Temporalio.Exceptions.RpcException.StatusCode.NotFound;

    private Command? Next(PollWorkflowTaskQueueResponse task)
    {
        int scheduled = 0, completed = 0, signals = 0;
        foreach (var item in task.History.Events)
        {
            scheduled += item.EventType == EventType.ActivityTaskScheduled ? 1 : 0;
            completed += item.EventType == EventType.ActivityTaskCompleted ? 1 : 0;
            signals += item.EventType == EventType.WorkflowExecutionSignaled ? 1 : 0;
        }
        if (completed == 3)
        {
            return new Command
            {
                CommandType = CommandType.CompleteWorkflowExecution,
                CompleteWorkflowExecutionCommandAttributes = new CompleteWorkflowExecutionCommandAttributes(),
            };
        }
        if (scheduled > completed || (completed == 2 && signals == 0))
            return null;
        return new Command
        {
            CommandType = CommandType.ScheduleActivityTask,
            ScheduleActivityTaskCommandAttributes = new ScheduleActivityTaskCommandAttributes
            {
                ActivityId = $"{scheduled + 1}",
                ActivityType = new ActivityType { Name = "Echo" },
                TaskQueue = new TaskQueue { Name = taskQueue },
                Input = Text("one small record of an order, some hundred bytes long, as a step of a case would take it"),
                StartToCloseTimeout = minute,
            },
        };
    }

    public static Payloads Text(string text) => new()
    {
        Payloads_ =
        {
            new Payload
            {
                Metadata = { ["encoding"] = Google.Protobuf.ByteString.CopyFromUtf8("json/plain") },
                Data = Google.Protobuf.ByteString.CopyFromUtf8($"\"{text}\""),
            },
        },
    };
}
