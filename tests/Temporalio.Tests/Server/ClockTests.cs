using Temporalio.Api.Enums.V1;

namespace Temporalio.Tests.Server;

/// <summary>The machine's clock is set forward and back while the service runs.</summary>
public sealed class ClockTests
{
    private static readonly TimeSpan hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task After_a_jump_forward_timers_that_are_due_by_the_clock_fire_at_the_next_look()
    {
        var clock = new ManualClock();
        await using var service = await RawServer.StartAsync(clock);
        await service.StartWorkflowAsync("w");
        await service.StepAsync(Commands.Timer("t", hour));

        clock.Jump(hour);
        service.Server.Core.Sweep();

        Assert.Contains((await service.TaskAsync()).History.Events, e => e.EventType == EventType.TimerFired);
    }

    [Fact]
    public async Task After_a_jump_back_a_task_in_the_hands_of_a_dead_worker_comes_again_within_twice_its_time_out()
    {
        var clock = new ManualClock();
        await using var service = await RawServer.StartAsync(clock);
        await service.StartWorkflowAsync("w");
        await service.TaskAsync();

        clock.Jump(-hour);
        service.Server.Core.Sweep();
        // The task may take 10 s; time goes on at half pace until the clock has caught up.
        clock.Advance(TimeSpan.FromSeconds(21));
        service.Server.Core.Sweep();

        Assert.Equal(2, (await service.TaskAsync()).Attempt);
    }

    [Fact]
    public async Task Events_keep_their_order_in_time_whatever_the_clock_does()
    {
        var clock = new ManualClock();
        await using var service = await RawServer.StartAsync(clock);
        await service.StartWorkflowAsync("w");
        foreach (var jump in new[] { -2, 5, -9, 1, 7 })
        {
            clock.Jump(hour * jump);
            clock.Advance(TimeSpan.FromMilliseconds(10));
            await service.SignalAsync("w", $"after {jump}");
        }

        var times = (await service.HistoryAsync("w")).Select(e => e.EventTime.ToDateTimeOffset()).ToList();

        Assert.Equal(7, times.Count);
        Assert.Equal(times.Order(), times);
        // 9:00, 9:00, 12:00 with the clock, 12:00 while it is back at 3:00, then half of 1 h and of 7 h: 16:00.
        Assert.InRange(times[^1], new DateTimeOffset(2026, 3, 2, 16, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 2, 16, 0, 1, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_clock_set_back_between_two_starts_does_not_make_the_tasks_of_dead_workers_wait()
    {
        var folder = Directory.CreateTempSubdirectory("temporal-clock-");
        var options = new DevServer.DevServerOptions { DatabasePath = Path.Combine(folder.FullName, "service.db"), WorkersDieWithIt = true };
        var clock = new ManualClock();
        await using (var service = await RawServer.StartAsync(options with { Clock = clock }))
        {
            await service.StartWorkflowAsync("task");
            await service.TaskAsync();
            await service.StartWorkflowAsync("activity");
            await service.StepAsync(Commands.Activity("1"));
            await service.ActivityAsync();
        }

        clock.Jump(-hour);
        await using (var again = await RawServer.StartAsync(options with { Clock = clock }))
        {
            clock.Advance(TimeSpan.FromMilliseconds(1));
            Assert.Equal(2, (await again.TaskAsync()).Attempt);
            Assert.Equal(2, (await again.ActivityAsync()).Attempt);
        }

        folder.Delete(recursive: true);
    }
}
