-- What stations fetch: keys of stations, notices of recalls. Within a feed the numbers have no gaps,
-- so that a reader sees when something is kept from him.
CREATE TABLE feed (
  name TEXT PRIMARY KEY,
  head INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO feed (name, head) VALUES ('keys', 0), ('recall', 0);
CREATE TABLE feed_item (
  feed TEXT NOT NULL REFERENCES feed (name),
  n INTEGER NOT NULL CHECK (n > 0),
  subject TEXT NOT NULL, -- a key's id, a notice's SHA-256
  body TEXT NOT NULL,
  PRIMARY KEY (feed, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX feed_subject ON feed_item (feed, subject, n);
CREATE TRIGGER feed_item_update BEFORE UPDATE ON feed_item
BEGIN SELECT RAISE (ABORT, 'what was given out is never changed'); END;
CREATE TRIGGER feed_item_delete BEFORE DELETE ON feed_item
BEGIN SELECT RAISE (ABORT, 'what was given out is never deleted'); END;

-- What a key is good for: all, or nothing beyond a counter.
ALTER TABLE station ADD COLUMN revoked_us INTEGER;
ALTER TABLE station ADD COLUMN max_counter INTEGER;

-- Vouchers and papers that events name.
INSERT INTO event_epc (epc, role, seq)
  SELECT json_extract (CAST (body AS TEXT), '$."suima:voucher"'), 9, seq FROM event
  WHERE json_type (CAST (body AS TEXT), '$."suima:voucher"') = 'text'
  ON CONFLICT DO NOTHING;
INSERT INTO event_epc (epc, role, seq)
  SELECT json_extract (CAST (body AS TEXT), '$."suima:paperNumber"'), 10, seq FROM event
  WHERE json_type (CAST (body AS TEXT), '$."suima:paperNumber"') = 'text'
  ON CONFLICT DO NOTHING;
INSERT INTO event_epc (epc, role, seq)
  SELECT json_extract (CAST (body AS TEXT), '$.ilmd."suima:paperConformity"'), 10, seq FROM event
  WHERE json_type (CAST (body AS TEXT), '$.ilmd."suima:paperConformity"') = 'text'
  ON CONFLICT DO NOTHING;
