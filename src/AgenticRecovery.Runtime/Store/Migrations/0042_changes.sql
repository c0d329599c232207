-- What changed lately, for pages that are open: kind, id and a number that only grows. Old rows are dropped.
CREATE TABLE changes (
  seq BIGINT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  at BIGINT NOT NULL
);
