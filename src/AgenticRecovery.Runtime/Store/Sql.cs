using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace AgenticRecovery.Store;

/// <summary>
/// One connection with its prepared statements, used by one thread at a time. Parameters are named <c>@name</c>;
/// instants go in as Unix milliseconds, money as minor units.
/// </summary>
public sealed class Sql : IDisposable
{
    // Statements are raw strings beside the methods that run them, so their number is that of the code's methods.
    private readonly Dictionary<string, SqliteCommand> prepared = new(StringComparer.Ordinal);
    private readonly SqliteConnection connection;

    internal Sql(SqliteConnection connection) => this.connection = connection;

    /// <summary>False after SQLite itself rolled the transaction back (disk full, I/O error).</summary>
    internal bool IsInTransaction => SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0;

    /// <summary>Every statement this connection has run.</summary>
    internal IReadOnlyCollection<string> Statements => prepared.Keys;

    /// <summary>Rows changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> values) =>
        Bind(sql, values).ExecuteNonQuery();

    public List<T> Query<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var reader = Bind(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>The first row, or null when there is none.</summary>
    public T? Find<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> values)
        where T : class
    {
        using var reader = Bind(sql, values).ExecuteReader();
        return reader.Read() ? read(reader) : null;
    }

    /// <summary>The first column of the first row; null when there is no row or it is NULL.</summary>
    public long? Number(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var reader = Bind(sql, values).ExecuteReader();
        return reader.Read() && !reader.IsDBNull(0) ? reader.GetInt64(0) : null;
    }

    /// <inheritdoc cref="Number"/>
    public string? Text(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var reader = Bind(sql, values).ExecuteReader();
        return reader.Read() && !reader.IsDBNull(0) ? reader.GetString(0) : null;
    }

    /// <summary>Several statements without parameters, such as a migration.</summary>
    public void Script(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Copies the state this connection sees to another file, which must not exist yet.</summary>
    internal bool BackUp(string toPath)
    {
        if (File.Exists(toPath))
            throw new StoreException($"{toPath} exists already; a back-up never overwrites.");
        using var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = toPath, Pooling = false }.ToString());
        target.Open();
        connection.BackupDatabase(target);
        return true;
    }

    public void Dispose()
    {
        foreach (var command in prepared.Values)
            command.Dispose();
        prepared.Clear();
        connection.Dispose();
    }

    private SqliteCommand Bind(string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, value) in values)
                command.Parameters.Add(new SqliteParameter(name, value ?? DBNull.Value));
            prepared.Add(sql, command);
            return command;
        }

        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i].Value ?? DBNull.Value;
        return command;
    }
}
