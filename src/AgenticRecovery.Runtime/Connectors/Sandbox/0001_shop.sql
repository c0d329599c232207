-- A simulated shop with its payments, warehouse, carrier and helpdesk. Orders, customers and products lie as JSON
-- with the columns that are searched beside them; what counts money or goods has rows of its own.
-- Times are UTC Unix milliseconds, money is integer minor units.

CREATE TABLE customers (
  id TEXT NOT NULL PRIMARY KEY,
  email TEXT NOT NULL,
  name TEXT NOT NULL,
  postal_code TEXT NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX customers_by_email ON customers (email);
CREATE INDEX customers_by_name ON customers (name, postal_code);

CREATE TABLE orders (
  id TEXT NOT NULL PRIMARY KEY,
  customer_id TEXT NOT NULL,
  status TEXT NOT NULL,
  version BIGINT NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX orders_by_customer ON orders (customer_id);

CREATE TABLE products (
  id TEXT NOT NULL PRIMARY KEY,
  version BIGINT NOT NULL,
  body TEXT NOT NULL
);
CREATE TABLE variants (
  id TEXT NOT NULL PRIMARY KEY,
  product_id TEXT NOT NULL,
  price_minor BIGINT NOT NULL,
  currency TEXT NOT NULL,
  is_available BIGINT NOT NULL,
  stock BIGINT
);
CREATE INDEX variants_by_product ON variants (product_id);

CREATE TABLE reservations (
  key TEXT NOT NULL,
  variant_id TEXT NOT NULL,
  order_id TEXT NOT NULL,
  units BIGINT NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (key, variant_id)
);
CREATE INDEX reservations_by_order ON reservations (order_id);

CREATE TABLE refunds (
  id TEXT NOT NULL PRIMARY KEY,
  order_id TEXT NOT NULL,
  amount_minor BIGINT NOT NULL,
  currency TEXT NOT NULL,
  method TEXT NOT NULL,
  basis TEXT NOT NULL,
  status TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX refunds_by_order ON refunds (order_id);
CREATE TABLE credits (
  id TEXT NOT NULL PRIMARY KEY,
  customer_id TEXT NOT NULL,
  order_id TEXT,
  kind TEXT NOT NULL,
  amount_minor BIGINT NOT NULL,
  currency TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX credits_by_order ON credits (order_id);
CREATE TABLE payment_links (
  id TEXT NOT NULL PRIMARY KEY,
  order_id TEXT NOT NULL,
  amount_minor BIGINT NOT NULL,
  currency TEXT NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX payment_links_by_order ON payment_links (order_id);

-- What comes back: returns and the first half of exchanges.
CREATE TABLE returns (
  id TEXT NOT NULL PRIMARY KEY,
  order_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  lines TEXT NOT NULL,
  method TEXT,
  difference_minor BIGINT NOT NULL,
  status TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX returns_by_order ON returns (order_id);
CREATE TABLE claims (
  id TEXT NOT NULL PRIMARY KEY,
  order_id TEXT NOT NULL,
  shipment_id TEXT NOT NULL UNIQUE,
  status TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE TABLE disputes (
  id TEXT NOT NULL PRIMARY KEY,
  order_id TEXT NOT NULL,
  amount_minor BIGINT NOT NULL,
  currency TEXT NOT NULL,
  stage TEXT NOT NULL,
  status TEXT NOT NULL,
  due_at BIGINT
);
CREATE INDEX disputes_by_order ON disputes (order_id);
CREATE TABLE tasks (
  id TEXT NOT NULL PRIMARY KEY,
  owner TEXT NOT NULL,
  instructions TEXT NOT NULL,
  order_id TEXT,
  customer_id TEXT,
  due_at BIGINT,
  status TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE TABLE notes (
  id TEXT NOT NULL PRIMARY KEY,
  order_id TEXT,
  customer_id TEXT,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX notes_by_order ON notes (order_id);

-- The answer to every write, in the same transaction as its effect.
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
CREATE INDEX intents_by_order ON intents (order_id);
CREATE TABLE holds (
  key TEXT NOT NULL PRIMARY KEY,
  order_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  placed_at BIGINT NOT NULL,
  lifted_at BIGINT
);
CREATE INDEX holds_standing ON holds (order_id) WHERE lifted_at IS NULL;
CREATE TABLE messages (
  key TEXT NOT NULL PRIMARY KEY,
  customer_id TEXT NOT NULL,
  order_id TEXT,
  language TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX messages_by_customer ON messages (customer_id, at);
