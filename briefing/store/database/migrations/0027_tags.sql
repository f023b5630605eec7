-- The tags of a thread, as a JSON array in the order of the alphabet; NULL: it has none.
ALTER TABLE marks ADD COLUMN tags TEXT;
