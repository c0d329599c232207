using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Server;

public sealed class WorkflowTaskTests
{
    [Fact]
    public async Task A_workflow_runs_an_activity_and_completes()
    {
        await using var service = await RawServer.StartAsync();
        await service.StartWorkflowAsync("w");

        await service.StepAsync(Commands.Activity("1"));
        await service.CompleteActivityAsync(await service.ActivityAsync());
        await service.StepAsync(Commands.Complete());

        Assert.Equal("WorkflowExecutionStarted WorkflowTaskScheduled WorkflowTaskStarted WorkflowTaskCompleted ActivityTaskScheduled "
            + "ActivityTaskStarted ActivityTaskCompleted WorkflowTaskScheduled WorkflowTaskStarted WorkflowTaskCompleted WorkflowExecutionCompleted",
            await service.StoryAsync("w"));
        Assert.Equal(Enumerable.Range(1, 11).Select(i => (long)i), (await service.HistoryAsync("w")).Select(e => e.EventId));
    }

    [Fact]
    public async Task A_signal_during_a_workflow_task_comes_behind_what_the_task_decided()
    {
        await using var service = await RawServer.StartAsync();
        await service.StartWorkflowAsync("w");
        var task = await service.TaskAsync();

        await service.SignalAsync("w", "hurry");
        await service.AnswerAsync(task, Commands.Activity("1"));

        Assert.Equal("WorkflowExecutionStarted WorkflowTaskScheduled WorkflowTaskStarted WorkflowTaskCompleted ActivityTaskScheduled "
            + "WorkflowExecutionSignaled WorkflowTaskScheduled", await service.StoryAsync("w"));
    }

    [Fact]
    public async Task A_workflow_cannot_end_over_a_signal_it_has_not_seen()
    {
        await using var service = await RawServer.StartAsync();
        await service.StartWorkflowAsync("w");
        var task = await service.TaskAsync();
        await service.SignalAsync("w", "wait");

        var fault = await RawServer.FaultAsync(() => service.AnswerAsync(task, Commands.Complete()));

        Assert.Equal((RpcException.StatusCode.InvalidArgument, "UnhandledCommand"), (fault.Code, fault.Message));
        Assert.Equal("WorkflowExecutionStarted WorkflowTaskScheduled WorkflowTaskStarted WorkflowTaskFailed WorkflowExecutionSignaled WorkflowTaskScheduled",
            await service.StoryAsync("w"));
        await service.StepAsync(Commands.Complete());
        Assert.Equal(EventType.WorkflowExecutionCompleted, (await service.LastEventAsync("w")).EventType);
    }

    [Fact]
    public async Task A_second_answer_to_a_task_is_not_found()
    {
        await using var service = await RawServer.StartAsync();
        await service.StartWorkflowAsync("w");
        var task = await service.TaskAsync();
        await service.AnswerAsync(task, Commands.Timer("t", TimeSpan.FromHours(1)));

        var fault = await RawServer.FaultAsync(() => service.AnswerAsync(task, Commands.Timer("u", TimeSpan.FromHours(1))));

        Assert.Equal((RpcException.StatusCode.NotFound, "Workflow task not found."), (fault.Code, fault.Message));
        Assert.Equal(5, (await service.HistoryAsync("w")).Count);
    }

    [Fact]
    public async Task A_task_nobody_answers_is_handed_out_again_and_its_token_is_dead()
    {
        var clock = new ManualClock();
        await using var service = await RawServer.StartAsync(clock);
        await service.StartWorkflowAsync("w");
        var lost = await service.TaskAsync();

        clock.Advance(TimeSpan.FromSeconds(10));
        var again = await service.TaskAsync();

        Assert.Equal(2, again.Attempt);
        Assert.Equal(RpcException.StatusCode.NotFound, (await RawServer.FaultAsync(() => service.AnswerAsync(lost, Commands.Complete()))).Code);
        await service.AnswerAsync(again, Commands.Complete());
        Assert.Equal("WorkflowExecutionStarted WorkflowTaskScheduled WorkflowTaskStarted WorkflowTaskTimedOut "
            + "WorkflowTaskScheduled WorkflowTaskStarted WorkflowTaskCompleted WorkflowExecutionCompleted", await service.StoryAsync("w"));
    }

    [Fact]
    public async Task A_task_that_fails_again_and_again_leaves_one_failed_event()
    {
        await using var service = await RawServer.StartAsync();
        await service.StartWorkflowAsync("w");
        for (var attempt = 1; attempt <= 4; attempt++)
        {
            var task = await service.TaskAsync();
            Assert.Equal(attempt, task.Attempt);
            // From the second attempt on the worker sees events that are not in history.
            Assert.Equal(attempt == 1 ? 3 : 6, task.History.Events[^1].EventId);
            await service.CallAsync<RespondWorkflowTaskFailedResponse>("RespondWorkflowTaskFailed", new RespondWorkflowTaskFailedRequest
            {
                Namespace = "default",
                TaskToken = task.TaskToken,
                Cause = WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure,
            });
        }

        Assert.Equal("WorkflowExecutionStarted WorkflowTaskScheduled WorkflowTaskStarted WorkflowTaskFailed", await service.StoryAsync("w"));
        Assert.Equal(5, (await service.DescribeAsync("w")).PendingWorkflowTask.Attempt);
    }

    [Fact]
    public async Task A_sticky_task_brings_only_what_is_new_and_falls_back_when_its_worker_is_gone()
    {
        var clock = new ManualClock();
        await using var service = await RawServer.StartAsync(clock);
        await service.StartWorkflowAsync("w");
        var waiting = service.TaskAsync(sticky: "mine");
        await service.AnswerAsync(await service.TaskAsync(), answer => answer.StickyAttributes = new()
        {
            WorkerTaskQueue = new() { Name = "mine", Kind = TaskQueueKind.Sticky, NormalName = RawServer.Queue },
            ScheduleToStartTimeout = Commands.Seconds(5),
        });

        await service.SignalAsync("w", "one");
        var sticky = await waiting;
        Assert.Equal([4L, 5L, 6L, 7L], sticky.History.Events.Select(e => e.EventId));
        await service.AnswerAsync(sticky, answer => answer.StickyAttributes = new()
        {
            WorkerTaskQueue = new() { Name = "mine", Kind = TaskQueueKind.Sticky, NormalName = RawServer.Queue },
            ScheduleToStartTimeout = Commands.Seconds(5),
        });
        await service.SignalAsync("w", "two");
        clock.Advance(TimeSpan.FromSeconds(5));
        var full = await service.TaskAsync();

        Assert.Equal(1, full.History.Events[0].EventId);
        Assert.Contains("WorkflowTaskTimedOut", await service.StoryAsync("w"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_without_its_fields_fails_the_task_and_says_which()
    {
        await using var service = await RawServer.StartAsync();
        await service.StartWorkflowAsync("w");

        var fault = await RawServer.FaultAsync(async () => await service.StepAsync(Commands.Activity("1", a => a.StartToCloseTimeout = null)));

        Assert.Equal(RpcException.StatusCode.InvalidArgument, fault.Code);
        Assert.StartsWith("BadScheduleActivityAttributes: A valid StartToClose or ScheduleToCloseTimeout is not set", fault.Message, StringComparison.Ordinal);
        Assert.Equal("WorkflowExecutionStarted WorkflowTaskScheduled WorkflowTaskStarted WorkflowTaskFailed", await service.StoryAsync("w"));
    }

    [Fact]
    public async Task A_new_task_comes_with_the_answer_when_asked_for()
    {
        await using var service = await RawServer.StartAsync();
        await service.StartWorkflowAsync("w");
        var reply = await service.AnswerAsync(await service.TaskAsync(), answer =>
        {
            answer.ForceCreateNewWorkflowTask = true;
            answer.ReturnNewWorkflowTask = true;
        });

        Assert.Equal(6, reply.WorkflowTask.StartedEventId);
        await service.AnswerAsync(reply.WorkflowTask, Commands.Complete());
        Assert.Equal(WorkflowExecutionStatus.Completed, (await service.DescribeAsync("w")).WorkflowExecutionInfo.Status);
    }
}
