-- Notifications to people: one row per event, channel and recipient, sent once. No personal data: what to say is built from the request.
CREATE TABLE notices (
  key TEXT NOT NULL PRIMARY KEY,
  event TEXT NOT NULL,
  proposal_id TEXT,
  channel TEXT NOT NULL,
  recipient TEXT NOT NULL,
  text TEXT NOT NULL,
  state TEXT NOT NULL,
  attempts BIGINT NOT NULL DEFAULT 0,
  next_at BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  settled_at BIGINT,
  why TEXT
);
CREATE INDEX notices_waiting ON notices (next_at) WHERE settled_at IS NULL;
CREATE INDEX approvals_by_asking ON approvals (asked_at);
CREATE INDEX escalations_by_time ON escalations (at);
