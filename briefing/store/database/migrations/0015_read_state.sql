-- When the thread was read before the present read session; NULL: never, or not known. "Since you last read" compares with it.
ALTER TABLE marks ADD COLUMN read_before INTEGER;

-- When the reader was open. `boundary` is the end of the visit before: what came later is new in this visit; NULL: the first visit.
CREATE TABLE visits (
  n INTEGER PRIMARY KEY,
  began INTEGER NOT NULL,
  ended INTEGER NOT NULL, -- so far, or when it was last known to be open
  boundary INTEGER
);
