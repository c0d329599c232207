using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace AgenticRecovery.Store;

/// <summary>
/// The one writer of a file. Takes whatever has queued up, runs each unit under its own savepoint, commits once, and
/// only then answers. A unit that throws undoes itself and nobody else.
/// </summary>
internal sealed class GroupCommit : IDisposable
{
    // Bounds how long the first unit of a commit waits for the last: about 10 ms of work at 20 µs a unit.
    private const int MostUnits = 512;

    private readonly BlockingCollection<IUnit> queue = new(new ConcurrentQueue<IUnit>());
    private readonly Thread thread;
    private readonly Sql sql;
    private readonly string path;
    private long commits;
    private long units;

    public GroupCommit(Sql sql, string path)
    {
        this.sql = sql;
        this.path = path;
        thread = new Thread(Run) { IsBackground = true, Name = $"writer of {System.IO.Path.GetFileName(path)}" };
        thread.Start();
    }

    private interface IUnit
    {
        bool TryStart();
        void Run(Sql sql);
        void Fail(Exception fault);
        void Settle();
    }

    public (long Commits, long Units) Written => (Interlocked.Read(ref commits), Interlocked.Read(ref units));

    public Task<T> Submit<T>(Func<Sql, T> work, CancellationToken ct)
    {
        if (ct.IsCancellationRequested)
            return Task.FromCanceled<T>(ct);
        var unit = new Unit<T>(work, ct);
        try
        {
            queue.Add(unit, CancellationToken.None);
        }
        catch (InvalidOperationException e)
        {
            throw new ObjectDisposedException($"The database {path} is closed.", e);
        }

        return unit.Task;
    }

    public void Dispose()
    {
        queue.CompleteAdding();
        thread.Join();
        sql.Dispose();
        queue.Dispose();
    }

    private void Run()
    {
        var batch = new List<IUnit>(MostUnits);
        foreach (var first in queue.GetConsumingEnumerable())
        {
            batch.Add(first);
            while (batch.Count < MostUnits && queue.TryTake(out var next))
                batch.Add(next);
            Commit(batch);
            batch.Clear();
        }
    }

    private void Commit(List<IUnit> batch)
    {
        try
        {
            sql.Execute("BEGIN IMMEDIATE");
            foreach (var unit in batch)
                RunOne(unit);
            sql.Execute("COMMIT");
            Interlocked.Increment(ref commits);
            Interlocked.Add(ref units, batch.Count);
        }
        // The edge of the writer: whatever happens to one commit is told to its callers, and the writer goes on.
        catch (Exception fault)
        {
            if (sql.IsInTransaction)
                sql.Execute("ROLLBACK");
            var told = fault is SqliteException s ? SqliteFault.Explain(s, path) ?? fault : fault;
            foreach (var unit in batch)
                unit.Fail(told);
        }

        foreach (var unit in batch)
            unit.Settle();
    }

    private void RunOne(IUnit unit)
    {
        if (!unit.TryStart())
            return;
        sql.Execute("SAVEPOINT unit");
        try
        {
            unit.Run(sql);
        }
        // SQLite ends the whole transaction on some faults (disk full, I/O); then the commit as a whole has failed.
        catch (Exception fault) when (sql.IsInTransaction && !IsOfTheFile(fault))
        {
            sql.Execute("ROLLBACK TO unit");
            unit.Fail(fault);
        }

        sql.Execute("RELEASE unit");
    }

    private bool IsOfTheFile(Exception fault) => fault is SqliteException s && SqliteFault.Explain(s, path) is not null;

    private sealed class Unit<T>(Func<Sql, T> work, CancellationToken ct) : IUnit
    {
        private readonly TaskCompletionSource<T> source = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? result;
        private Exception? fault;
        private bool isCancelled;

        public Task<T> Task => source.Task;

        public bool TryStart() => !(isCancelled = ct.IsCancellationRequested);

        public void Run(Sql sql) => result = work(sql);

        public void Fail(Exception why) => fault ??= why;

        public void Settle()
        {
            if (isCancelled)
                source.SetCanceled(ct);
            else if (fault is not null)
                source.SetException(fault);
            else
                source.SetResult(result!);
        }
    }
}
