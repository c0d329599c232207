using AgenticRecovery.Store;

namespace AgenticRecovery.Tests.Store;

public sealed class GroupCommitTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly SqliteDatabase database;

    public GroupCommitTests() => database = SqliteDatabase.Open(folder["a.db"], Migrations.Recovery, new StandingClock());

    public void Dispose()
    {
        database.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Many_parallel_units_share_few_commits_and_none_is_lost()
    {
        await Task.WhenAll(Enumerable.Range(0, 5_000).Select(i => database.WriteAsync(sql => Mark(sql, $"f{i}"), default)));

        // A commit costs one wait for the disk. With 10 ms a wait, 1,500 writes/s need at least 15 units in a commit.
        var (commits, units) = database.Written;
        Assert.Equal(5_000, Count());
        Assert.Equal(5_000, units);
        Assert.True(commits <= 5_000 / 15, $"{commits} commits");
    }

    [Fact]
    public async Task A_unit_that_throws_undoes_itself_and_nobody_else()
    {
        var tasks = Enumerable.Range(0, 100).Select(i => database.WriteAsync(
            sql =>
            {
                Mark(sql, $"f{i}");
                if (i % 10 == 3)
                    throw new InvalidOperationException("no");
            }, default)).ToList();

        var failed = 0;
        foreach (var task in tasks)
            try
            {
                await task;
            }
            catch (InvalidOperationException)
            {
                failed++;
            }

        Assert.Equal(10, failed);
        Assert.Equal(90, Count());
    }

    [Fact]
    public async Task A_breach_of_a_constraint_belongs_to_its_unit()
    {
        await database.WriteAsync(sql => Mark(sql, "a"), default);

        await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => database.WriteAsync(sql => Mark(sql, "a"), default));

        await database.WriteAsync(sql => Mark(sql, "b"), default);
        Assert.Equal(2, Count());
    }

    [Fact]
    public async Task A_cancelled_unit_never_runs()
    {
        using var source = new CancellationTokenSource();
        using var gate = new ManualResetEventSlim();
        var first = database.WriteAsync(_ => gate.Wait(), default);
        var second = database.WriteAsync(sql => Mark(sql, "late"), source.Token);

        await source.CancelAsync();
        gate.Set();

        await first;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal(0, Count());
    }

    [Fact]
    public async Task A_read_sees_what_was_committed_and_nothing_half_done()
    {
        await database.WriteAsync(sql => Mark(sql, "a"), default);

        var (before, after) = await Task.FromResult(database.Read(sql =>
        {
            var first = Count(sql);
            database.WriteAsync(w => Mark(w, "b"), default).Wait(TimeSpan.FromSeconds(10));
            return (first, Count(sql));
        }));

        Assert.Equal(1, before);
        Assert.Equal(1, after);
        Assert.Equal(2, Count());
    }

    [Fact]
    public async Task What_was_answered_survives_a_process_that_is_killed()
    {
        // A copy of the files while the database is open is what a kill -9 leaves on disk.
        for (var i = 0; i < 50; i++)
            await database.WriteAsync(sql => Mark(sql, $"f{i}"), default);
        foreach (var file in Directory.GetFiles(folder.Path, "a.db*").Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)))
            File.Copy(file, file.Replace("a.db", "crashed.db", StringComparison.Ordinal));

        using var reopened = SqliteDatabase.Open(folder["crashed.db"], Migrations.Recovery, new StandingClock());

        Assert.Equal(50, reopened.Read(Count));
    }

    [Fact]
    public async Task A_back_up_is_a_database_of_its_own_and_never_overwrites()
    {
        await database.WriteAsync(sql => Mark(sql, "a"), default);

        database.BackUp(folder["copy.db"]);

        using var copy = SqliteDatabase.Open(folder["copy.db"], Migrations.Recovery, new StandingClock());
        Assert.Equal(1, copy.Read(Count));
        Assert.Contains("never overwrites", Assert.Throws<StoreException>(() => database.BackUp(folder["copy.db"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_database_says_so()
    {
        database.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => database.WriteAsync(sql => Mark(sql, "a"), default));
    }

    private static void Mark(Sql sql, string name) => sql.Execute(
        "INSERT INTO imports (name, hash, rows_read, at) VALUES (@name, 'h', 1, 0)", ("@name", name));

    private static long Count(Sql sql) => sql.Number("SELECT count(*) FROM imports") ?? 0;

    private long Count() => database.Read(Count);
}
