-- What the pages of articles gave, what sites ask of programs that read them, and what a language model answered.

-- `own` is what the feed gives where the article's text is that of its page, else NULL; `words` say why there is none.
-- `due`: from when on the page may be read again by itself; NULL: it need not be.
CREATE TABLE pages (
  article INTEGER PRIMARY KEY REFERENCES articles (n) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  due INTEGER,
  words TEXT NOT NULL,
  own TEXT
);

CREATE TABLE robots (
  origin TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  rules TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE answers (
  digest TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  answer TEXT NOT NULL
) WITHOUT ROWID;
