using SQLitePCL;

namespace Temporalio.DevServer.Store;

/// <summary>A prepared statement used again and again on one connection. Not safe for two threads at once.</summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 db;
    private readonly sqlite3_stmt handle;

    public Statement(sqlite3 db, string sql)
    {
        this.db = db;
        Check(raw.sqlite3_prepare_v2(db, sql, out handle));
    }

    public Statement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(handle, index, value));
        return this;
    }

    public Statement Bind(int index, double value)
    {
        Check(raw.sqlite3_bind_double(handle, index, value));
        return this;
    }

    public Statement Bind(int index, long? value)
    {
        Check(value is { } number ? raw.sqlite3_bind_int64(handle, index, number) : raw.sqlite3_bind_null(handle, index));
        return this;
    }

    public Statement Bind(int index, string? value)
    {
        Check(value is null ? raw.sqlite3_bind_null(handle, index) : raw.sqlite3_bind_text(handle, index, value));
        return this;
    }

    public Statement Bind(int index, ReadOnlySpan<byte> value)
    {
        Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(handle, index, 0) : raw.sqlite3_bind_blob(handle, index, value));
        return this;
    }

    /// <summary>True when a row is there to be read.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
        if (code == raw.SQLITE_ROW)
            return true;
        if (code == raw.SQLITE_DONE)
            return false;
        var fault = Fault(code);
        raw.sqlite3_reset(handle);
        throw fault;
    }

    /// <summary>Runs a statement that returns no rows, and makes it ready for the next use.</summary>
    public void Run()
    {
        while (Step())
        {
        }
        Reset();
    }

    public void Reset() => raw.sqlite3_reset(handle);

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public long Int64(int column) => raw.sqlite3_column_int64(handle, column);

    public string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string();

    public byte[] Blob(int column) => raw.sqlite3_column_blob(handle, column).ToArray();

    public void Dispose() => handle.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw Fault(code);
    }

    private StoreFault Fault(int code) =>
        new($"SQLite: {raw.sqlite3_errmsg(db).utf8_to_string()} (code {code})") { SqliteCode = code & 0xff };
}
