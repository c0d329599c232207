-- People who may use the desk, what they may let go, and the tokens of programs that act for them.

CREATE TABLE accounts (
  name TEXT NOT NULL PRIMARY KEY,
  display_name TEXT NOT NULL,
  email TEXT,
  roles TEXT NOT NULL,
  limits TEXT NOT NULL,
  source TEXT NOT NULL,
  issuer TEXT,
  subject TEXT,
  password_hash TEXT,
  stamp TEXT NOT NULL,
  failures BIGINT NOT NULL DEFAULT 0,
  locked_until BIGINT,
  created_at BIGINT NOT NULL,
  signed_in_at BIGINT,
  disabled_at BIGINT
);
CREATE UNIQUE INDEX accounts_by_subject ON accounts (issuer, subject) WHERE subject IS NOT NULL;

CREATE TABLE role_limits (
  role TEXT NOT NULL,
  currency TEXT NOT NULL,
  most_minor BIGINT NOT NULL,
  PRIMARY KEY (role, currency)
);

CREATE TABLE api_tokens (
  id TEXT NOT NULL PRIMARY KEY,
  account TEXT NOT NULL,
  label TEXT NOT NULL,
  hash TEXT NOT NULL,
  scopes TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT,
  revoked_at BIGINT,
  used_at BIGINT
);
CREATE INDEX api_tokens_by_account ON api_tokens (account);
