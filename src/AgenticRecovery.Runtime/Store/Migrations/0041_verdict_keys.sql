-- One answer per idempotency key, so that a verdict sent again after a lost answer is told what became of the first.
CREATE TABLE verdict_keys (
  account TEXT NOT NULL,
  key TEXT NOT NULL,
  asked TEXT NOT NULL,
  answer TEXT,
  at BIGINT NOT NULL,
  PRIMARY KEY (account, key)
);
CREATE INDEX verdict_keys_by_time ON verdict_keys (at);
