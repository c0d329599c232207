using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;

namespace AgenticRecovery.Benchmarks;

/// <summary>A worker by hand whose workflows only wait: every other one on a timer of a day, the rest on a signal.</summary>
internal sealed class HandWaiters(WorkflowService service, string taskQueue)
{
    private int answered;

    public int Answered => answered;

    public Task RunAsync(int pollers, CancellationToken ct) => Task.WhenAll(Enumerable.Range(0, pollers).Select(_ => PollAsync(ct)));

    private async Task PollAsync(CancellationToken ct)
    {
        var poll = new PollWorkflowTaskQueueRequest { Namespace = "default", TaskQueue = new() { Name = taskQueue }, Identity = "hand" };
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var task = await service.PollWorkflowTaskQueueAsync(poll, new RpcOptions { CancellationToken = ct });
                if (task.TaskToken.IsEmpty)
                    continue;
                var answer = new RespondWorkflowTaskCompletedRequest { Namespace = "default", TaskToken = task.TaskToken, Identity = "hand" };
                if (Interlocked.Increment(ref answered) % 2 == 0)
                    answer.Commands.Add(Timer());
                await service.RespondWorkflowTaskCompletedAsync(answer);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private static Command Timer() => new()
    {
        CommandType = CommandType.StartTimer,
        StartTimerCommandAttributes = new StartTimerCommandAttributes { TimerId = "1", StartToFireTimeout = new() { Seconds = 24 * 3600 } },
    };
}
