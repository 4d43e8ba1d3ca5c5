-- SPDX-License-Identifier: Apache-2.0
-- Version 1: deliveries and batches, print runs and items, events with their log and outbox.
-- Times are UTC microseconds, days YYYY-MM-DD, quantities thousandths. Never edit a released step.

PRAGMA application_id = 1400203629; -- the bytes "Suim"
PRAGMA user_version = 1;

CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE delivery (
  id INTEGER PRIMARY KEY,
  file_name TEXT NOT NULL,
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  imported_us INTEGER NOT NULL
) STRICT;

CREATE TABLE problem (
  delivery_id INTEGER NOT NULL REFERENCES delivery,
  sheet_row INTEGER NOT NULL,
  sheet_column INTEGER NOT NULL,
  code TEXT NOT NULL,
  header TEXT,
  value TEXT,
  PRIMARY KEY (delivery_id, sheet_row, sheet_column, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE batch (
  id INTEGER PRIMARY KEY,
  row_key TEXT NOT NULL UNIQUE,
  delivery_id INTEGER NOT NULL REFERENCES delivery,
  sheet_row INTEGER NOT NULL,
  imported_us INTEGER NOT NULL,
  temp_class TEXT NOT NULL,
  production TEXT CHECK (length(production) = 10),
  expiry TEXT CHECK (length(expiry) = 10),
  arrival TEXT CHECK (length(arrival) = 10),
  quantity_milli INTEGER NOT NULL CHECK (quantity_milli > 0),
  product TEXT NOT NULL,
  category TEXT,
  spec TEXT,
  gtin TEXT CHECK (length(gtin) = 14),
  lot TEXT,
  origin TEXT,
  country TEXT,
  storage TEXT,
  port TEXT,
  basis TEXT,
  importer TEXT,
  importer_uscc TEXT,
  supplier TEXT,
  supplier_phone TEXT,
  producer TEXT,
  producer_uscc TEXT,
  producer_phone TEXT,
  unit TEXT,
  remark TEXT
) STRICT;
CREATE INDEX batch_delivery ON batch (delivery_id, sheet_row);
CREATE INDEX batch_gtin ON batch (gtin) WHERE gtin IS NOT NULL;

CREATE TABLE paper (
  batch_id INTEGER NOT NULL REFERENCES batch,
  kind TEXT NOT NULL,
  number TEXT NOT NULL,
  PRIMARY KEY (batch_id, kind)
) STRICT, WITHOUT ROWID;

-- The next serial counter of the epoch, 30 bits; 0 is the specimen's and never handed out.
CREATE TABLE counter (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  next INTEGER NOT NULL CHECK (next BETWEEN 1 AND 1073741824)
) STRICT;
INSERT INTO counter (id, next) VALUES (1, 1);
CREATE TRIGGER counter_grows BEFORE UPDATE ON counter WHEN NEW.next <= OLD.next OR NEW.id <> OLD.id
BEGIN SELECT RAISE(ABORT, 'the counter can only grow'); END;
CREATE TRIGGER counter_stays BEFORE DELETE ON counter
BEGIN SELECT RAISE(ABORT, 'the counter can only grow'); END;
CREATE TRIGGER counter_is_one BEFORE INSERT ON counter
BEGIN SELECT RAISE(ABORT, 'the counter can only grow'); END;

CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL REFERENCES batch,
  template_id TEXT NOT NULL,
  printer TEXT,
  count INTEGER NOT NULL CHECK (count > 0),
  state INTEGER NOT NULL CHECK (state > 0),
  created_us INTEGER NOT NULL,
  is_reprint INTEGER NOT NULL CHECK (is_reprint IN (0, 1))
) STRICT;
CREATE INDEX run_batch ON run (batch_id);
CREATE INDEX run_open ON run (id) WHERE state = 1;

CREATE TABLE chunk (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES run,
  first_number INTEGER NOT NULL CHECK (first_number > 0),
  last_number INTEGER NOT NULL CHECK (last_number >= first_number),
  attempt INTEGER NOT NULL CHECK (attempt > 0),
  job_name TEXT NOT NULL,
  job_id INTEGER NOT NULL,
  state INTEGER NOT NULL CHECK (state > 0),
  UNIQUE (run_id, first_number, attempt)
) STRICT;

CREATE TABLE item (
  serial TEXT PRIMARY KEY,
  uri TEXT NOT NULL UNIQUE,
  epc TEXT NOT NULL,
  batch_id INTEGER NOT NULL REFERENCES batch,
  run_id INTEGER REFERENCES run,
  number INTEGER NOT NULL CHECK (number >= 0),
  state INTEGER NOT NULL CHECK (state > 0),
  origin INTEGER NOT NULL CHECK (origin > 0),
  copies INTEGER NOT NULL CHECK (copies >= 0)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX item_run ON item (run_id, number);
CREATE INDEX item_batch ON item (batch_id, state);
CREATE INDEX item_doubt ON item (run_id) WHERE state = 4;
CREATE TRIGGER item_stays BEFORE DELETE ON item
BEGIN SELECT RAISE(ABORT, 'an item is never deleted'); END;
CREATE TRIGGER item_is_itself BEFORE UPDATE OF serial, uri, epc, batch_id, run_id, number, origin
ON item
BEGIN SELECT RAISE(ABORT, 'what an item is never changes'); END;

-- Numbered by the station without a gap, from 0.
CREATE TABLE event (
  seq INTEGER PRIMARY KEY,
  event_id TEXT NOT NULL UNIQUE,
  kind INTEGER NOT NULL CHECK (kind > 0),
  at_us INTEGER NOT NULL,
  batch_id INTEGER REFERENCES batch,
  body TEXT NOT NULL,
  salt BLOB NOT NULL
) STRICT;
CREATE INDEX event_batch ON event (batch_id) WHERE batch_id IS NOT NULL;
CREATE TRIGGER event_follows BEFORE INSERT ON event
WHEN NEW.seq IS NOT (SELECT ifnull(max(seq) + 1, 0) FROM event)
BEGIN SELECT RAISE(ABORT, 'events are numbered without a gap'); END;
CREATE TRIGGER event_unchanged BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER event_stays BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;

CREATE TABLE log (
  seq INTEGER PRIMARY KEY REFERENCES event,
  entry BLOB NOT NULL CHECK (length(entry) = 154)
) STRICT;
CREATE TRIGGER log_unchanged BEFORE UPDATE ON log
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_stays BEFORE DELETE ON log
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TABLE event_item (
  serial TEXT NOT NULL REFERENCES item,
  seq INTEGER NOT NULL REFERENCES event,
  PRIMARY KEY (serial, seq)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER event_item_unchanged BEFORE UPDATE ON event_item
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER event_item_stays BEFORE DELETE ON event_item
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;

CREATE TABLE outbox (
  seq INTEGER PRIMARY KEY REFERENCES event
) STRICT;

CREATE TABLE outbox_refused (
  seq INTEGER PRIMARY KEY REFERENCES event,
  reason TEXT NOT NULL
) STRICT;

CREATE TABLE decision (
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL REFERENCES batch,
  run_id INTEGER REFERENCES run,
  rule TEXT NOT NULL,
  severity TEXT NOT NULL,
  day TEXT NOT NULL CHECK (length(day) = 10)
) STRICT;
CREATE INDEX decision_batch ON decision (batch_id);
