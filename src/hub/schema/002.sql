-- Stations of a market or an authority, which may speak of goods that others issued.
ALTER TABLE station ADD COLUMN is_authority INTEGER NOT NULL DEFAULT 0 CHECK (is_authority IN (0, 1));
