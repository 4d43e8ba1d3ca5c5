-- SPDX-License-Identifier: Apache-2.0
-- Version 2: what a label says besides its batch, spare labels, runs that go on where one broke off,
-- supervisors and what they approved. Never edit a released step.

PRAGMA user_version = 2;

ALTER TABLE item ADD COLUMN weight_g INTEGER CHECK (weight_g > 0);
ALTER TABLE item ADD COLUMN price_fen INTEGER CHECK (price_fen > 0);
ALTER TABLE item ADD COLUMN unit_price_fen INTEGER CHECK (unit_price_fen > 0); -- a kilogram
ALTER TABLE item ADD COLUMN is_spare INTEGER NOT NULL DEFAULT 0 CHECK (is_spare IN (0, 1));
DROP TRIGGER item_is_itself;
CREATE TRIGGER item_is_itself BEFORE UPDATE OF serial, uri, epc, batch_id, run_id, number, origin,
  weight_g, price_fen, unit_price_fen, is_spare
ON item
BEGIN SELECT RAISE(ABORT, 'what an item is never changes'); END;
CREATE INDEX item_spare ON item (batch_id, state) WHERE is_spare = 1;

-- count is without the spare labels. A run is gone on with once: runs make a chain.
ALTER TABLE run ADD COLUMN resumes_run_id INTEGER REFERENCES run;
ALTER TABLE run ADD COLUMN spare_count INTEGER NOT NULL DEFAULT 0 CHECK (spare_count >= 0);
CREATE UNIQUE INDEX run_resumes ON run (resumes_run_id) WHERE resumes_run_id IS NOT NULL;

-- Words of a run's labels that its batch does not hold; a reprint says the same.
CREATE TABLE run_word (
  run_id INTEGER NOT NULL REFERENCES run,
  field TEXT NOT NULL CHECK (length(field) > 0),
  text TEXT NOT NULL CHECK (length(text) > 0),
  PRIMARY KEY (run_id, field)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER run_word_unchanged BEFORE UPDATE ON run_word
BEGIN SELECT RAISE(ABORT, 'what a label says never changes'); END;
CREATE TRIGGER run_word_stays BEFORE DELETE ON run_word
BEGIN SELECT RAISE(ABORT, 'what a label says never changes'); END;

-- failures: wrong PINs in a row. The lock that follows runs on the machine's own uptime, which nobody
-- sets: lock_boot and lock_uptime_us say when it began.
CREATE TABLE supervisor (
  name TEXT PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 40),
  pin_hash TEXT NOT NULL CHECK (length(pin_hash) > 0),
  created_us INTEGER NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
  lock_boot TEXT,
  lock_uptime_us INTEGER NOT NULL DEFAULT 0 CHECK (lock_uptime_us >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE approval (
  id INTEGER PRIMARY KEY,
  seq INTEGER NOT NULL REFERENCES event,
  supervisor TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (length(reason) > 0),
  at_us INTEGER NOT NULL
) STRICT;
CREATE INDEX approval_event ON approval (seq);
CREATE TRIGGER approval_unchanged BEFORE UPDATE ON approval
BEGIN SELECT RAISE(ABORT, 'approvals are append-only'); END;
CREATE TRIGGER approval_stays BEFORE DELETE ON approval
BEGIN SELECT RAISE(ABORT, 'approvals are append-only'); END;

-- 2 is SUIMA_EVENT_REPRINT: reprints of a shift are counted at each one.
CREATE INDEX event_reprint ON event (at_us) WHERE kind = 2;
