-- Filters of the queue that a person keeps under a name.
CREATE TABLE saved_views (
  person TEXT NOT NULL,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  saved_at BIGINT NOT NULL,
  PRIMARY KEY (person, name)
);
