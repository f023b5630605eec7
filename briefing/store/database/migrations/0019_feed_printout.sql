-- The numbers of the last list of feeds in each terminal session, "" being all that ran without a terminal.
CREATE TABLE feed_printout (
  terminal TEXT NOT NULL,
  number INTEGER NOT NULL,
  url TEXT NOT NULL,
  serial INTEGER NOT NULL,
  PRIMARY KEY (terminal, number)
) WITHOUT ROWID;
