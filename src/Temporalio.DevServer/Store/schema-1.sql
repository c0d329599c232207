CREATE TABLE namespaces (
    name TEXT PRIMARY KEY,
    body BLOB NOT NULL
) STRICT;

-- One row per workflow run. `state` is a RunState message; `wake_ms` is the run's next timer; `ready` is 1 while
-- something of the run waits to be handed out (a task, or a message to another run); `live` is 1 while a restart
-- has to look at it: it is open or ready.
CREATE TABLE runs (
    run_key INTEGER PRIMARY KEY,
    live    INTEGER NOT NULL,
    ready   INTEGER NOT NULL,
    wake_ms INTEGER,
    state   BLOB NOT NULL
) STRICT;
CREATE INDEX runs_live ON runs (run_key) WHERE live = 1;

-- Batches of events, append only: id = run_key * 2^20 + id of the batch's first event.
CREATE TABLE history (
    id     INTEGER PRIMARY KEY,
    events BLOB NOT NULL
) STRICT;

-- The newest run of each workflow id.
CREATE TABLE current (
    namespace   TEXT NOT NULL,
    workflow_id TEXT NOT NULL,
    run_key     INTEGER NOT NULL,
    PRIMARY KEY (namespace, workflow_id)
) STRICT, WITHOUT ROWID;

-- What lists and counts read.
CREATE TABLE visibility (
    run_key        INTEGER PRIMARY KEY,
    namespace      TEXT NOT NULL,
    workflow_id    TEXT NOT NULL,
    run_id         TEXT NOT NULL,
    workflow_type  TEXT NOT NULL,
    task_queue     TEXT NOT NULL,
    status         INTEGER NOT NULL,
    start_ms       INTEGER NOT NULL,
    execution_ms   INTEGER NOT NULL,
    close_ms       INTEGER,
    history_length INTEGER NOT NULL,
    history_size   INTEGER NOT NULL,
    transitions    INTEGER NOT NULL,
    parent_workflow_id TEXT,
    parent_run_id      TEXT,
    root_workflow_id   TEXT NOT NULL,
    root_run_id        TEXT NOT NULL,
    attributes     TEXT NOT NULL,
    body           BLOB NOT NULL
) STRICT;
CREATE INDEX visibility_workflow ON visibility (namespace, workflow_id);
CREATE INDEX visibility_start ON visibility (namespace, start_ms);

CREATE TABLE schedules (
    namespace   TEXT NOT NULL,
    schedule_id TEXT NOT NULL,
    body        BLOB NOT NULL,
    PRIMARY KEY (namespace, schedule_id)
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 1;
