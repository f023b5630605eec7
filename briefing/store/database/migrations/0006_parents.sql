-- The larger affair that a thread is part of. `since` is when a person said so (then `parent` may be NULL: of none), else
-- NULL: grouping found it.
CREATE TABLE parents (
  child INTEGER PRIMARY KEY REFERENCES threads (n) ON DELETE CASCADE,
  parent INTEGER REFERENCES threads (n) ON DELETE CASCADE,
  since INTEGER
);
CREATE INDEX parents_parent ON parents (parent);
