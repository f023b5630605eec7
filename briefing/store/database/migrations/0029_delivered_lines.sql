-- What a digest printed of a thread: its line and the other texts of its entry, to which later news is compared.
CREATE TABLE delivered_lines (
  digest TEXT NOT NULL,
  thread TEXT NOT NULL,
  at INTEGER NOT NULL,
  line TEXT NOT NULL,
  texts TEXT NOT NULL,
  PRIMARY KEY (digest, thread, at)
) WITHOUT ROWID;
CREATE INDEX delivered_lines_thread ON delivered_lines (thread);
