using SQLitePCL;

namespace Temporalio.DevServer.Store;

/// <summary>The prepared statements of the writing connection.</summary>
internal sealed class WriteStatements(sqlite3 db) : IDisposable
{
    public sqlite3 Handle { get; } = db;

    public Statement Begin { get; } = new(db, "BEGIN IMMEDIATE");

    public Statement Commit { get; } = new(db, "COMMIT");

    public Statement Rollback { get; } = new(db, "ROLLBACK");

    public Statement InsertRun { get; } = new(db,
        "INSERT INTO runs (run_key, live, ready, wake_ms, state) VALUES (?1, ?2, ?3, ?4, ?5)");

    public Statement UpdateRun { get; } = new(db,
        "UPDATE runs SET live = ?2, ready = ?3, wake_ms = ?4, state = ?5 WHERE run_key = ?1");

    public Statement AppendEvents { get; } = new(db, "INSERT INTO history (id, events) VALUES (?1, ?2)");

    public Statement SetCurrent { get; } = new(db,
        "INSERT INTO current (namespace, workflow_id, run_key) VALUES (?1, ?2, ?3) " +
        "ON CONFLICT (namespace, workflow_id) DO UPDATE SET run_key = excluded.run_key");

    public Statement SetVisibility { get; } = new(db,
        """
        INSERT OR REPLACE INTO visibility (run_key, namespace, workflow_id, run_id, workflow_type, task_queue, status,
            start_ms, execution_ms, close_ms, history_length, history_size, transitions,
            parent_workflow_id, parent_run_id, root_workflow_id, root_run_id, attributes, body)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)
        """);

    public void Dispose()
    {
        foreach (var statement in new[] { Begin, Commit, Rollback, InsertRun, UpdateRun, AppendEvents, SetCurrent, SetVisibility })
            statement.Dispose();
    }
}
