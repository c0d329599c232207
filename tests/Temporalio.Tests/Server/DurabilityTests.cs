using Dapper;
using Microsoft.Data.Sqlite;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer;
using Temporalio.DevServer.Store;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Server;

public sealed class DurabilityTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("temporal-").FullName;

    private string Db => Path.Combine(folder, "service.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_was_acknowledged_is_in_a_copy_taken_while_the_service_runs()
    {
        await using var service = await RawServer.StartAsync(new DevServerOptions { DatabasePath = Db });
        await service.StartWorkflowAsync("w");
        await service.StepAsync(Commands.Activity("1"));
        var activity = await service.ActivityAsync();
        await service.SignalAsync("w", "go");

        // As after the death of the process: the files as they are, without a last word of the service.
        await using var copy = await RawServer.StartAsync(new DevServerOptions { DatabasePath = CopyFiles() });

        Assert.Equal(await service.StoryAsync("w"), await copy.StoryAsync("w"));
        await copy.StepAsync();
        await copy.CompleteActivityAsync(activity);
        await copy.StepAsync(Commands.Complete());
        Assert.Equal(WorkflowExecutionStatus.Completed, (await copy.DescribeAsync("w")).WorkflowExecutionInfo.Status);
    }

    [Fact]
    public async Task An_activity_that_was_handed_out_is_not_handed_out_again_by_a_restart()
    {
        string copied;
        await using (var service = await RawServer.StartAsync(new DevServerOptions { DatabasePath = Db }))
        {
            await service.StartWorkflowAsync("w");
            await service.StepAsync(Commands.Activity("1", a => a.RetryPolicy = new() { MaximumAttempts = 1 }));
            await service.ActivityAsync();
            copied = CopyFiles();
        }
        await using var copy = await RawServer.StartAsync(new DevServerOptions { DatabasePath = copied });

        Assert.Equal(PendingActivityState.Started, Assert.Single((await copy.DescribeAsync("w")).PendingActivities).State);
        using var brief = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var none = await copy.CallAsync<PollActivityTaskQueueResponse>("PollActivityTaskQueue",
            new PollActivityTaskQueueRequest { Namespace = "default", TaskQueue = new() { Name = RawServer.Queue } }, brief.Token);
        Assert.True(none.TaskToken.IsEmpty);
    }

    [Fact]
    public async Task An_activity_whose_worker_died_with_the_service_is_tried_again_at_once()
    {
        string copied;
        await using (var service = await RawServer.StartAsync(new DevServerOptions { DatabasePath = Db }))
        {
            await service.StartWorkflowAsync("w");
            await service.StepAsync(Commands.Activity("1", a => a.RetryPolicy = new() { InitialInterval = new() { Nanos = 1_000_000 } }));
            await service.ActivityAsync();
            copied = CopyFiles();
        }
        await using var copy = await RawServer.StartAsync(new DevServerOptions { DatabasePath = copied, WorkersDieWithIt = true });

        Assert.Equal(2, (await copy.ActivityAsync()).Attempt);
    }

    [Fact]
    public async Task A_timer_fires_after_a_restart_also_when_it_was_due_meanwhile()
    {
        var clock = new ManualClock();
        await using (var service = await RawServer.StartAsync(new DevServerOptions { DatabasePath = Db, Clock = clock }))
        {
            await service.StartWorkflowAsync("w");
            await service.StepAsync(Commands.Timer("soon", TimeSpan.FromMinutes(1)), Commands.Timer("late", TimeSpan.FromHours(1)));
        }
        clock.Advance(TimeSpan.FromMinutes(2));
        await using var again = await RawServer.StartAsync(new DevServerOptions { DatabasePath = Db, Clock = clock });
        clock.Advance(TimeSpan.FromMilliseconds(1));
        await again.StepAsync();
        clock.Advance(TimeSpan.FromHours(1));
        await again.TaskAsync();

        Assert.Equal(["soon", "late"], (await again.HistoryAsync("w")).Where(e => e.EventType == EventType.TimerFired).Select(e => e.TimerFiredEventAttributes.TimerId));
    }

    [Fact]
    public async Task A_commit_is_durable_before_the_call_is_answered()
    {
        await using var service = await RawServer.StartAsync(new DevServerOptions { DatabasePath = Db });
        for (var i = 0; i < 20; i++)
        {
            await service.StartWorkflowAsync($"w{i}");
            // Another connection sees it as soon as the answer is there.
            using var connection = new SqliteConnection($"Data Source={Db};Mode=ReadOnly;Pooling=False");
            Assert.Equal(i + 1L, connection.ExecuteScalar("SELECT count(*) FROM current"));
        }
    }

    [Fact]
    public async Task A_second_service_on_the_same_file_is_refused()
    {
        await using var service = await RawServer.StartAsync(new DevServerOptions { DatabasePath = Db });

        var fault = await Assert.ThrowsAsync<StoreFault>(() => RawServer.StartAsync(new DevServerOptions { DatabasePath = Db }));

        Assert.Contains("in use by another process", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_a_newer_program_or_of_something_else_is_refused_and_left_alone()
    {
        await (await RawServer.StartAsync(new DevServerOptions { DatabasePath = Db })).DisposeAsync();
        Execute("PRAGMA user_version = 99");
        var newer = await Assert.ThrowsAsync<StoreFault>(() => RawServer.StartAsync(new DevServerOptions { DatabasePath = Db }));
        var text = Path.Combine(folder, "notes.txt");
        await File.WriteAllTextAsync(text, new string('n', 5000));
        var other = await Assert.ThrowsAsync<StoreFault>(() => RawServer.StartAsync(new DevServerOptions { DatabasePath = text }));

        Assert.Contains("schema version 99", newer.Message, StringComparison.Ordinal);
        Assert.Contains("not a SQLite database", other.Message, StringComparison.Ordinal);
        Assert.Equal(5000, (await File.ReadAllTextAsync(text)).Length);
    }

    [Fact]
    public async Task A_torn_last_write_loses_only_what_was_not_acknowledged()
    {
        string copied;
        await using (var service = await RawServer.StartAsync(new DevServerOptions { DatabasePath = Db }))
        {
            await service.StartWorkflowAsync("safe");
            await service.StartWorkflowAsync("torn");
            copied = CopyFiles();
        }
        // Half of the last frame of the log is missing, as when the power goes in the middle of a write.
        using (var log = new FileStream(copied + "-wal", FileMode.Open))
            log.SetLength(log.Length - 2000);

        await using var copy = await RawServer.StartAsync(new DevServerOptions { DatabasePath = copied });

        Assert.Equal("WorkflowExecutionStarted WorkflowTaskScheduled", await copy.StoryAsync("safe"));
        Assert.Equal(RpcException.StatusCode.NotFound, (await RawServer.FaultAsync(() => copy.DescribeAsync("torn"))).Code);
    }

    [Fact]
    public async Task An_idle_run_that_left_memory_is_read_again()
    {
        await using var service = await RawServer.StartAsync(new DevServerOptions { DatabasePath = Db });
        await service.StartWorkflowAsync("w");
        await service.StepAsync(Commands.Timer("t", TimeSpan.FromHours(1)));
        var before = await service.StoryAsync("w");

        // The first sweep marks, the second drops.
        service.Server.Core.Slots.Sweep();
        service.Server.Core.Slots.Sweep();
        Assert.Equal(0, service.Server.Core.Slots.Count);
        await service.SignalAsync("w", "wake");

        Assert.Equal(before + " WorkflowExecutionSignaled WorkflowTaskScheduled", await service.StoryAsync("w"));
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Db};Pooling=False");
        connection.Execute(sql);
    }

    private string CopyFiles()
    {
        var copy = Path.Combine(folder, "copy.db");
        File.Copy(Db, copy);
        File.Copy(Db + "-wal", copy + "-wal");
        return copy;
    }
}
