using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Exceptions;
using Stage = Temporalio.Api.Enums.V1.UpdateWorkflowExecutionLifecycleStage;

namespace Temporalio.Tests.Server;

public sealed class QueryAndUpdateTests
{
    [Fact]
    public async Task A_query_of_a_resting_workflow_goes_to_a_worker_by_itself()
    {
        await using var service = await RawServer.StartAsync();
        await service.StartWorkflowAsync("w");
        await service.StepAsync(Commands.Timer("t", TimeSpan.FromHours(1)));

        var asked = QueryAsync(service);
        var task = await service.TaskAsync();
        await service.CallAsync<RespondQueryTaskCompletedResponse>("RespondQueryTaskCompleted", new RespondQueryTaskCompletedRequest
        {
            Namespace = "default",
            TaskToken = task.TaskToken,
            CompletedType = QueryResultType.Answered,
            QueryResult = RawServer.Text("fine"),
        });

        Assert.Equal("state", task.Query.QueryType);
        Assert.Equal("\"fine\"", (await asked).QueryResult.Payloads_[0].Data.ToStringUtf8());
        Assert.Equal(5, (await service.HistoryAsync("w")).Count);
    }

    [Fact]
    public async Task A_query_behind_a_signal_travels_with_the_task_that_carries_the_signal()
    {
        await using var service = await RawServer.StartAsync();
        await service.StartWorkflowAsync("w");
        await service.StepAsync(Commands.Timer("t", TimeSpan.FromHours(1)));
        await service.SignalAsync("w", "one");

        var asked = QueryAsync(service);
        var task = await service.TaskAsync();
        var (id, query) = Assert.Single(task.Queries);
        await service.AnswerAsync(task, answer => answer.QueryResults[id] = new() { ResultType = QueryResultType.Failed, ErrorMessage = "no such query" });

        Assert.Equal("state", query.QueryType);
        var fault = await RawServer.FaultAsync(() => asked);
        Assert.Equal((RpcException.StatusCode.InvalidArgument, "no such query"), (fault.Code, fault.Message));
    }

    [Fact]
    public async Task An_accepted_update_is_in_history_and_its_outcome_can_be_asked_again()
    {
        await using var service = await RawServer.StartAsync();
        await service.StartWorkflowAsync("w");
        await service.StepAsync(Commands.Timer("t", TimeSpan.FromHours(1)));

        var sent = UpdateAsync(service, "u1");
        var task = await service.TaskAsync();
        var message = Assert.Single(task.Messages);
        Assert.Equal(("u1", task.StartedEventId - 1), (message.ProtocolInstanceId, message.EventId));
        await service.AnswerAsync(task, answer =>
        {
            answer.Messages.Add(Message("a", new Acceptance { AcceptedRequestMessageId = message.Id, AcceptedRequestSequencingEventId = message.EventId }));
            answer.Messages.Add(Message("c", new Response { Meta = new() { UpdateId = "u1" }, Outcome = new Outcome { Success = RawServer.Text("taken") } }));
        });

        var reply = await sent;
        var again = await UpdateAsync(service, "u1");
        Assert.Equal((Stage.Completed, Stage.Completed), (reply.Stage, again.Stage));
        Assert.Equal("\"taken\"", again.Outcome.Success.Payloads_[0].Data.ToStringUtf8());
        Assert.EndsWith("TimerStarted WorkflowTaskScheduled WorkflowTaskStarted WorkflowTaskCompleted WorkflowExecutionUpdateAccepted "
            + "WorkflowExecutionUpdateCompleted", await service.StoryAsync("w"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejected_update_leaves_no_trace()
    {
        await using var service = await RawServer.StartAsync();
        await service.StartWorkflowAsync("w");
        await service.StepAsync(Commands.Timer("t", TimeSpan.FromHours(1)));

        var sent = UpdateAsync(service, "u1");
        var task = await service.TaskAsync();
        var answered = await service.AnswerAsync(task, answer => answer.Messages.Add(Message("r", new Rejection
        {
            RejectedRequestMessageId = task.Messages[0].Id,
            Failure = new() { Message = "not now" },
        })));

        Assert.Equal("not now", (await sent).Outcome.Failure.Message);
        Assert.Equal(3, answered.ResetHistoryEventId);
        Assert.Equal(5, (await service.HistoryAsync("w")).Count);
        await service.SignalAsync("w", "go on");
        await service.StepAsync(Commands.Complete());
        Assert.Equal(Enumerable.Range(1, 10).Select(i => (long)i), (await service.HistoryAsync("w")).Select(e => e.EventId));
    }

    [Fact]
    public async Task An_update_of_a_workflow_that_ends_first_is_told_so()
    {
        await using var service = await RawServer.StartAsync();
        await service.StartWorkflowAsync("w");
        await service.StepAsync(Commands.Timer("t", TimeSpan.FromHours(1)));
        var sent = UpdateAsync(service, "u1");
        await service.CallAsync<TerminateWorkflowExecutionResponse>("TerminateWorkflowExecution",
            new TerminateWorkflowExecutionRequest { Namespace = "default", WorkflowExecution = RawServer.Of("w") });

        var fault = await RawServer.FaultAsync(() => sent);
        Assert.Equal((RpcException.StatusCode.NotFound, "workflow execution already completed"), (fault.Code, fault.Message));
    }

    private static Task<QueryWorkflowResponse> QueryAsync(RawServer service) => service.CallAsync<QueryWorkflowResponse>("QueryWorkflow",
        new QueryWorkflowRequest { Namespace = "default", Execution = RawServer.Of("w"), Query = new() { QueryType = "state" } });

    private static Task<UpdateWorkflowExecutionResponse> UpdateAsync(RawServer service, string id) =>
        service.CallAsync<UpdateWorkflowExecutionResponse>("UpdateWorkflowExecution", new UpdateWorkflowExecutionRequest
        {
            Namespace = "default",
            WorkflowExecution = RawServer.Of("w"),
            WaitPolicy = new() { LifecycleStage = Stage.Completed },
            Request = new Request { Meta = new() { UpdateId = id }, Input = new() { Name = "take" } },
        });

    private static Api.Protocol.V1.Message Message(string id, Google.Protobuf.IMessage body) =>
        new() { Id = id, ProtocolInstanceId = "u1", Body = Any.Pack(body) };
}
