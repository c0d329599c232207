using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.DevServer.Store;

namespace Temporalio.Tests.Server;

public sealed class CommitLogTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("temporal-log-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_full_disk_fails_the_caller_and_the_write_is_tried_again_in_its_order()
    {
        using var database = Database.Open(Path.Combine(folder, "log.db"), fullSync: true);
        using var log = new CommitLog(database, NullLogger.Instance);
        var order = new List<string>();

        var refused = log.Append([new Recorded(order, "first", faults: 1)]);
        var fault = await Assert.ThrowsAsync<StoreFault>(() => refused);
        await log.Append([new Recorded(order, "second", faults: 0)]);

        Assert.Equal(13, fault.SqliteCode);
        Assert.Equal(["first", "second"], order);
        Assert.Null(log.Stalled);
    }

    [Fact]
    public async Task Changes_that_come_together_share_a_commit()
    {
        using var database = Database.Open(Path.Combine(folder, "log.db"), fullSync: true);
        using var log = new CommitLog(database, NullLogger.Instance);
        var order = new List<string>();
        using var hold = new ManualResetEventSlim();

        var first = log.Append([new Recorded(order, "0", faults: 0, hold)]);
        var rest = Enumerable.Range(1, 50).Select(i => log.Append([new Recorded(order, $"{i}", faults: 0)])).ToList();
        hold.Set();
        await Task.WhenAll([first, .. rest]);

        Assert.Equal(Enumerable.Range(0, 51).Select(i => $"{i}"), order);
        Assert.InRange(log.Commits, 1, 3);
    }

    /// <summary>Notes that it was written; fails first as often as told, as a full disk does.</summary>
    private sealed class Recorded(List<string> order, string name, int faults, ManualResetEventSlim? hold = null) : Change
    {
        private int left = faults;

        public override void Apply(WriteStatements write)
        {
            hold?.Wait(TimeSpan.FromSeconds(10));
            if (left-- > 0)
                throw new StoreFault("database or disk is full") { SqliteCode = 13 };
            order.Add(name);
        }
    }
}
