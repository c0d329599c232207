using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Temporalio.DevServer.Store;

/// <summary>Reads what is committed. Connections are pooled; each has its prepared statements.</summary>
internal sealed class Reader(Database database) : IDisposable
{
    private readonly ConcurrentBag<Lease> pool = [];

    public long? FindCurrent(string ns, string workflowId) => With(lease =>
    {
        var query = lease.Current.Bind(1, ns).Bind(2, workflowId);
        long? key = query.Step() ? query.Int64(0) : null;
        query.Reset();
        return key;
    });

    /// <summary>Null when there is no such run.</summary>
    public byte[]? LoadState(long runKey) => With(lease =>
    {
        var query = lease.State.Bind(1, runKey);
        var state = query.Step() ? query.Blob(0) : null;
        query.Reset();
        return state;
    });

    /// <summary>The batches of a run's history in order, each a serialised History message.</summary>
    public List<byte[]> LoadEvents(long runKey) => With(lease =>
    {
        var query = lease.Events.Bind(1, HistoryKey.Of(runKey, 0)).Bind(2, HistoryKey.Of(runKey + 1, 0) - 1);
        var batches = new List<byte[]>();
        while (query.Step())
            batches.Add(query.Blob(0));
        query.Reset();
        return batches;
    });

    /// <summary>Any other query; <paramref name="read"/> is called once per row.</summary>
    public void Query(string sql, Action<Statement> bind, Action<Statement> read) => With(lease =>
    {
        using var statement = new Statement(lease.Connection.Handle!, sql);
        bind(statement);
        while (statement.Step())
            read(statement);
        return true;
    });

    public void Dispose()
    {
        while (pool.TryTake(out var lease))
            lease.Dispose();
    }

    private T With<T>(Func<Lease, T> read)
    {
        if (!pool.TryTake(out var lease))
            lease = new Lease(database);
        try
        {
            if (database.SharedGate is not { } gate)
                return read(lease);
            lock (gate)
                return read(lease);
        }
        finally
        {
            pool.Add(lease);
        }
    }

    private sealed class Lease(Database database) : IDisposable
    {
        private Statement? current;
        private Statement? state;
        private Statement? events;

        public SqliteConnection Connection { get; } = database.Connect();

        public Statement Current => current ??= Prepare("SELECT run_key FROM current WHERE namespace = ?1 AND workflow_id = ?2");

        public Statement State => state ??= Prepare("SELECT state FROM runs WHERE run_key = ?1");

        public Statement Events => events ??= Prepare("SELECT events FROM history WHERE id BETWEEN ?1 AND ?2 ORDER BY id");

        public void Dispose()
        {
            current?.Dispose();
            state?.Dispose();
            events?.Dispose();
            database.Close(Connection);
        }

        private Statement Prepare(string sql) => new(Connection.Handle!, sql);
    }
}
