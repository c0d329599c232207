using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Temporalio.DevServer.Store;

/// <summary>
/// Group commit. Changes are written in the order they were appended, by one thread; everything that was appended while the
/// previous commit ran shares the next one. The task returned by <see cref="Append"/> ends when the change is durable.
/// </summary>
internal sealed partial class CommitLog : IDisposable
{
    private static readonly TimeSpan retryAfter = TimeSpan.FromMilliseconds(500);

    private readonly Database database;
    private readonly ILogger logger;
    private readonly Thread thread;
    private readonly Lock gate = new();
    private readonly AutoResetEvent wake = new(false);
    private readonly ManualResetEventSlim stop = new();
    private readonly SqliteConnection connection;
    private readonly WriteStatements statements;
    private Batch filling = new();
    private Batch? writing;

    public CommitLog(Database database, ILogger logger)
    {
        this.database = database;
        this.logger = logger;
        connection = database.Connect();
        statements = new WriteStatements(connection.Handle!);
        thread = new Thread(Write) { IsBackground = true, Name = "temporal-commit" };
        thread.Start();
    }

    /// <summary>Null while writes succeed; else why they do not (a full disk). The changes wait and are tried again.</summary>
    public StoreFault? Stalled { get; private set; }

    public long Commits { get; private set; }

    /// <summary>Order of calls is order of writing. A stalled log fails the task, yet keeps the change for later.</summary>
    public Task Append(ReadOnlySpan<Change> changes)
    {
        Batch batch;
        bool first;
        lock (gate)
        {
            batch = filling;
            first = batch.Changes.Count == 0;
            foreach (var change in changes)
                batch.Changes.Add(change);
        }
        if (first)
            wake.Set();
        return batch.Done.Task;
    }

    /// <summary>Ends when everything appended before is durable.</summary>
    public Task Settled()
    {
        lock (gate)
            return filling.Changes.Count > 0 ? filling.Done.Task : writing?.Done.Task ?? Task.CompletedTask;
    }

    /// <summary>Writes what is waiting, then stops.</summary>
    public void Dispose()
    {
        stop.Set();
        wake.Set();
        thread.Join();
        statements.Dispose();
        database.Close(connection);
        wake.Dispose();
        stop.Dispose();
    }

    private void Write()
    {
        while (true)
        {
            wake.WaitOne();
            var batch = Take();
            if (batch.Changes.Count > 0 && !WriteUntilDurable(batch))
                return;
            if (stop.IsSet && Take(peek: true).Changes.Count == 0)
                return;
        }
    }

    private Batch Take(bool peek = false)
    {
        lock (gate)
        {
            var batch = filling;
            if (peek)
                return batch;
            if (batch.Changes.Count > 0)
                writing = batch;
            filling = new Batch();
            return batch;
        }
    }

    private bool WriteUntilDurable(Batch batch)
    {
        MarkSuperseded(batch.Changes);
        while (true)
        {
            try
            {
                WriteOnce(batch);
                Commits++;
                Stalled = null;
                batch.Done.TrySetResult();
                return true;
            }
            catch (StoreFault fault)
            {
                Stalled = fault;
                LogStalled(logger, database.Name, fault.Message);
                batch.Done.TrySetException(fault);
                if (stop.Wait(retryAfter))
                    return false;
            }
        }
    }

    private void WriteOnce(Batch batch)
    {
        lock (database.SharedGate ?? this)
        {
            statements.Begin.Run();
            try
            {
                foreach (var change in batch.Changes)
                    change.Apply(statements);
                statements.Commit.Run();
            }
            catch (StoreFault)
            {
                TryRollback();
                throw;
            }
        }
    }

    private void TryRollback()
    {
        try
        {
            statements.Rollback.Run();
        }
        catch (StoreFault fault)
        {
            // SQLite rolls back by itself on a full disk or an I/O error; then there is no transaction left to end.
            LogRollback(logger, fault.Message);
        }
    }

    private static void MarkSuperseded(List<Change> changes)
    {
        if (changes.Count == 1)
            return;
        var seen = new HashSet<long>();
        for (var i = changes.Count - 1; i >= 0; i--)
        {
            if (changes[i] is RunChange run && !seen.Add(run.RunKey))
                run.IsSuperseded = true;
        }
    }

    private sealed class Batch
    {
        public List<Change> Changes { get; } = [];

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    [LoggerMessage(LogLevel.Error, "Cannot write to {Database}: {Fault}. Writes wait and are tried again; callers get UNAVAILABLE.")]
    private static partial void LogStalled(ILogger logger, string database, string fault);

    [LoggerMessage(LogLevel.Debug, "Rollback after a failed write: {Fault}")]
    private static partial void LogRollback(ILogger logger, string fault);
}
