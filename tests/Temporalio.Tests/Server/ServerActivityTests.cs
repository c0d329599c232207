using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Server;

public sealed class ServerActivityTests
{
    [Fact]
    public async Task A_failed_activity_is_tried_again_after_one_and_two_seconds()
    {
        var clock = new ManualClock();
        await using var service = await RawServer.StartAsync(clock);
        await service.StartWorkflowAsync("w");
        await service.StepAsync(Commands.Activity("1"));

        await service.FailActivityAsync(await service.ActivityAsync(), "first");
        clock.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Equal(PendingActivityState.Scheduled, Assert.Single((await service.DescribeAsync("w")).PendingActivities).State);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        await service.FailActivityAsync(await service.ActivityAsync(), "second");
        clock.Advance(TimeSpan.FromSeconds(2));
        var third = await service.ActivityAsync();
        await service.CompleteActivityAsync(third);

        Assert.Equal(3, third.Attempt);
        var started = (await service.HistoryAsync("w")).Single(e => e.EventType == EventType.ActivityTaskStarted).ActivityTaskStartedEventAttributes;
        Assert.Equal((3, "second"), (started.Attempt, started.LastFailure.Message));
    }

    [Theory]
    [InlineData(TimeoutType.ScheduleToStart)]
    [InlineData(TimeoutType.StartToClose)]
    [InlineData(TimeoutType.ScheduleToClose)]
    [InlineData(TimeoutType.Heartbeat)]
    public async Task Each_time_out_ends_an_activity_in_its_own_way(TimeoutType kind)
    {
        var clock = new ManualClock();
        await using var service = await RawServer.StartAsync(clock);
        await service.StartWorkflowAsync("w");
        await service.StepAsync(Commands.Activity("1", activity =>
        {
            activity.RetryPolicy = new() { MaximumAttempts = 1 };
            activity.StartToCloseTimeout = Commands.Seconds(kind == TimeoutType.StartToClose ? 5 : 60);
            activity.ScheduleToStartTimeout = kind == TimeoutType.ScheduleToStart ? Commands.Seconds(5) : null;
            activity.ScheduleToCloseTimeout = kind == TimeoutType.ScheduleToClose ? Commands.Seconds(5) : null;
            activity.HeartbeatTimeout = kind == TimeoutType.Heartbeat ? Commands.Seconds(5) : null;
        }));
        if (kind != TimeoutType.ScheduleToStart)
            await service.ActivityAsync();

        clock.Advance(TimeSpan.FromSeconds(5));

        var end = (await service.HistoryAsync("w")).Single(e => e.EventType == EventType.ActivityTaskTimedOut).ActivityTaskTimedOutEventAttributes;
        Assert.Equal(kind, end.Failure.TimeoutFailureInfo.TimeoutType);
        Assert.Equal($"activity {kind} timeout", end.Failure.Message);
    }

    [Fact]
    public async Task A_result_over_two_megabytes_fails_the_activity_for_good()
    {
        await using var service = await RawServer.StartAsync(new ManualClock());
        await service.StartWorkflowAsync("w");
        await service.StepAsync(Commands.Activity("1"));
        var task = await service.ActivityAsync();

        await service.CallAsync<RespondActivityTaskCompletedResponse>("RespondActivityTaskCompleted", new RespondActivityTaskCompletedRequest
        {
            Namespace = "default",
            TaskToken = task.TaskToken,
            Result = new() { Payloads_ = { new Temporalio.Api.Common.V1.Payload { Data = Google.Protobuf.ByteString.CopyFrom(new byte[2 * 1024 * 1024]) } } },
        });

        var end = (await service.HistoryAsync("w")).Single(e => e.EventType == EventType.ActivityTaskFailed).ActivityTaskFailedEventAttributes;
        Assert.Equal(("Complete result exceeds size limit.", RetryState.NonRetryableFailure), (end.Failure.Message, end.RetryState));
    }

    [Fact]
    public async Task A_heartbeat_puts_off_its_time_out_and_hears_of_a_cancellation()
    {
        var clock = new ManualClock();
        await using var service = await RawServer.StartAsync(clock);
        await service.StartWorkflowAsync("w");
        await service.StepAsync(Commands.Activity("1", a => a.HeartbeatTimeout = Commands.Seconds(10)));
        var activity = await service.ActivityAsync();
        var beat = new RecordActivityTaskHeartbeatRequest { Namespace = "default", TaskToken = activity.TaskToken, Details = RawServer.Text("half") };

        clock.Advance(TimeSpan.FromSeconds(9));
        Assert.False((await service.CallAsync<RecordActivityTaskHeartbeatResponse>("RecordActivityTaskHeartbeat", beat)).CancelRequested);
        clock.Advance(TimeSpan.FromSeconds(9));
        await service.SignalAsync("w", "stop");
        await service.StepAsync(Commands.CancelActivity(5));

        Assert.True((await service.CallAsync<RecordActivityTaskHeartbeatResponse>("RecordActivityTaskHeartbeat", beat)).CancelRequested);
        await service.CallAsync<RespondActivityTaskCanceledResponse>("RespondActivityTaskCanceled",
            new RespondActivityTaskCanceledRequest { Namespace = "default", TaskToken = activity.TaskToken });
        Assert.Contains("ActivityTaskCanceled", await service.StoryAsync("w"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_activity_nobody_started_is_cancelled_at_once()
    {
        await using var service = await RawServer.StartAsync();
        await service.StartWorkflowAsync("w");
        await service.StepAsync(Commands.Activity("1"));
        await service.SignalAsync("w", "stop");
        await service.StepAsync(Commands.CancelActivity(5));

        Assert.EndsWith("ActivityTaskCancelRequested ActivityTaskCanceled WorkflowTaskScheduled", await service.StoryAsync("w"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_or_stale_completion_is_not_found()
    {
        var clock = new ManualClock();
        await using var service = await RawServer.StartAsync(clock);
        await service.StartWorkflowAsync("w");
        await service.StepAsync(Commands.Activity("1"));
        var first = await service.ActivityAsync();
        await service.FailActivityAsync(first, "again");
        clock.Advance(TimeSpan.FromSeconds(1));
        var second = await service.ActivityAsync();

        Assert.Equal(RpcException.StatusCode.NotFound, (await RawServer.FaultAsync(() => service.CompleteActivityAsync(first))).Code);
        await service.CompleteActivityAsync(second);
        var fault = await RawServer.FaultAsync(() => service.CompleteActivityAsync(second));

        Assert.Equal("invalid activityID or activity already timed out or invoking workflow is completed", fault.Message);
        Assert.Single((await service.HistoryAsync("w")), e => e.EventType == EventType.ActivityTaskCompleted);
    }

    [Fact]
    public async Task An_error_type_that_must_not_be_retried_ends_the_activity()
    {
        await using var service = await RawServer.StartAsync();
        await service.StartWorkflowAsync("w");
        await service.StepAsync(Commands.Activity("1", a => a.RetryPolicy = new() { NonRetryableErrorTypes = { "Oops" } }));
        await service.FailActivityAsync(await service.ActivityAsync(), "card refused");

        var failed = (await service.HistoryAsync("w")).Single(e => e.EventType == EventType.ActivityTaskFailed).ActivityTaskFailedEventAttributes;
        Assert.Equal(RetryState.NonRetryableFailure, failed.RetryState);
    }

    [Fact]
    public async Task An_activity_can_be_completed_by_its_id()
    {
        await using var service = await RawServer.StartAsync();
        await service.StartWorkflowAsync("w");
        await service.StepAsync(Commands.Activity("approval"));
        await service.ActivityAsync();
        await service.CallAsync<RespondActivityTaskCompletedByIdResponse>("RespondActivityTaskCompletedById", new RespondActivityTaskCompletedByIdRequest
        {
            Namespace = "default",
            WorkflowId = "w",
            ActivityId = "approval",
            Result = RawServer.Text("yes"),
        });

        await service.StepAsync(Commands.Complete());
        Assert.Equal(WorkflowExecutionStatus.Completed, (await service.DescribeAsync("w")).WorkflowExecutionInfo.Status);
    }
}
