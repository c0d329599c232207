using AgenticRecovery.Store;
using Dapper;
using Microsoft.Data.Sqlite;

namespace AgenticRecovery.Tests.Store;

public sealed class MigrationTests : IDisposable
{
    private static readonly Migrations One = new("test", [new Migration(1, "0001_a", "CREATE TABLE a (id TEXT)")]);

    private readonly TempFolder folder = new();
    private readonly StandingClock clock = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Later_steps_run_on_an_older_file_and_keep_its_rows()
    {
        using (var old = SqliteDatabase.Open(folder["a.db"], One, clock))
            await old.WriteAsync(sql => sql.Execute("INSERT INTO a (id) VALUES ('kept')"), default);
        var two = One with { Steps = [.. One.Steps, new Migration(2, "0002_b", "CREATE TABLE b (id TEXT)")] };

        Assert.Equal(["0002_b"], SqliteDatabase.MissingSteps(folder["a.db"], two).Select(s => s.Name));
        using var now = SqliteDatabase.Open(folder["a.db"], two, clock);

        Assert.Equal("kept", now.Read(sql => sql.Text("SELECT id FROM a")));
        Assert.Equal(0, now.Read(sql => sql.Number("SELECT count(*) FROM b")));
        Assert.Empty(SqliteDatabase.MissingSteps(folder["a.db"], two));
    }

    [Fact]
    public void A_newer_schema_is_refused()
    {
        SqliteDatabase.Open(folder["a.db"], One with { Steps = [.. One.Steps, new Migration(2, "0002_b", "CREATE TABLE b (id TEXT)")] }, clock).Dispose();

        var fault = Assert.Throws<StoreException>(() => SqliteDatabase.Open(folder["a.db"], One, clock));

        Assert.Contains("newer version", fault.Message, StringComparison.Ordinal);
        Assert.Contains("0002_b", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_edited_step_is_refused()
    {
        SqliteDatabase.Open(folder["a.db"], One, clock).Dispose();
        var edited = One with { Steps = [new Migration(1, "0001_a", "CREATE TABLE a (id TEXT, more TEXT)")] };

        Assert.Contains("edited", Assert.Throws<StoreException>(() => SqliteDatabase.Open(folder["a.db"], edited, clock)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Line_ends_do_not_change_a_step()
    {
        Assert.Equal(new Migration(1, "a", "X\nY").Hash, new Migration(1, "a", "X\r\nY").Hash);
    }

    [Fact]
    public void A_step_that_fails_leaves_the_file_as_it_was()
    {
        SqliteDatabase.Open(folder["a.db"], One, clock).Dispose();
        var broken = One with { Steps = [.. One.Steps, new Migration(2, "0002_b", "CREATE TABLE b (id TEXT); CREATE TABEL c (id TEXT)")] };

        Assert.Contains("syntax error", Assert.Throws<StoreException>(() => SqliteDatabase.Open(folder["a.db"], broken, clock)).Message, StringComparison.Ordinal);

        using var still = SqliteDatabase.Open(folder["a.db"], One, clock);
        Assert.Equal(0, still.Read(sql => sql.Number("SELECT count(*) FROM sqlite_master WHERE name = 'b'")));
    }

    [Fact]
    public void A_file_of_another_room_is_refused()
    {
        SqliteDatabase.Open(folder["a.db"], One, clock).Dispose();

        Assert.Contains("'test' database", Assert.Throws<StoreException>(() => RecoveryStore.Open(folder["a.db"], clock)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_another_program_is_refused()
    {
        using (var other = new SqliteConnection($"Data Source={folder["b.db"]};Pooling=False"))
            other.Execute("CREATE TABLE theirs (id TEXT)");

        Assert.Contains("another program", Assert.Throws<StoreException>(() => RecoveryStore.Open(folder["b.db"], clock)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_database_says_so()
    {
        File.WriteAllText(folder["c.db"], string.Concat(Enumerable.Repeat("this is a text file, not a database. ", 60)));

        Assert.Contains("not a SQLite database", Assert.Throws<StoreException>(() => RecoveryStore.Open(folder["c.db"], clock)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_does_not_exist_says_so()
    {
        var fault = Assert.Throws<StoreException>(() => RecoveryStore.Open(Path.Combine(folder["nowhere"], "d.db"), clock));

        Assert.Contains("cannot be opened", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_locked_by_another_process_says_so_and_works_again_after()
    {
        using var database = SqliteDatabase.Open(folder["e.db"], One, clock);
        using var other = new SqliteConnection($"Data Source={folder["e.db"]};Pooling=False");
        other.Open();
        other.Execute("BEGIN IMMEDIATE");

        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => database.WriteAsync(
            sql => sql.Execute("INSERT INTO a (id) VALUES ('x')"), default));
        other.Execute("ROLLBACK TRANSACTION");
        await database.WriteAsync(sql => sql.Execute("INSERT INTO a (id) VALUES ('y')"), default);

        Assert.Contains("locked by another process", fault.Message, StringComparison.Ordinal);
        Assert.Equal("y", database.Read(sql => sql.Text("SELECT id FROM a")));
    }

    [Fact]
    public async Task A_full_disk_fails_the_write_clearly_and_loses_nothing_that_was_answered()
    {
        using var database = SqliteDatabase.Open(folder["f.db"], One, clock);
        await database.WriteAsync(sql => sql.Execute("INSERT INTO a (id) VALUES ('before')"), default);
        // A page limit is how SQLite itself says "full" without filling a disk.
        await database.WriteAsync(sql => { }, default);
        await database.WriteAsync(sql => sql.Text("PRAGMA max_page_count = 12"), default);

        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => database.WriteAsync(
            sql => sql.Execute("INSERT INTO a (id) VALUES (@big)", ("@big", new string('x', 1_000_000))), default));
        await database.WriteAsync(sql => sql.Text("PRAGMA max_page_count = 100000"), default);
        await database.WriteAsync(sql => sql.Execute("INSERT INTO a (id) VALUES ('after')"), default);

        Assert.Contains("No space", fault.Message, StringComparison.Ordinal);
        Assert.Equal(["after", "before"], database.Read(sql => sql.Query("SELECT id FROM a ORDER BY id", row => row.GetString(0))));
    }
}
