using System.Reflection;
using Microsoft.Data.Sqlite;

namespace Temporalio.DevServer.Store;

/// <summary>The one place that opens SQLite connections, and owns the lock file that keeps a second process out.</summary>
internal sealed class Database : IDisposable
{
    public const int Version = 1;

    private const int applicationId = 0x54445653;
    private readonly string? path;
    private readonly bool fullSync;
    private readonly FileStream? lockFile;
    private readonly SqliteConnection? memory;

    private Database(string? path, bool fullSync, FileStream? lockFile)
    {
        this.path = path;
        this.fullSync = fullSync;
        this.lockFile = lockFile;
        if (path is null)
            memory = Connect("Data Source=:memory:;Pooling=False");
    }

    /// <summary>In memory there is one connection only; whoever uses it holds this lock.</summary>
    public object? SharedGate => memory;

    public string Name => path ?? "memory";

    /// <summary>Opens or creates; <paramref name="path"/> null means in memory. Throws <see cref="StoreFault"/>.</summary>
    public static Database Open(string? path, bool fullSync)
    {
        if (path is not null)
            path = Path.GetFullPath(path);
        var wasCutOff = path is not null && new FileInfo(path + "-wal") is { Exists: true, Length: > 0 };
        var database = new Database(path, fullSync, path is null ? null : Lock(path));
        try
        {
            database.Prepare(wasCutOff);
            return database;
        }
        catch (SqliteException fault)
        {
            database.Dispose();
            throw new StoreFault(Explain(path, fault), fault) { SqliteCode = fault.SqliteErrorCode };
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>A new connection, or in memory the one connection there is.</summary>
    public SqliteConnection Connect()
    {
        if (memory is not null)
            return memory;
        var connection = Connect($"Data Source={path};Pooling=False");
        Execute(connection, $"PRAGMA synchronous = {(fullSync ? "FULL" : "NORMAL")}; PRAGMA secure_delete = ON; PRAGMA cache_size = -16384; PRAGMA busy_timeout = 5000;");
        return connection;
    }

    public void Close(SqliteConnection connection)
    {
        if (connection != memory)
            connection.Dispose();
    }

    public void Dispose()
    {
        memory?.Dispose();
        lockFile?.Dispose();
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Connect(string text)
    {
        var connection = new SqliteConnection(text);
        connection.Open();
        return connection;
    }

    private void Prepare(bool wasCutOff)
    {
        var connection = Connect();
        try
        {
            var version = Scalar(connection, "PRAGMA user_version");
            var isEmpty = Scalar(connection, "SELECT count(*) FROM sqlite_master") == 0;
            if (!isEmpty && Scalar(connection, "PRAGMA application_id") != applicationId)
                throw new StoreFault($"{Name} is a SQLite database, but not one of the embedded Temporal service. Name another file.");
            if (version > Version)
                throw new StoreFault($"{Name} has schema version {version}; this program knows versions up to {Version}. Use the newer program that wrote it.");
            if (path is not null)
                Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 4000;");
            if (isEmpty)
                Create(connection);
            else if (wasCutOff)
                DemandSound(connection);
        }
        finally
        {
            Close(connection);
        }
    }

    /// <summary>After a crash or a power cut, which may have left pages half written. Costs about 5 ms for each MB.</summary>
    private void DemandSound(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check(1)";
        if (command.ExecuteScalar() is string found and not "ok")
            throw new StoreFault(Damaged(Name, found)) { SqliteCode = 11 };
    }

    private static void Create(SqliteConnection connection)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("schema-1.sql")
            ?? throw new InvalidOperationException("The schema is not embedded in the assembly.");
        using var reader = new StreamReader(stream);
        Execute(connection, $"BEGIN IMMEDIATE; PRAGMA application_id = {applicationId}; {reader.ReadToEnd()} COMMIT;");
    }

    private static long Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static FileStream Lock(string path)
    {
        try
        {
            if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
                Directory.CreateDirectory(folder);
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault)
        {
            throw new StoreFault($"{path} is in use by another process (or {path}.lock cannot be written): {fault.Message}", fault);
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new StoreFault($"{path} cannot be opened: {fault.Message}", fault);
        }
    }

    /// <summary>The message of a database that must not be run on.</summary>
    public static string Damaged(string? path, string what) =>
        $"{path} is damaged ({what}). Restore a copy; the service does not run on a damaged database.";

    private static string Explain(string? path, SqliteException fault) => fault.SqliteErrorCode switch
    {
        5 or 6 => $"{path} is locked by another process. Stop it, or name another file.",
        11 => Damaged(path, fault.Message),
        13 => $"The disk of {path} is full. Free some space and start again; nothing that was acknowledged is lost.",
        14 => $"{path} cannot be opened or created: {fault.Message}",
        26 => $"{path} is not a SQLite database, or its beginning is damaged. Name another file, or restore a copy.",
        _ => $"{path}: {fault.Message}",
    };
}
