-- Words of people and models that workflow history names by id only.
CREATE TABLE notes (
  id TEXT NOT NULL PRIMARY KEY,
  case_id TEXT NOT NULL,
  body TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX notes_by_case ON notes (case_id);
