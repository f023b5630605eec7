-- Articles that are read (0) or unread (1) whatever the moment says when their thread was read: they came from another thread,
-- which was read at another time.
CREATE TABLE read_exceptions (
  article INTEGER PRIMARY KEY REFERENCES articles (n) ON DELETE CASCADE,
  unread INTEGER NOT NULL
);

-- Whether articles were unread before an action of the undo log changed that.
CREATE TABLE read_changes (
  action INTEGER NOT NULL REFERENCES undo_log (n) ON DELETE CASCADE,
  article INTEGER NOT NULL REFERENCES articles (n) ON DELETE CASCADE,
  unread INTEGER NOT NULL,
  PRIMARY KEY (action, article)
) WITHOUT ROWID;
CREATE INDEX read_changes_article ON read_changes (article);
