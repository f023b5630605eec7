-- What a person decided about stories and threads, in articles, whose ids outlast every regrouping.

-- Articles that stay together, in a story or in a thread, whatever grouping makes of them.
CREATE TABLE bonds (
  kind TEXT NOT NULL, -- story or thread
  article TEXT NOT NULL,
  bond TEXT NOT NULL, -- the same for all of a bond: the least of its articles
  at INTEGER NOT NULL,
  PRIMARY KEY (kind, article)
) WITHOUT ROWID;

-- Two articles that never share a story, or a thread.
CREATE TABLE partings (
  kind TEXT NOT NULL,
  one TEXT NOT NULL, -- of what went away
  other TEXT NOT NULL,
  PRIMARY KEY (kind, one, other)
) WITHOUT ROWID;

-- How each correction is taken back. `lesson` is 1 where joining was wrong, -1 where it was missed, else 0.
CREATE TABLE corrections (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL, -- what was corrected: story or thread
  lesson INTEGER NOT NULL,
  words TEXT NOT NULL,
  detail TEXT NOT NULL -- JSON
);

-- The title that a person gave a thread; '' if nobody did.
ALTER TABLE threads ADD COLUMN named TEXT NOT NULL DEFAULT '';
