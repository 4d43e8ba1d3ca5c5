-- SPDX-License-Identifier: Apache-2.0
-- Version 3: the working day. Parties and places, stock and its movements, papers in the wallet,
-- what was made of what, the market's gate, stock checks, reconciliations, recalls, vouchers.
-- Quantities are thousandths of the batch's own unit, weights grams. Row 0 of party and place is
-- "not said". Never edit a released step.

PRAGMA user_version = 3;

ALTER TABLE batch ADD COLUMN importer_phone TEXT;

-- 供货商, 货主, 购买者, 经营户; a person's name only where a rule asks for it.
CREATE TABLE party (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  uscc TEXT,
  phone TEXT,
  address TEXT,
  stall TEXT,
  external_id TEXT,
  licence_to TEXT CHECK (length(licence_to) = 10),
  agreement_to TEXT CHECK (length(agreement_to) = 10),
  left_on TEXT CHECK (length(left_on) = 10),
  is_seller INTEGER NOT NULL DEFAULT 0 CHECK (is_seller IN (0, 1)) -- 经营户 of this market
) STRICT;
INSERT INTO party (id, name) VALUES (0, '');

-- 库位: 2号库-3排-B层, A17摊
CREATE TABLE place (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  is_special INTEGER NOT NULL DEFAULT 0 CHECK (is_special IN (0, 1)) -- 专区: imported cold chain only
) STRICT;
INSERT INTO place (id, name) VALUES (0, '');

ALTER TABLE item ADD COLUMN quantity_milli INTEGER NOT NULL DEFAULT 1000 CHECK (quantity_milli > 0);
ALTER TABLE item ADD COLUMN place_id INTEGER NOT NULL DEFAULT 0 REFERENCES place;
ALTER TABLE item ADD COLUMN owner_id INTEGER NOT NULL DEFAULT 0 REFERENCES party;
CREATE INDEX item_place ON item (place_id) WHERE place_id > 0;
CREATE TRIGGER item_quantity_is_its_own BEFORE UPDATE OF quantity_milli ON item
BEGIN SELECT RAISE(ABORT, 'what an item is never changes'); END;

-- What is where, and whose: made of the movements, in their own transaction.
CREATE TABLE stock (
  batch_id INTEGER NOT NULL REFERENCES batch,
  place_id INTEGER NOT NULL REFERENCES place,
  owner_id INTEGER NOT NULL REFERENCES party,
  quantity_milli INTEGER NOT NULL CHECK (quantity_milli > 0),
  PRIMARY KEY (batch_id, place_id, owner_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX stock_place ON stock (place_id);

-- Each change of a quantity; an event that works goods up has several. @flow: 1 came in, -1 went out,
-- 0 stayed.
CREATE TABLE movement (
  id INTEGER PRIMARY KEY,
  seq INTEGER NOT NULL REFERENCES event,
  kind INTEGER NOT NULL CHECK (kind > 0),
  flow INTEGER NOT NULL CHECK (flow IN (-1, 0, 1)),
  batch_id INTEGER NOT NULL REFERENCES batch,
  quantity_milli INTEGER NOT NULL CHECK (quantity_milli > 0),
  short_milli INTEGER NOT NULL DEFAULT 0 CHECK (short_milli >= 0), -- 短少: promised and not there
  from_place_id INTEGER NOT NULL DEFAULT 0 REFERENCES place,
  to_place_id INTEGER NOT NULL DEFAULT 0 REFERENCES place,
  owner_id INTEGER NOT NULL DEFAULT 0 REFERENCES party,
  party_id INTEGER NOT NULL DEFAULT 0 REFERENCES party, -- from whom, to whom
  price_fen INTEGER CHECK (price_fen >= 0),
  at_us INTEGER NOT NULL,
  due_us INTEGER, -- to be reported until then; NULL: no duty
  reason TEXT
) STRICT;
CREATE INDEX movement_event ON movement (seq);
CREATE INDEX movement_batch ON movement (batch_id);
CREATE INDEX movement_time ON movement (at_us);
CREATE INDEX movement_due ON movement (due_us) WHERE due_us IS NOT NULL;
CREATE TRIGGER movement_unchanged BEFORE UPDATE ON movement
BEGIN SELECT RAISE(ABORT, 'movements are append-only'); END;
CREATE TRIGGER movement_stays BEFORE DELETE ON movement
BEGIN SELECT RAISE(ABORT, 'movements are append-only'); END;

-- The two-day duty: which movements were reported, when, and how.
CREATE TABLE report (
  seq INTEGER PRIMARY KEY REFERENCES event,
  reported_us INTEGER NOT NULL,
  way TEXT NOT NULL CHECK (way IN ('hub', 'file'))
) STRICT;
CREATE TABLE late_reason (
  seq INTEGER PRIMARY KEY REFERENCES event,
  reason TEXT NOT NULL
) STRICT;

-- Who did it; kept at home, an event that goes upstream holds no person.
CREATE TABLE event_person (
  seq INTEGER PRIMARY KEY REFERENCES event,
  person TEXT NOT NULL
) STRICT;

-- 22 and 23 are SUIMA_EVENT_OVERRIDE and _REVEAL: what an inspector asks for first.
CREATE INDEX event_audit ON event (kind, seq) WHERE kind IN (22, 23);

-- Whose PIN it is: 主管 of the shop, the market's operator, an inspector.
ALTER TABLE supervisor ADD COLUMN role TEXT NOT NULL DEFAULT 'owner'
  CHECK (role IN ('owner', 'operator', 'regulator'));

-- What the rule said of the batch then; NULL in rows from before.
ALTER TABLE decision ADD COLUMN act TEXT;
ALTER TABLE decision ADD COLUMN requirement TEXT;
ALTER TABLE decision ADD COLUMN finding TEXT;
ALTER TABLE decision ADD COLUMN source TEXT;
ALTER TABLE decision ADD COLUMN judged TEXT CHECK (length(judged) = 10); -- the rule was applied to it
ALTER TABLE decision ADD COLUMN expiry TEXT CHECK (length(expiry) = 10);
ALTER TABLE decision ADD COLUMN supervisor TEXT;
ALTER TABLE decision ADD COLUMN reason TEXT;
ALTER TABLE decision ADD COLUMN seq INTEGER REFERENCES event;
ALTER TABLE decision ADD COLUMN at_us INTEGER;
CREATE TRIGGER decision_unchanged BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER decision_stays BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;

-- The wallet: one paper serves many batches. @quantity_milli NULL: it says none.
CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  number TEXT NOT NULL,
  issuer TEXT,
  product TEXT, -- what it is for; NULL: it does not say
  lot TEXT,
  issued TEXT CHECK (length(issued) = 10),
  valid_to TEXT CHECK (length(valid_to) = 10),
  quantity_milli INTEGER CHECK (quantity_milli > 0),
  unit TEXT,
  body TEXT, -- of a paper issued here: what stands on it, JSON
  added_us INTEGER NOT NULL,
  UNIQUE (kind, number)
) STRICT;
CREATE TABLE document_use (
  document_id INTEGER NOT NULL REFERENCES document,
  batch_id INTEGER NOT NULL REFERENCES batch,
  quantity_milli INTEGER CHECK (quantity_milli > 0),
  PRIMARY KEY (document_id, batch_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_number ON document (number);
CREATE INDEX document_use_batch ON document_use (batch_id);
CREATE INDEX paper_number ON paper (number);

-- Refused by the hub, and said again rightly.
ALTER TABLE outbox_refused ADD COLUMN corrected_seq INTEGER REFERENCES event;

-- Photos and PDF, kept under attachments/ by the hash of their bytes; never drawn by us.
CREATE TABLE attachment (
  sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  type TEXT NOT NULL CHECK (type IN ('image/jpeg', 'image/png', 'application/pdf')),
  size_bytes INTEGER NOT NULL CHECK (size_bytes BETWEEN 1 AND 10485760),
  added_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE attachment_use (
  sha256 TEXT NOT NULL REFERENCES attachment,
  subject TEXT NOT NULL CHECK (subject IN ('document', 'event', 'ticket')),
  subject_id INTEGER NOT NULL, -- id of the document or ticket, seq of the event
  PRIMARY KEY (subject, subject_id, sha256)
) STRICT, WITHOUT ROWID;

-- 拆分, 分切, 混装, 分装: what went in is what came out and what was lost, in one unit.
CREATE TABLE transformation (
  id INTEGER PRIMARY KEY,
  seq INTEGER NOT NULL UNIQUE REFERENCES event,
  kind TEXT NOT NULL CHECK (kind IN ('split', 'cut', 'mix', 'repack')),
  batch_id INTEGER NOT NULL UNIQUE REFERENCES batch, -- made by it
  unit TEXT NOT NULL,
  input_milli INTEGER NOT NULL CHECK (input_milli > 0),
  output_milli INTEGER NOT NULL CHECK (output_milli > 0),
  loss_milli INTEGER NOT NULL CHECK (loss_milli >= 0),
  loss_reason TEXT,
  CHECK (input_milli = output_milli + loss_milli)
) STRICT;
CREATE TABLE transformation_input (
  transformation_id INTEGER NOT NULL REFERENCES transformation,
  batch_id INTEGER NOT NULL REFERENCES batch,
  serial TEXT NOT NULL DEFAULT '', -- '' for a quantity without a label
  quantity_milli INTEGER NOT NULL CHECK (quantity_milli > 0), -- in the unit of that batch
  PRIMARY KEY (transformation_id, batch_id, serial)
) STRICT, WITHOUT ROWID;
CREATE INDEX transformation_input_batch ON transformation_input (batch_id);
CREATE INDEX transformation_input_serial ON transformation_input (serial) WHERE serial <> '';

-- Why a batch may not be sold or printed for now, whatever its papers say.
CREATE TABLE batch_lock (
  batch_id INTEGER NOT NULL REFERENCES batch,
  kind TEXT NOT NULL CHECK (kind IN ('hold', 'test', 'recall', 'gate')),
  reason TEXT NOT NULL,
  since_us INTEGER NOT NULL,
  PRIMARY KEY (batch_id, kind)
) STRICT, WITHOUT ROWID;

-- A rule that a supervisor let a batch pass, where the rule allows it.
CREATE TABLE batch_override (
  batch_id INTEGER NOT NULL REFERENCES batch,
  rule TEXT NOT NULL,
  seq INTEGER NOT NULL REFERENCES event,
  PRIMARY KEY (batch_id, rule)
) STRICT, WITHOUT ROWID;

-- The market's gate.
CREATE TABLE gate (
  batch_id INTEGER PRIMARY KEY REFERENCES batch,
  zone TEXT NOT NULL CHECK (zone IN ('entry', 'testing', 'trade', 'storage', 'dispatch')),
  day TEXT NOT NULL CHECK (length(day) = 10), -- of its entry
  has_report INTEGER NOT NULL CHECK (has_report IN (0, 1)),
  is_drawn INTEGER NOT NULL CHECK (is_drawn IN (0, 1)),
  seller_id INTEGER NOT NULL DEFAULT 0 REFERENCES party
) STRICT;
CREATE INDEX gate_day ON gate (day);
CREATE TABLE sampling (
  day TEXT PRIMARY KEY CHECK (length(day) = 10),
  seed TEXT NOT NULL CHECK (length(seed) = 64) -- hexadecimal: the draw can be done again
) STRICT, WITHOUT ROWID;
CREATE TABLE test (
  seq INTEGER PRIMARY KEY REFERENCES event,
  batch_id INTEGER NOT NULL REFERENCES batch,
  item TEXT NOT NULL,   -- 检测项目
  method TEXT,
  value TEXT,
  is_passed INTEGER NOT NULL CHECK (is_passed IN (0, 1)),
  tester TEXT,
  at_us INTEGER NOT NULL
) STRICT;
CREATE INDEX test_batch ON test (batch_id);
CREATE INDEX test_time ON test (at_us);

-- Stock checks.
CREATE TABLE count_round (
  id INTEGER PRIMARY KEY,
  place_id INTEGER NOT NULL REFERENCES place, -- 0: the whole shop
  opened_us INTEGER NOT NULL,
  signed_us INTEGER,
  signed_by TEXT
) STRICT;
CREATE TABLE count_scan (
  round_id INTEGER NOT NULL REFERENCES count_round,
  code TEXT NOT NULL, -- as scanned
  serial TEXT REFERENCES item, -- NULL: a stranger
  finding TEXT NOT NULL CHECK (finding IN
    ('found', 'stranger', 'expired', 'recalled', 'misplaced', 'gone')),
  at_us INTEGER NOT NULL,
  PRIMARY KEY (round_id, code)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX count_scan_item ON count_scan (round_id, serial) WHERE serial IS NOT NULL;

-- 三方核对: the differences of a day's sheets and who signed them.
CREATE TABLE reconciliation (
  id INTEGER PRIMARY KEY,
  day TEXT NOT NULL CHECK (length(day) = 10),
  body TEXT NOT NULL, -- JSON
  made_us INTEGER NOT NULL,
  signed_us INTEGER,
  signed_by TEXT
) STRICT;

CREATE TABLE recall (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  criteria TEXT NOT NULL, -- JSON
  notice_id TEXT UNIQUE,  -- of a signed upstream notice; NULL: our own
  notice TEXT,            -- its bytes as received
  class INTEGER NOT NULL CHECK (class BETWEEN 1 AND 3),
  is_rehearsal INTEGER NOT NULL CHECK (is_rehearsal IN (0, 1)),
  opened_us INTEGER NOT NULL,
  closed_us INTEGER,
  report TEXT -- JSON
) STRICT;
CREATE TABLE recall_batch (
  recall_id INTEGER NOT NULL REFERENCES recall,
  batch_id INTEGER NOT NULL REFERENCES batch,
  PRIMARY KEY (recall_id, batch_id)
) STRICT, WITHOUT ROWID;
-- An item that was found and locked by a scan, and what became of it.
CREATE TABLE recall_item (
  recall_id INTEGER NOT NULL REFERENCES recall,
  serial TEXT NOT NULL REFERENCES item,
  was_state INTEGER NOT NULL CHECK (was_state > 0),
  locked_us INTEGER NOT NULL,
  outcome TEXT CHECK (outcome IN ('returned', 'destroyed', 'released')),
  PRIMARY KEY (recall_id, serial)
) STRICT, WITHOUT ROWID;
CREATE INDEX batch_lot ON batch (lot) WHERE lot IS NOT NULL;
CREATE INDEX batch_country ON batch (country, product) WHERE country IS NOT NULL;
CREATE INDEX batch_expiry ON batch (expiry) WHERE expiry IS NOT NULL;

CREATE TABLE disposal (
  seq INTEGER PRIMARY KEY REFERENCES event,
  method TEXT NOT NULL,
  weight_g INTEGER CHECK (weight_g > 0),
  witness TEXT
) STRICT;

-- 销售溯源凭证: given to a buyer, or scanned from a seller.
CREATE TABLE voucher (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL,
  station TEXT NOT NULL, -- key id of who made it
  is_ours INTEGER NOT NULL CHECK (is_ours IN (0, 1)),
  party_id INTEGER NOT NULL REFERENCES party,
  body TEXT NOT NULL, -- JSON: what its code says
  uri TEXT NOT NULL,
  at_us INTEGER NOT NULL,
  UNIQUE (station, number)
) STRICT;
CREATE TABLE voucher_line (
  voucher_id INTEGER NOT NULL REFERENCES voucher,
  number INTEGER NOT NULL CHECK (number > 0),
  batch_id INTEGER NOT NULL REFERENCES batch,
  quantity_milli INTEGER NOT NULL CHECK (quantity_milli > 0),
  PRIMARY KEY (voucher_id, number)
) STRICT, WITHOUT ROWID;

-- 有奖举报, 你点我检: what a shopper said at the screen.
CREATE TABLE ticket (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL, -- as scanned
  words TEXT NOT NULL,
  at_us INTEGER NOT NULL
) STRICT;
