using Google.Protobuf;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Wire;
using Temporalio.DevServer;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Server;

/// <summary>An embedded service and a worker's hands: raw calls, no SDK.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    public const string Queue = "orders";

    private readonly InProcessHandler handler;

    private RawServer(DevServer.DevServer server)
    {
        Server = server;
        handler = InProcessServices.TryGet(server.TargetHost, out var found) ? found : throw new InvalidOperationException("Not registered.");
    }

    public DevServer.DevServer Server { get; }

    public static async Task<RawServer> StartAsync(DevServerOptions? options = null) =>
        new(await DevServer.DevServer.StartAsync(options ?? new DevServerOptions(), CancellationToken.None));

    public static Task<RawServer> StartAsync(ManualClock clock) => StartAsync(new DevServerOptions { Clock = clock });

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    public async Task<T> CallAsync<T>(string method, IMessage request, CancellationToken ct = default)
        where T : IMessage => (T)await handler($"/temporal.api.workflowservice.v1.WorkflowService/{method}", request, new Dictionary<string, string>(), ct);

    public static async Task<RpcException> FaultAsync(Func<Task> call) => await Assert.ThrowsAsync<RpcException>(call);

    public async Task<string> StartWorkflowAsync(string id, Action<StartWorkflowExecutionRequest>? change = null)
    {
        var request = new StartWorkflowExecutionRequest
        {
            Namespace = "default",
            WorkflowId = id,
            WorkflowType = new WorkflowType { Name = "Order" },
            TaskQueue = new TaskQueue { Name = Queue },
            RequestId = Guid.NewGuid().ToString(),
            Input = Text("input"),
            Identity = "test",
        };
        change?.Invoke(request);
        return (await CallAsync<StartWorkflowExecutionResponse>("StartWorkflowExecution", request)).RunId;
    }

    public Task SignalAsync(string id, string name, string requestId = "") => CallAsync<SignalWorkflowExecutionResponse>("SignalWorkflowExecution",
        new SignalWorkflowExecutionRequest { Namespace = "default", WorkflowExecution = Of(id), SignalName = name, RequestId = requestId, Input = Text(name) });

    /// <summary>Fails after ten seconds without a task.</summary>
    public async Task<PollWorkflowTaskQueueResponse> TaskAsync(string queue = Queue, string? sticky = null)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var task = await CallAsync<PollWorkflowTaskQueueResponse>("PollWorkflowTaskQueue", new PollWorkflowTaskQueueRequest
        {
            Namespace = "default",
            Identity = "test",
            TaskQueue = sticky is null
                ? new TaskQueue { Name = queue }
                : new TaskQueue { Name = sticky, Kind = TaskQueueKind.Sticky, NormalName = queue },
        }, limit.Token);
        Assert.False(task.TaskToken.IsEmpty, "No workflow task came.");
        return task;
    }

    public async Task<PollActivityTaskQueueResponse> ActivityAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var task = await CallAsync<PollActivityTaskQueueResponse>("PollActivityTaskQueue",
            new PollActivityTaskQueueRequest { Namespace = "default", Identity = "test", TaskQueue = new TaskQueue { Name = Queue } }, limit.Token);
        Assert.False(task.TaskToken.IsEmpty, "No activity task came.");
        return task;
    }

    public Task<RespondWorkflowTaskCompletedResponse> AnswerAsync(PollWorkflowTaskQueueResponse task, params Command[] commands) =>
        AnswerAsync(task, _ => { }, commands);

    public Task<RespondWorkflowTaskCompletedResponse> AnswerAsync(
        PollWorkflowTaskQueueResponse task, Action<RespondWorkflowTaskCompletedRequest> change, params Command[] commands)
    {
        var request = new RespondWorkflowTaskCompletedRequest { Namespace = "default", TaskToken = task.TaskToken, Identity = "test" };
        request.Commands.AddRange(commands);
        change(request);
        return CallAsync<RespondWorkflowTaskCompletedResponse>("RespondWorkflowTaskCompleted", request);
    }

    /// <summary>Takes the next workflow task and answers it.</summary>
    public async Task StepAsync(params Command[] commands) => await AnswerAsync(await TaskAsync(), commands);

    public Task CompleteActivityAsync(PollActivityTaskQueueResponse task) => CallAsync<RespondActivityTaskCompletedResponse>("RespondActivityTaskCompleted",
        new RespondActivityTaskCompletedRequest { Namespace = "default", TaskToken = task.TaskToken, Result = Text("done"), Identity = "test" });

    public Task FailActivityAsync(PollActivityTaskQueueResponse task, string message, bool isFinal = false) => CallAsync<RespondActivityTaskFailedResponse>(
        "RespondActivityTaskFailed", new RespondActivityTaskFailedRequest
        {
            Namespace = "default",
            TaskToken = task.TaskToken,
            Identity = "test",
            Failure = new() { Message = message, ApplicationFailureInfo = new() { Type = "Oops", NonRetryable = isFinal } },
        });

    public async Task<List<HistoryEvent>> HistoryAsync(string id, string runId = "")
    {
        var reply = await CallAsync<GetWorkflowExecutionHistoryResponse>("GetWorkflowExecutionHistory",
            new GetWorkflowExecutionHistoryRequest { Namespace = "default", Execution = new WorkflowExecution { WorkflowId = id, RunId = runId } });
        return [.. reply.History.Events];
    }

    public async Task<string> StoryAsync(string id, string runId = "") => string.Join(" ", (await HistoryAsync(id, runId)).Select(e => e.EventType));

    public async Task<HistoryEvent> LastEventAsync(string id, string runId = "") => (await HistoryAsync(id, runId))[^1];

    public Task<DescribeWorkflowExecutionResponse> DescribeAsync(string id) => CallAsync<DescribeWorkflowExecutionResponse>("DescribeWorkflowExecution",
        new DescribeWorkflowExecutionRequest { Namespace = "default", Execution = Of(id) });

    public static WorkflowExecution Of(string id) => new() { WorkflowId = id };

    public static Payloads Text(string text) => new()
    {
        Payloads_ = { new Payload { Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") }, Data = ByteString.CopyFromUtf8($"\"{text}\"") } },
    };
}
