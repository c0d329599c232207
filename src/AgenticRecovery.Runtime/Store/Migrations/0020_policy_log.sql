-- Every book that has decided, by its hash, so that a decision can be made again with the book it was made with.
CREATE TABLE policy_books (
  hash TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  version BIGINT NOT NULL,
  source TEXT NOT NULL,
  first_used_at BIGINT NOT NULL
);
-- Seconds since each fact was read, where it was not read just then; by fact, JSON.
ALTER TABLE decisions ADD COLUMN ages TEXT;
-- What a second book would have said of the same proposal and facts. Nothing is ever done because of it.
CREATE TABLE shadow_decisions (
  proposal_id TEXT NOT NULL,
  book_hash TEXT NOT NULL,
  word TEXT NOT NULL,
  rule TEXT NOT NULL,
  body TEXT NOT NULL,
  decided_at BIGINT NOT NULL,
  PRIMARY KEY (proposal_id, book_hash)
);
-- The log is read newest first, page by page.
CREATE INDEX decisions_by_time_and_proposal ON decisions (decided_at, proposal_id);
CREATE INDEX shadow_decisions_by_time ON shadow_decisions (decided_at);
