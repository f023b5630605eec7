-- The names that a correction teaches about: how they are written, by stem, in JSON.
ALTER TABLE corrections ADD COLUMN names TEXT NOT NULL DEFAULT '{}';
