-- Search by order, customer or case. Names are a copy, taken when a case is identified and dropped when the customer is erased.
CREATE TABLE case_words (
  id INTEGER NOT NULL PRIMARY KEY,
  case_id TEXT NOT NULL UNIQUE,
  order_id TEXT,
  customer_id TEXT,
  customer_name TEXT
);
CREATE INDEX case_words_by_customer ON case_words (customer_id);
CREATE VIRTUAL TABLE case_search USING fts5(
  case_id, order_id, customer_id, customer_name,
  content = 'case_words', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4'
);
INSERT INTO case_words (case_id, order_id, customer_id) SELECT id, order_id, customer_id FROM cases ORDER BY opened_at, id;
INSERT INTO case_search (case_search) VALUES ('rebuild');
CREATE TRIGGER case_words_added AFTER INSERT ON case_words BEGIN
  INSERT INTO case_search (rowid, case_id, order_id, customer_id, customer_name)
  VALUES (new.id, new.case_id, new.order_id, new.customer_id, new.customer_name);
END;
CREATE TRIGGER case_words_changed AFTER UPDATE ON case_words BEGIN
  INSERT INTO case_search (case_search, rowid, case_id, order_id, customer_id, customer_name)
  VALUES ('delete', old.id, old.case_id, old.order_id, old.customer_id, old.customer_name);
  INSERT INTO case_search (rowid, case_id, order_id, customer_id, customer_name)
  VALUES (new.id, new.case_id, new.order_id, new.customer_id, new.customer_name);
END;
CREATE TRIGGER cases_searchable AFTER INSERT ON cases BEGIN
  INSERT INTO case_words (case_id, order_id, customer_id) VALUES (new.id, new.order_id, new.customer_id);
END;
CREATE TRIGGER cases_identified AFTER UPDATE OF order_id, customer_id ON cases
WHEN old.order_id IS NOT new.order_id OR old.customer_id IS NOT new.customer_id BEGIN
  UPDATE case_words SET order_id = new.order_id, customer_id = new.customer_id WHERE case_id = new.id;
END;
