CREATE TABLE station (
  station INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  public_key BLOB NOT NULL,
  is_enrolled INTEGER NOT NULL,
  enrol_code TEXT,
  enrolled_us INTEGER NOT NULL,
  PRIMARY KEY (station, epoch)
) STRICT;

CREATE TABLE context (
  context_id INTEGER PRIMARY KEY,
  body TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE event (
  seq INTEGER PRIMARY KEY,
  event_id TEXT NOT NULL,
  is_error_declaration INTEGER NOT NULL,
  record_us INTEGER NOT NULL,
  event_us INTEGER NOT NULL,
  type TEXT NOT NULL,
  action TEXT,
  biz_step TEXT,
  disposition TEXT,
  biz_location TEXT,
  read_point TEXT,
  signer TEXT,
  context_id INTEGER NOT NULL REFERENCES context,
  body BLOB NOT NULL,
  UNIQUE (event_id, is_error_declaration)
) STRICT;
CREATE INDEX event_record ON event (record_us, seq);
CREATE INDEX event_time ON event (event_us, seq);

CREATE TABLE event_epc (
  epc TEXT NOT NULL,
  role INTEGER NOT NULL,
  seq INTEGER NOT NULL REFERENCES event,
  PRIMARY KEY (epc, role, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE job (
  capture_id TEXT PRIMARY KEY,
  created_us INTEGER NOT NULL,
  is_success INTEGER NOT NULL,
  is_proceed INTEGER NOT NULL,
  accepted INTEGER NOT NULL,
  duplicates INTEGER NOT NULL,
  errors TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER event_update BEFORE UPDATE ON event
BEGIN SELECT RAISE (ABORT, 'events are never changed'); END;
CREATE TRIGGER event_delete BEFORE DELETE ON event
BEGIN SELECT RAISE (ABORT, 'events are never deleted'); END;
CREATE TRIGGER event_epc_update BEFORE UPDATE ON event_epc
BEGIN SELECT RAISE (ABORT, 'events are never changed'); END;
CREATE TRIGGER event_epc_delete BEFORE DELETE ON event_epc
BEGIN SELECT RAISE (ABORT, 'events are never deleted'); END;
CREATE TRIGGER station_delete BEFORE DELETE ON station
BEGIN SELECT RAISE (ABORT, 'station numbers are never given twice'); END;
