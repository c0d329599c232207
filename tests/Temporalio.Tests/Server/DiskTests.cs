using System.Diagnostics;
using Dapper;
using Microsoft.Data.Sqlite;
using Temporalio.Api.Enums.V1;
using Temporalio.DevServer;
using Temporalio.DevServer.Store;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Server;

/// <summary>A disk that is slow, full, or has lost part of what was written.</summary>
public sealed class DiskTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("temporal-disk-").FullName;

    private string Db => Path.Combine(folder, "service.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task On_a_slow_disk_calls_wait_and_nothing_is_acknowledged_before_it_is_written()
    {
        await using var service = await RawServer.StartAsync(new DevServerOptions { DatabasePath = Db });
        using var stuck = Stuck();

        var starts = Enumerable.Range(0, 20).Select(i => service.StartWorkflowAsync($"w{i}")).ToArray();
        await Task.Delay(TimeSpan.FromMilliseconds(700));
        Assert.All(starts, start => Assert.False(start.IsCompleted));
        stuck.Dispose();

        await Task.WhenAll(starts).WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(20L, Scalar("SELECT count(*) FROM current"));
    }

    [Fact]
    public async Task A_disk_that_stands_still_makes_calls_unavailable_and_what_was_promised_is_written_when_it_goes_on()
    {
        await using var service = await RawServer.StartAsync(new DevServerOptions { DatabasePath = Db });
        var stuck = Stuck();

        // SQLite waits five seconds for the lock before it gives up.
        var fault = await RawServer.FaultAsync(() => service.StartWorkflowAsync("w", r => r.RequestId = "once").WaitAsync(TimeSpan.FromSeconds(30)));
        stuck.Dispose();
        var runId = await UntilWritableAsync(() => service.StartWorkflowAsync("w", r => r.RequestId = "once"));

        Assert.Equal(RpcException.StatusCode.Unavailable, fault.Code);
        Assert.Equal(runId, (await service.DescribeAsync("w")).WorkflowExecutionInfo.Execution.RunId);
        Assert.Equal(1L, Scalar("SELECT count(*) FROM runs"));
    }

    [FullDiskFact]
    public async Task A_full_disk_makes_calls_unavailable_and_after_space_was_made_nothing_is_lost()
    {
        using var disk = SmallDisk.Mount(Path.Combine(folder, "small"), megabytes: 3);
        var path = Path.Combine(disk.Folder, "service.db");
        var acknowledged = new List<string>();
        await using (var service = await RawServer.StartAsync(new DevServerOptions { DatabasePath = path }))
        {
            var ballast = Path.Combine(disk.Folder, "ballast");
            await File.WriteAllBytesAsync(ballast, new byte[1024 * 1024]);
            RpcException? refusal = null;
            for (var i = 0; refusal is null && i < 1_000; i++)
            {
                try
                {
                    await service.StartWorkflowAsync($"w{i}", r => r.Input = RawServer.Text(new string('x', 20_000)));
                    acknowledged.Add($"w{i}");
                }
                catch (RpcException fault)
                {
                    refusal = fault;
                }
            }

            Assert.Equal(RpcException.StatusCode.Unavailable, refusal!.Code);
            Assert.Contains("full", refusal.Message, StringComparison.Ordinal);
            File.Delete(ballast);
            await UntilWritableAsync(() => service.StartWorkflowAsync("after"));
        }

        await using var again = await RawServer.StartAsync(new DevServerOptions { DatabasePath = path });
        foreach (var id in acknowledged.Append("after"))
            Assert.Equal(WorkflowExecutionStatus.Running, (await again.DescribeAsync(id)).WorkflowExecutionInfo.Status);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 3_000)]
    [InlineData(2, 60)]
    public async Task Garbage_at_the_end_of_the_log_loses_only_what_was_not_acknowledged(int kind, int bytes)
    {
        var copied = await WithOrdersAsync(10);
        var log = copied + "-wal";
        var length = new FileInfo(log).Length;
        using (var file = new FileStream(log, FileMode.Open))
        {
            // 0: the last byte is wrong; 1: rubbish follows the last frame; 2: a new frame had just begun.
            file.Position = kind == 0 ? length - 1 : length;
            var rubbish = new byte[bytes];
            new Random(kind).NextBytes(rubbish);
            file.Write(rubbish);
        }

        await using var copy = await RawServer.StartAsync(new DevServerOptions { DatabasePath = copied });

        // The last commit, that of the tenth order, had its last byte damaged only in the first case.
        for (var i = 0; i < (kind == 0 ? 9 : 10); i++)
            Assert.Equal("WorkflowExecutionStarted WorkflowTaskScheduled", await copy.StoryAsync($"w{i}"));
        await copy.StartWorkflowAsync("new");
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.6)]
    [InlineData(0.9)]
    public async Task A_database_with_pages_lost_is_refused_by_name(double from)
    {
        var copied = await WithOrdersAsync(200);
        Checkpoint(copied);
        using (var file = new FileStream(copied, FileMode.Open))
        {
            // Twelve pages of nothing, as a disk gives back that never wrote them.
            file.Position = (long)(file.Length * from) / 4096 * 4096;
            file.Write(new byte[Math.Min(12 * 4096, file.Length - file.Position)]);
        }

        // As after a power cut: the log is there and not empty.
        await File.WriteAllBytesAsync(copied + "-wal", new byte[32]);
        var fault = await Assert.ThrowsAsync<StoreFault>(async () => await (await RawServer.StartAsync(new DevServerOptions { DatabasePath = copied })).DisposeAsync());

        Assert.StartsWith($"{copied} is damaged (", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Restore a copy", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_was_cut_short_is_refused_by_name()
    {
        var copied = await WithOrdersAsync(200);
        Checkpoint(copied);
        using (var file = new FileStream(copied, FileMode.Open))
            file.SetLength(file.Length * 2 / 3 / 4096 * 4096);
        await File.WriteAllBytesAsync(copied + "-wal", new byte[32]);

        var fault = await Assert.ThrowsAsync<StoreFault>(async () => await (await RawServer.StartAsync(new DevServerOptions { DatabasePath = copied })).DisposeAsync());

        Assert.StartsWith($"{copied} is damaged (", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>Files as they are after the death of a service with so many orders, one commit each.</summary>
    private async Task<string> WithOrdersAsync(int count)
    {
        await using var service = await RawServer.StartAsync(new DevServerOptions { DatabasePath = Db });
        for (var i = 0; i < count; i++)
            await service.StartWorkflowAsync($"w{i}");
        var copy = Path.Combine(folder, "copy.db");
        File.Copy(Db, copy);
        File.Copy(Db + "-wal", copy + "-wal");
        return copy;
    }

    private static void Checkpoint(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /// <summary>Nobody else can write until it is disposed.</summary>
    private SqliteConnection Stuck()
    {
        var connection = new SqliteConnection($"Data Source={Db};Pooling=False");
        connection.Open();
        connection.Execute("BEGIN IMMEDIATE");
        return connection;
    }

    private object? Scalar(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Db};Mode=ReadOnly;Pooling=False");
        return connection.ExecuteScalar(sql);
    }

    private static async Task<string> UntilWritableAsync(Func<Task<string>> start)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return await start();
            }
            catch (RpcException fault) when (fault.Code == RpcException.StatusCode.Unavailable && watch.Elapsed < TimeSpan.FromSeconds(20))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100));
            }
        }
    }
}
