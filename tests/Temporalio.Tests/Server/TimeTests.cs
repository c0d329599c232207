using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Schedule.V1;
using Temporalio.Api.TestService.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Wire;
using Temporalio.DevServer;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Schedules;

namespace Temporalio.Tests.Server;

public sealed class TimeTests
{
    [Fact]
    public async Task A_day_passes_at_once_while_time_is_unlocked()
    {
        await using var service = await RawServer.StartAsync(new DevServerOptions { TimeSkipping = true });
        var before = (await TestAsync<GetCurrentTimeResponse>(service, "GetCurrentTime", new Empty())).Time.ToDateTimeOffset();
        await service.StartWorkflowAsync("w");
        await service.StepAsync(Commands.Timer("t", TimeSpan.FromDays(1)));

        await TestAsync<UnlockTimeSkippingResponse>(service, "UnlockTimeSkipping", new UnlockTimeSkippingRequest());
        await service.StepAsync(Commands.Complete());
        var after = (await TestAsync<GetCurrentTimeResponse>(service, "GetCurrentTime", new Empty())).Time.ToDateTimeOffset();

        Assert.InRange(after - before, TimeSpan.FromDays(1), TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Time_stands_while_an_activity_runs()
    {
        await using var service = await RawServer.StartAsync(new DevServerOptions { TimeSkipping = true });
        await service.StartWorkflowAsync("w");
        await service.StepAsync(Commands.Timer("t", TimeSpan.FromDays(1)), Commands.Activity("1"));
        var activity = await service.ActivityAsync();
        await TestAsync<UnlockTimeSkippingResponse>(service, "UnlockTimeSkipping", new UnlockTimeSkippingRequest());

        // The activity's own sixty seconds would be over if the clock jumped.
        await service.CompleteActivityAsync(activity);
        await service.StepAsync();
        await service.StepAsync(Commands.Complete());

        var story = await service.StoryAsync("w");
        Assert.Contains("ActivityTaskCompleted", story, StringComparison.Ordinal);
        Assert.Contains("TimerFired", story, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sleep_of_the_test_service_moves_the_clock_by_just_that()
    {
        await using var service = await RawServer.StartAsync(new DevServerOptions { TimeSkipping = true });
        var before = (await TestAsync<GetCurrentTimeResponse>(service, "GetCurrentTime", new Empty())).Time.ToDateTimeOffset();

        await TestAsync<SleepResponse>(service, "UnlockTimeSkippingWithSleep", new SleepRequest { Duration = Duration.FromTimeSpan(TimeSpan.FromHours(5)) });

        var after = (await TestAsync<GetCurrentTimeResponse>(service, "GetCurrentTime", new Empty())).Time.ToDateTimeOffset();
        // The service keeps milliseconds, so the earlier reading may lie up to one behind.
        Assert.InRange(after - before, TimeSpan.FromHours(5) - TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(5) + TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("0 12 * * *", "2026-03-02T12:00:00Z")]
    [InlineData("*/15 9 * * 1-5", "2026-03-02T09:15:00Z")]
    [InlineData("0 0 1 */3 *", "2026-04-01T00:00:00Z")]
    [InlineData("@hourly", "2026-03-02T10:00:00Z")]
    [InlineData("CRON_TZ=Europe/Berlin 30 10 * * MON", "2026-03-02T09:30:00Z")]
    [InlineData("@every 90s", "2026-03-02T09:01:30Z")]
    public void A_cron_expression_names_its_next_time(string text, string next)
    {
        var now = DateTimeOffset.Parse("2026-03-02T09:00:00Z", System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

        Assert.True(CronSchedule.TryParse(text, out var cron));

        Assert.Equal(DateTimeOffset.Parse(next, System.Globalization.CultureInfo.InvariantCulture), DateTimeOffset.FromUnixTimeMilliseconds(cron.NextAfterMs(now, now)));
    }

    [Theory]
    [InlineData("61 * * * *")]
    [InlineData("* * *")]
    [InlineData("@every 5")]
    [InlineData("CRON_TZ=Moon/Base 0 0 * * *")]
    public void A_cron_expression_that_is_none_is_refused(string text) => Assert.False(CronSchedule.TryParse(text, out _));

    [Fact]
    public void A_timetable_joins_intervals_and_calendars_and_leaves_out_what_is_excluded()
    {
        var times = new Timetable(new ScheduleSpec
        {
            Interval = { new IntervalSpec { Interval = Commands.Seconds(3600), Phase = Commands.Seconds(600) } },
            StructuredCalendar = { new StructuredCalendarSpec { Hour = { new Api.Schedule.V1.Range { Start = 10 } }, Minute = { new Api.Schedule.V1.Range { Start = 30 } } } },
            ExcludeStructuredCalendar =
            {
                new StructuredCalendarSpec { Hour = { new Api.Schedule.V1.Range { Start = 11 } }, Minute = { new Api.Schedule.V1.Range { Start = 10 } } },
            },
        });
        var at = DateTimeOffset.Parse("2026-03-02T10:00:00Z", System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        var next = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            at = times.NextAfter(at)!.Value;
            next.Add(DateTimeOffset.FromUnixTimeMilliseconds(at).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture));
        }

        // Every hour at :10 without 11:10, and 10:30.
        Assert.Equal(["10:10", "10:30", "12:10"], next);
    }

    [Fact]
    public async Task A_schedule_starts_workflows_and_skips_while_one_is_open()
    {
        var clock = new ManualClock();
        await using var service = await RawServer.StartAsync(clock);
        await service.CallAsync<CreateScheduleResponse>("CreateSchedule", new CreateScheduleRequest
        {
            Namespace = "default",
            ScheduleId = "nightly",
            RequestId = "1",
            Schedule = new Schedule
            {
                Spec = new ScheduleSpec { Interval = { new IntervalSpec { Interval = Commands.Seconds(60) } } },
                Action = new ScheduleAction
                {
                    StartWorkflow = new() { WorkflowId = "report", WorkflowType = new() { Name = "Order" }, TaskQueue = new() { Name = RawServer.Queue } },
                },
            },
        });

        clock.Advance(TimeSpan.FromSeconds(60));
        clock.Advance(TimeSpan.FromSeconds(60));
        var shown = await service.CallAsync<DescribeScheduleResponse>("DescribeSchedule", new DescribeScheduleRequest { Namespace = "default", ScheduleId = "nightly" });

        Assert.Equal((1, 1), (shown.Info.ActionCount, shown.Info.OverlapSkipped));
        Assert.Equal("report-2026-03-02T09:01:00Z", Assert.Single(shown.Info.RunningWorkflows).WorkflowId);
        var fault = await RawServer.FaultAsync(() => service.CallAsync<DescribeScheduleResponse>("DescribeSchedule",
            new DescribeScheduleRequest { Namespace = "default", ScheduleId = "other" }));
        Assert.Equal(Temporalio.Exceptions.RpcException.StatusCode.NotFound, fault.Code);
    }

    [Fact]
    public async Task A_cron_workflow_runs_again_with_its_last_result()
    {
        var clock = new ManualClock();
        await using var service = await RawServer.StartAsync(clock);
        var first = await service.StartWorkflowAsync("w", r => r.CronSchedule = "* * * * *");
        clock.Advance(TimeSpan.FromMinutes(1));
        await service.StepAsync(Commands.Complete());

        var next = (await service.LastEventAsync("w", first)).WorkflowExecutionCompletedEventAttributes.NewExecutionRunId;
        var start = (await service.HistoryAsync("w", next))[0].WorkflowExecutionStartedEventAttributes;
        Assert.Equal((ContinueAsNewInitiator.CronSchedule, 60L), (start.Initiator, start.FirstWorkflowTaskBackoff.Seconds));
        Assert.Equal("\"result\"", start.LastCompletionResult.Payloads_[0].Data.ToStringUtf8());
    }

    [Fact]
    public async Task A_reset_run_goes_on_from_the_task_with_later_signals()
    {
        await using var service = await RawServer.StartAsync();
        var first = await service.StartWorkflowAsync("w");
        await service.StepAsync(Commands.Activity("1"));
        await service.SignalAsync("w", "later");

        var reply = await service.CallAsync<ResetWorkflowExecutionResponse>("ResetWorkflowExecution", new ResetWorkflowExecutionRequest
        {
            Namespace = "default",
            WorkflowExecution = RawServer.Of("w"),
            WorkflowTaskFinishEventId = 4,
            Reason = "bad deploy",
            RequestId = "1",
        });

        Assert.Equal("WorkflowExecutionStarted WorkflowTaskScheduled WorkflowTaskStarted WorkflowTaskFailed WorkflowExecutionSignaled WorkflowTaskScheduled",
            await service.StoryAsync("w", reply.RunId));
        Assert.Equal(EventType.WorkflowExecutionTerminated, (await service.LastEventAsync("w", first)).EventType);
        await service.StepAsync(Commands.Complete());
        Assert.Equal(WorkflowExecutionStatus.Completed, (await service.DescribeAsync("w")).WorkflowExecutionInfo.Status);
    }

    private static async Task<T> TestAsync<T>(RawServer service, string method, Google.Protobuf.IMessage request)
    {
        Assert.True(InProcessServices.TryGet(service.Server.TargetHost, out var handler));
        return (T)await handler($"/temporal.api.testservice.v1.TestService/{method}", request, new Dictionary<string, string>(), CancellationToken.None);
    }
}
