-- The retail shop of the tau benchmarks: users, orders and products as the JSON documents they are, in their order.
CREATE TABLE documents (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  position BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (kind, id)
);

-- What a document was before its first change, so that a run can be undone and what it changed can be listed.
CREATE TABLE originals (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (kind, id)
);

-- Users by what they are looked up with: as written in lower case, and folded (no case, no accents).
CREATE TABLE user_keys (
  id TEXT NOT NULL PRIMARY KEY,
  position BIGINT NOT NULL,
  email_lower TEXT NOT NULL,
  email_folded TEXT NOT NULL,
  name_lower TEXT NOT NULL,
  name_folded TEXT NOT NULL,
  zip TEXT NOT NULL
);
CREATE INDEX user_keys_by_email ON user_keys (email_lower);
CREATE INDEX user_keys_by_folded_email ON user_keys (email_folded);
CREATE INDEX user_keys_by_name ON user_keys (name_lower, zip);
CREATE INDEX user_keys_by_folded_name ON user_keys (name_folded, zip);

CREATE TABLE intents (
  key TEXT NOT NULL PRIMARY KEY,
  move TEXT NOT NULL,
  move_hash TEXT NOT NULL,
  order_id TEXT,
  word TEXT NOT NULL,
  reference TEXT NOT NULL,
  summary TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE TABLE holds (
  key TEXT NOT NULL PRIMARY KEY,
  order_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  placed_at BIGINT NOT NULL,
  lifted_at BIGINT
);
CREATE TABLE messages (
  key TEXT NOT NULL PRIMARY KEY,
  customer_id TEXT NOT NULL,
  order_id TEXT,
  language TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  at BIGINT NOT NULL
);
