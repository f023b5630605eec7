-- What a person keeps beside threads: stars, rules that mute, saved views. The log of actions takes them all in.

-- One index answers what queries ask of many articles (when, where, whose, in which language) without their texts.
DROP INDEX articles_published;
CREATE INDEX articles_facts ON articles (published, story, section, publisher, lang);

-- Of a thread muted until something new: when its newest story began at that moment. NULL: muted for ever, or not muted.
ALTER TABLE marks ADD COLUMN newest INTEGER;

CREATE TABLE stars (
  article INTEGER PRIMARY KEY REFERENCES articles (n) ON DELETE CASCADE,
  at INTEGER NOT NULL
);

CREATE TABLE rules (
  kind TEXT NOT NULL, -- word or publisher
  value TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (kind, value)
) WITHOUT ROWID;

CREATE TABLE views (
  name TEXT PRIMARY KEY,
  query TEXT NOT NULL,
  at INTEGER NOT NULL
) WITHOUT ROWID;

-- `kind` says what `subject` names; `before` and `after` are JSON, NULL where there was nothing or nothing was left.
ALTER TABLE actions RENAME TO old_actions;
DROP INDEX actions_thread;
CREATE TABLE actions (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  before TEXT,
  after TEXT,
  undone INTEGER
);
CREATE INDEX actions_subject ON actions (subject);
CREATE INDEX actions_open ON actions (n) WHERE undone IS NULL;
INSERT INTO actions SELECT n, at, mark, thread,
  CASE WHEN mark = 'muted' AND before IS NOT NULL THEN json_array(before, NULL) ELSE CAST(before AS TEXT) END,
  CASE WHEN mark = 'muted' AND after IS NOT NULL THEN json_array(after, NULL) ELSE CAST(after AS TEXT) END,
  undone FROM old_actions;
DROP TABLE old_actions;
