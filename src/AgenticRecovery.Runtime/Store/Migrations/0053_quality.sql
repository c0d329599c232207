-- How well approvers decide: seeded requests with a known answer, never carried out, and second readings of settled ones.
CREATE TABLE sentinels (
  proposal_id TEXT NOT NULL PRIMARY KEY,
  copied_from TEXT NOT NULL,
  expected TEXT NOT NULL,
  seeded_by TEXT NOT NULL,
  seeded_at BIGINT NOT NULL
);
CREATE TABLE second_reads (
  proposal_id TEXT NOT NULL,
  person TEXT NOT NULL,
  word TEXT NOT NULL,
  read_at BIGINT NOT NULL,
  PRIMARY KEY (proposal_id, person)
);
