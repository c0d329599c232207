-- Queue pages read open cases only, however many are closed.
CREATE INDEX cases_open_by_opening ON cases (opened_at) WHERE closed_at IS NULL;
CREATE INDEX cases_by_queue ON cases (queue, opened_at);
