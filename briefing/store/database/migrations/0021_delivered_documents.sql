-- What each digest printed, as a document that every format can be written from; the newest ones are kept.
CREATE TABLE delivered_documents (
  digest TEXT NOT NULL,
  at INTEGER NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (digest, at)
) WITHOUT ROWID;
