-- The first shape of the store. Moments are INTEGER microseconds since 1970 in UTC; `n` is a row's inner number,
-- `id` what everybody else calls it.

CREATE TABLE feeds (
  url TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  etag TEXT NOT NULL,
  modified TEXT NOT NULL,
  digest TEXT NOT NULL,
  last_try INTEGER,
  last_success INTEGER,
  next_due INTEGER,
  retry_after INTEGER,
  failures INTEGER NOT NULL,
  error TEXT NOT NULL,
  location TEXT NOT NULL
) WITHOUT ROWID;

-- What lists need of a thread is counted when it changes, so that reading a list joins nothing.
CREATE TABLE threads (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL DEFAULT '',
  latest TEXT NOT NULL DEFAULT '',
  section TEXT NOT NULL DEFAULT '',
  first INTEGER NOT NULL DEFAULT 0,
  last INTEGER NOT NULL DEFAULT 0,
  newest INTEGER NOT NULL DEFAULT 0, -- when its newest story began
  articles INTEGER NOT NULL DEFAULT 0,
  stories INTEGER NOT NULL DEFAULT 0,
  weight REAL NOT NULL DEFAULT 1.0,
  publishers TEXT NOT NULL DEFAULT '[]',
  unwritten INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX threads_last ON threads (last);
CREATE INDEX threads_unwritten ON threads (n) WHERE unwritten;

CREATE TABLE written (
  thread INTEGER PRIMARY KEY REFERENCES threads (n) ON DELETE CASCADE,
  summary TEXT NOT NULL,
  timeline TEXT NOT NULL
);

CREATE TABLE stories (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  thread INTEGER NOT NULL REFERENCES threads (n),
  title TEXT NOT NULL DEFAULT '',
  first INTEGER NOT NULL DEFAULT 0,
  last INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX stories_thread ON stories (thread, last);

-- An article without a story is not grouped yet. The text stands last, so that counting never reads its pages.
CREATE TABLE articles (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  story INTEGER REFERENCES stories (n),
  published INTEGER NOT NULL,
  seen INTEGER NOT NULL,
  weight REAL NOT NULL,
  publisher TEXT NOT NULL,
  feed TEXT NOT NULL,
  section TEXT NOT NULL,
  lang TEXT NOT NULL,
  guid TEXT NOT NULL,
  url TEXT NOT NULL,
  link TEXT NOT NULL,
  author TEXT NOT NULL,
  flag TEXT NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL
);
CREATE INDEX articles_story ON articles (story, published);
CREATE INDEX articles_published ON articles (published);
CREATE INDEX articles_url ON articles (url) WHERE url <> '';

CREATE TABLE carriers (
  feed TEXT NOT NULL,
  guid TEXT NOT NULL,
  article INTEGER NOT NULL REFERENCES articles (n) ON DELETE CASCADE,
  PRIMARY KEY (feed, guid, article)
) WITHOUT ROWID;
CREATE INDEX carriers_article ON carriers (article);

-- How an article read before an edit.
CREATE TABLE edits (
  n INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles (n) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL
);
CREATE INDEX edits_article ON edits (article);

-- Contentless: the words are derived from `articles` (see fulltext.py) and never read back.
CREATE VIRTUAL TABLE words USING fts5 (title, text, content = '', tokenize = 'unicode61 remove_diacritics 2');

CREATE TABLE evidence (
  subject TEXT PRIMARY KEY,
  body TEXT NOT NULL
) WITHOUT ROWID;

-- Where the id of a story or thread that ended leads now.
CREATE TABLE redirects (
  old TEXT PRIMARY KEY,
  new TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX redirects_new ON redirects (new);

CREATE TABLE profiles (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  terms TEXT NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (kind, id)
);

CREATE TABLE vocabulary (
  n INTEGER PRIMARY KEY,
  term TEXT NOT NULL UNIQUE,
  documents INTEGER NOT NULL DEFAULT 0
);

-- `last` is part of the key, so that the newest of a long list are found without reading the rest.
CREATE TABLE postings (
  term INTEGER NOT NULL,
  kind TEXT NOT NULL,
  last INTEGER NOT NULL,
  profile INTEGER NOT NULL, -- of `profiles`; a foreign key would scan this table for each profile replaced
  PRIMARY KEY (term, kind, last, profile)
) WITHOUT ROWID;

CREATE TABLE counters (
  name TEXT PRIMARY KEY,
  n INTEGER NOT NULL
) WITHOUT ROWID;

-- Since when a thread is followed or muted (NULL: it is not), and when it was last read.
CREATE TABLE marks (
  thread INTEGER PRIMARY KEY REFERENCES threads (n) ON DELETE CASCADE,
  followed INTEGER,
  muted INTEGER,
  read INTEGER
);

CREATE TABLE actions (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  mark TEXT NOT NULL,
  thread TEXT NOT NULL,
  before INTEGER,
  after INTEGER,
  undone INTEGER
);
CREATE INDEX actions_thread ON actions (thread);

CREATE TABLE digests (
  name TEXT PRIMARY KEY,
  at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE ledger (
  digest TEXT NOT NULL,
  thread TEXT NOT NULL,
  story TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (digest, thread, story)
) WITHOUT ROWID;
CREATE INDEX ledger_thread ON ledger (thread);
CREATE INDEX ledger_story ON ledger (story);

CREATE TABLE printout (
  number INTEGER PRIMARY KEY,
  thread TEXT NOT NULL
);
