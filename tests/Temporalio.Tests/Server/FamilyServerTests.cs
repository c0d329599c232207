using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Tests.Server;

public sealed class FamilyServerTests
{
    [Fact]
    public async Task A_child_tells_its_parent_how_it_ended()
    {
        await using var service = await RawServer.StartAsync();
        await service.StartWorkflowAsync("parent");
        await service.StepAsync(Commands.Child("child"));
        await service.AnswerAsync(await service.TaskAsync());
        await service.AnswerAsync(await service.TaskAsync("children"), Commands.Complete());
        await service.StepAsync(Commands.Complete());

        var story = await service.StoryAsync("parent");
        Assert.Contains("StartChildWorkflowExecutionInitiated ChildWorkflowExecutionStarted", story, StringComparison.Ordinal);
        var end = (await service.HistoryAsync("parent")).Single(e => e.EventType == EventType.ChildWorkflowExecutionCompleted);
        Assert.Equal("\"result\"", end.ChildWorkflowExecutionCompletedEventAttributes.Result.Payloads_[0].Data.ToStringUtf8());
        Assert.Equal("parent", (await service.HistoryAsync("child"))[0].WorkflowExecutionStartedEventAttributes.ParentWorkflowExecution.WorkflowId);
    }

    [Theory]
    [InlineData(ParentClosePolicy.Terminate, EventType.WorkflowExecutionTerminated)]
    [InlineData(ParentClosePolicy.RequestCancel, EventType.WorkflowExecutionCancelRequested)]
    [InlineData(ParentClosePolicy.Abandon, EventType.WorkflowTaskScheduled)]
    public async Task A_parents_end_reaches_the_child_by_policy(ParentClosePolicy policy, EventType lastEvent)
    {
        await using var service = await RawServer.StartAsync();
        await service.StartWorkflowAsync("parent");
        await service.StepAsync(Commands.Child("child", policy));
        await service.StepAsync(Commands.Complete());

        await EventuallyAsync(async () => (await service.LastEventAsync("child")).EventType == lastEvent);
    }

    [Fact]
    public async Task A_signal_to_nobody_fails_and_the_workflow_is_told()
    {
        await using var service = await RawServer.StartAsync();
        await service.StartWorkflowAsync("w");
        await service.StepAsync(Commands.Signal("nobody", "hello"));
        await service.TaskAsync();

        var failed = (await service.HistoryAsync("w")).Single(e => e.EventType == EventType.SignalExternalWorkflowExecutionFailed);
        Assert.Equal(SignalExternalWorkflowExecutionFailedCause.ExternalWorkflowExecutionNotFound,
            failed.SignalExternalWorkflowExecutionFailedEventAttributes.Cause);
    }

    [Fact]
    public async Task A_signal_reaches_another_workflow_once()
    {
        await using var service = await RawServer.StartAsync();
        await service.StartWorkflowAsync("other", r => r.TaskQueue.Name = "elsewhere");
        await service.StartWorkflowAsync("w");
        await service.StepAsync(Commands.Signal("other", "hello"));
        await service.TaskAsync();

        Assert.Contains("ExternalWorkflowExecutionSignaled", await service.StoryAsync("w"), StringComparison.Ordinal);
        var signal = Assert.Single(await service.HistoryAsync("other"), e => e.EventType == EventType.WorkflowExecutionSignaled);
        Assert.Equal("w", signal.WorkflowExecutionSignaledEventAttributes.ExternalWorkflowExecution.WorkflowId);
    }

    [Fact]
    public async Task A_cancel_request_is_accepted_twice_and_stands_once()
    {
        await using var service = await RawServer.StartAsync();
        await service.StartWorkflowAsync("w");
        for (var i = 0; i < 2; i++)
        {
            await service.CallAsync<RequestCancelWorkflowExecutionResponse>("RequestCancelWorkflowExecution", new RequestCancelWorkflowExecutionRequest
            {
                Namespace = "default",
                WorkflowExecution = RawServer.Of("w"),
                Reason = "customer",
                RequestId = $"{i}",
            });
        }

        Assert.Single(await service.HistoryAsync("w"), e => e.EventType == EventType.WorkflowExecutionCancelRequested);
    }

    /// <summary>Messages between workflows go out after the commit of their sender; this waits for them without a fixed time.</summary>
    private static async Task EventuallyAsync(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!await holds())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
