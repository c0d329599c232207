using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace AgenticRecovery.Store;

/// <summary>What a completed write survives.</summary>
public enum Durability
{
    PowerCut,

    /// <summary>The end of the process and no more: for files that are thrown away after use.</summary>
    ProcessEnd,
}

/// <summary>
/// One SQLite file in WAL mode: one writer thread that puts many units of work into one commit, and a pool of
/// connections for reads. A write completes only after its commit is on disk (but see <see cref="Durability"/>).
/// </summary>
public sealed class SqliteDatabase : IDisposable
{
    // How long a statement waits for another process's lock before it fails as unavailable. The provider waits, not
    // SQLite: with both, the two waits would multiply.
    private const int BusySeconds = 5;

    private readonly ConcurrentBag<Sql> idle = [];
    private readonly GroupCommit writer;
    private volatile bool isClosed;

    private SqliteDatabase(string path, Sql writing)
    {
        Path = path;
        writer = new GroupCommit(writing, path);
    }

    public string Path { get; }

    /// <summary>Commits since opening, and units of work in them.</summary>
    public (long Commits, long Units) Written => writer.Written;

    /// <summary>Opens or makes the file and brings its schema up to date. Throws <see cref="StoreException"/> with what to do.</summary>
    public static SqliteDatabase Open(string path, Migrations schema, TimeProvider clock, Durability durability = Durability.PowerCut)
    {
        var sql = Connect(path, isWriter: true);
        try
        {
            if (durability == Durability.ProcessEnd)
                sql.Script("PRAGMA synchronous = OFF");
            schema.Apply(sql, path, clock.GetUtcNow());
            return new SqliteDatabase(path, sql);
        }
        catch (SqliteException fault)
        {
            sql.Dispose();
            throw SqliteFault.Explain(fault, path) ?? new StoreException($"{path} could not be brought up to date: {fault.Message}", fault);
        }
        catch
        {
            sql.Dispose();
            throw;
        }
    }

    /// <summary>The schema steps that <see cref="Open"/> would run; nothing is changed. A file that does not exist needs all.</summary>
    public static IReadOnlyList<Migration> MissingSteps(string path, Migrations schema)
    {
        if (!File.Exists(path))
            return schema.Steps;
        using var sql = Connect(path, isWriter: false);
        return schema.Missing(sql, path);
    }

    /// <summary>Runs a unit of work on the writer thread; all of it is committed when the task completes, or none of it.</summary>
    /// <remarks>
    /// The unit must only touch the database, and be short: others wait behind it. Cancelling works until the unit
    /// starts. Throws <see cref="StoreUnavailableException"/> when the commit failed.
    /// </remarks>
    public Task<T> WriteAsync<T>(Func<Sql, T> unit, CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(isClosed, this);
        return writer.Submit(unit, ct);
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Action<Sql> unit, CancellationToken ct) => WriteAsync(
        sql =>
        {
            unit(sql);
            return true;
        }, ct);

    /// <summary>Reads one consistent state on the calling thread, beside the writer.</summary>
    public T Read<T>(Func<Sql, T> read)
    {
        ObjectDisposedException.ThrowIf(isClosed, this);
        if (!idle.TryTake(out var sql))
            sql = Connect(Path, isWriter: false);
        var isSound = false;
        try
        {
            sql.Execute("BEGIN");
            var result = read(sql);
            sql.Execute("COMMIT");
            isSound = true;
            return result;
        }
        catch (SqliteException fault) when (SqliteFault.Explain(fault, Path) is { } explained)
        {
            throw explained;
        }
        finally
        {
            if (isSound && !isClosed)
                idle.Add(sql);
            else
                sql.Dispose();
        }
    }

    /// <summary>Copies a consistent state to a new file while writes go on.</summary>
    public void BackUp(string toPath) => Read(sql => sql.BackUp(toPath));

    /// <summary>Finishes what was submitted, then closes.</summary>
    public void Dispose()
    {
        if (isClosed)
            return;
        isClosed = true;
        writer.Dispose();
        while (idle.TryTake(out var sql))
            sql.Dispose();
    }

    private static Sql Connect(string path, bool isWriter)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = isWriter ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = BusySeconds,
        }.ToString());
        try
        {
            connection.Open();
            var sql = new Sql(connection);
            // FULL, because a completed write must survive a power cut; group commit pays for it. Secure, because the words
            // of a customer who is forgotten must not stay in free pages.
            sql.Script(isWriter
                ? "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -16000"
                : "PRAGMA query_only = 1; PRAGMA cache_size = -8000");
            return sql;
        }
        catch (SqliteException fault)
        {
            connection.Dispose();
            throw SqliteFault.Explain(fault, path) ?? new StoreException($"{path} cannot be opened: {fault.Message}", fault);
        }
    }
}
