-- Records of the recovery desk. Times are UTC Unix milliseconds, money is integer minor units with a currency.
-- Running cases live in Temporal; these tables remember what happened and carry what is too large for a history.

CREATE TABLE signals (
  id TEXT NOT NULL PRIMARY KEY,
  case_id TEXT NOT NULL,
  source TEXT NOT NULL,
  kind TEXT NOT NULL,
  occurred_at BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  delivered_at BIGINT,
  body TEXT NOT NULL
);
CREATE INDEX signals_by_case ON signals (case_id, received_at);
CREATE INDEX signals_undelivered ON signals (received_at) WHERE delivered_at IS NULL;

CREATE TABLE cases (
  id TEXT NOT NULL PRIMARY KEY,
  join_key TEXT NOT NULL,
  subject TEXT NOT NULL,
  number BIGINT NOT NULL,
  order_id TEXT,
  customer_id TEXT,
  state TEXT NOT NULL,
  state_why TEXT NOT NULL,
  state_due_at BIGINT,
  mode TEXT,
  confidence TEXT,
  diagnosis TEXT,
  queue TEXT,
  owner TEXT,
  first_touch_due_at BIGINT,
  decision_due_at BIGINT,
  update_due_at BIGINT,
  first_touch_at BIGINT,
  opened_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  closed_at BIGINT,
  result TEXT,
  currency TEXT,
  value_at_risk_minor BIGINT,
  best_move TEXT,
  valuation TEXT,
  signal_count BIGINT NOT NULL DEFAULT 1,
  failed_why TEXT,
  claimed_by TEXT,
  claimed_until BIGINT
);
CREATE UNIQUE INDEX cases_open ON cases (join_key, subject) WHERE closed_at IS NULL;
CREATE UNIQUE INDEX cases_number ON cases (join_key, subject, number);
CREATE INDEX cases_by_state ON cases (state, opened_at);
CREATE INDEX cases_by_mode ON cases (mode, opened_at);
CREATE INDEX cases_by_order ON cases (order_id);
CREATE INDEX cases_by_customer ON cases (customer_id);
CREATE INDEX cases_by_opening ON cases (opened_at);

CREATE TABLE case_facts (
  case_id TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  source TEXT NOT NULL,
  observed_at BIGINT NOT NULL,
  PRIMARY KEY (case_id, id)
);

CREATE TABLE transcripts (
  id TEXT NOT NULL PRIMARY KEY,
  content TEXT NOT NULL,
  stored_at BIGINT NOT NULL
);
CREATE TABLE turns (
  case_id TEXT NOT NULL,
  agent TEXT NOT NULL,
  turn BIGINT NOT NULL,
  transcript_id TEXT NOT NULL,
  PRIMARY KEY (case_id, agent, turn)
);

CREATE TABLE model_calls (
  case_id TEXT NOT NULL,
  agent TEXT NOT NULL,
  turn BIGINT NOT NULL,
  model TEXT NOT NULL,
  prompt TEXT NOT NULL,
  prompt_hash TEXT NOT NULL,
  tools_hash TEXT NOT NULL,
  tokens_in BIGINT NOT NULL,
  tokens_out BIGINT NOT NULL,
  tokens_cached BIGINT NOT NULL,
  cost_micros BIGINT NOT NULL,
  latency_ms BIGINT NOT NULL,
  finish TEXT NOT NULL,
  transcript_id TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (case_id, agent, turn)
);
CREATE TABLE tool_calls (
  case_id TEXT NOT NULL,
  call_id TEXT NOT NULL,
  turn BIGINT NOT NULL,
  ordinal BIGINT NOT NULL,
  tool TEXT NOT NULL,
  is_write BIGINT NOT NULL,
  arguments TEXT NOT NULL,
  proposal_id TEXT,
  outcome TEXT,
  answer TEXT,
  asked_at BIGINT NOT NULL,
  answered_at BIGINT,
  PRIMARY KEY (case_id, call_id)
);

CREATE TABLE proposals (
  id TEXT NOT NULL PRIMARY KEY,
  case_id TEXT NOT NULL,
  ordinal BIGINT NOT NULL,
  move TEXT NOT NULL,
  amount_minor BIGINT NOT NULL,
  cost_minor BIGINT NOT NULL,
  currency TEXT NOT NULL,
  proposed_by TEXT NOT NULL,
  hash TEXT NOT NULL,
  body TEXT NOT NULL,
  proposed_at BIGINT NOT NULL,
  acted TEXT,
  acted_summary TEXT,
  acted_at BIGINT,
  verified TEXT,
  verified_observed TEXT,
  verified_at BIGINT
);
CREATE UNIQUE INDEX proposals_by_case ON proposals (case_id, ordinal);
CREATE TABLE decisions (
  proposal_id TEXT NOT NULL PRIMARY KEY,
  case_id TEXT NOT NULL,
  word TEXT NOT NULL,
  rule TEXT NOT NULL,
  reason TEXT NOT NULL,
  book_hash TEXT NOT NULL,
  body TEXT NOT NULL,
  facts TEXT NOT NULL,
  decided_at BIGINT NOT NULL
);
CREATE INDEX decisions_by_case ON decisions (case_id);
CREATE INDEX decisions_by_time ON decisions (decided_at);

CREATE TABLE approvals (
  proposal_id TEXT NOT NULL PRIMARY KEY,
  case_id TEXT NOT NULL,
  role TEXT NOT NULL,
  people BIGINT NOT NULL,
  amount_minor BIGINT NOT NULL,
  currency TEXT NOT NULL,
  proposal_hash TEXT NOT NULL,
  requested_by TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  state TEXT NOT NULL,
  state_why TEXT NOT NULL,
  settled_at BIGINT,
  body TEXT NOT NULL,
  claimed_by TEXT,
  claimed_until BIGINT
);
CREATE INDEX approvals_waiting ON approvals (due_at) WHERE settled_at IS NULL;
CREATE INDEX approvals_by_case ON approvals (case_id);
CREATE TABLE verdicts (
  proposal_id TEXT NOT NULL,
  given_by TEXT NOT NULL,
  round BIGINT NOT NULL,
  word TEXT NOT NULL,
  is_final BIGINT NOT NULL,
  body TEXT NOT NULL,
  given_at BIGINT NOT NULL,
  PRIMARY KEY (proposal_id, given_by, round)
);

CREATE TABLE intents (
  key TEXT NOT NULL PRIMARY KEY,
  case_id TEXT NOT NULL,
  what TEXT NOT NULL,
  state TEXT NOT NULL,
  reference TEXT,
  summary TEXT,
  planned_at BIGINT NOT NULL,
  settled_at BIGINT
);
CREATE INDEX intents_planned ON intents (planned_at) WHERE settled_at IS NULL;
CREATE INDEX intents_by_case ON intents (case_id);
CREATE TABLE holds (
  key TEXT NOT NULL PRIMARY KEY,
  case_id TEXT NOT NULL,
  order_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  reference TEXT NOT NULL,
  placed_at BIGINT NOT NULL,
  lifted_at BIGINT
);
CREATE INDEX holds_by_case ON holds (case_id);

CREATE TABLE messages (
  key TEXT NOT NULL PRIMARY KEY,
  case_id TEXT NOT NULL,
  customer_id TEXT NOT NULL,
  proposal_id TEXT,
  purpose TEXT NOT NULL,
  language TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL,
  why TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX messages_by_case ON messages (case_id, at);
CREATE INDEX messages_by_customer ON messages (customer_id, at);
CREATE TABLE promises (
  id TEXT NOT NULL PRIMARY KEY,
  case_id TEXT NOT NULL,
  what TEXT NOT NULL,
  due_at BIGINT NOT NULL,
  amount_minor BIGINT,
  currency TEXT,
  made_at BIGINT NOT NULL,
  state TEXT NOT NULL,
  settled_at BIGINT
);
CREATE INDEX promises_open ON promises (due_at) WHERE settled_at IS NULL;
CREATE INDEX promises_by_case ON promises (case_id);

CREATE TABLE budgets (
  id TEXT NOT NULL PRIMARY KEY,
  currency TEXT NOT NULL,
  limit_minor BIGINT NOT NULL,
  reserved_minor BIGINT NOT NULL DEFAULT 0,
  committed_minor BIGINT NOT NULL DEFAULT 0
);
CREATE TABLE reservations (
  key TEXT NOT NULL,
  budget_id TEXT NOT NULL,
  amount_minor BIGINT NOT NULL,
  state TEXT NOT NULL,
  reserved_at BIGINT NOT NULL,
  settled_at BIGINT,
  PRIMARY KEY (key, budget_id)
);

CREATE TABLE outcomes (
  case_id TEXT NOT NULL PRIMARY KEY,
  result TEXT NOT NULL,
  why TEXT NOT NULL,
  mode TEXT,
  root_cause TEXT,
  move TEXT,
  arm TEXT NOT NULL,
  currency TEXT NOT NULL,
  retained_revenue_minor BIGINT NOT NULL,
  retained_margin_minor BIGINT NOT NULL,
  conceded_minor BIGINT NOT NULL,
  cost_minor BIGINT NOT NULL,
  people BIGINT NOT NULL,
  opened_at BIGINT NOT NULL,
  closed_at BIGINT NOT NULL,
  attributes TEXT NOT NULL
);
CREATE INDEX outcomes_by_close ON outcomes (closed_at);

CREATE TABLE timeline (
  case_id TEXT NOT NULL,
  key TEXT NOT NULL,
  at BIGINT NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  refs TEXT NOT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY (case_id, seq)
);
CREATE UNIQUE INDEX timeline_once ON timeline (case_id, key);

CREATE TABLE dead_letters (
  id TEXT NOT NULL PRIMARY KEY,
  source TEXT NOT NULL,
  reason TEXT NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL,
  attempts BIGINT NOT NULL,
  first_at BIGINT NOT NULL,
  last_at BIGINT NOT NULL
);
CREATE INDEX dead_letters_waiting ON dead_letters (first_at) WHERE state = 'waiting';

CREATE TABLE escalations (
  case_id TEXT NOT NULL,
  step BIGINT NOT NULL,
  reached TEXT NOT NULL,
  why TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (case_id, step)
);

CREATE TABLE audit (
  seq BIGINT NOT NULL PRIMARY KEY,
  at BIGINT NOT NULL,
  who TEXT NOT NULL,
  what TEXT NOT NULL,
  about TEXT NOT NULL,
  detail TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL
);

CREATE TABLE imports (
  name TEXT NOT NULL PRIMARY KEY,
  hash TEXT NOT NULL,
  rows_read BIGINT NOT NULL,
  at BIGINT NOT NULL
);
