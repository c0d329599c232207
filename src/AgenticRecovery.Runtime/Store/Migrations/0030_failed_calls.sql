-- Model calls that gave nothing usable: what was wrong, and what they cost all the same.
CREATE TABLE failed_calls (
  case_id TEXT NOT NULL,
  agent TEXT NOT NULL,
  turn BIGINT NOT NULL,
  ordinal BIGINT NOT NULL,
  model TEXT NOT NULL,
  fault TEXT NOT NULL,
  tokens_in BIGINT NOT NULL,
  tokens_out BIGINT NOT NULL,
  cost_micros BIGINT NOT NULL,
  latency_ms BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (case_id, agent, turn, ordinal)
);
