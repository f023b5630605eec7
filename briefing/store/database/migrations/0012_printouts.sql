-- The numbers of the last print-out in each terminal session, "" being all that ran without a terminal. `serial` counts print-outs.
CREATE TABLE printouts (
  terminal TEXT NOT NULL,
  number INTEGER NOT NULL,
  thread TEXT NOT NULL,
  serial INTEGER NOT NULL,
  PRIMARY KEY (terminal, number)
) WITHOUT ROWID;
INSERT INTO printouts SELECT '', number, thread, 1 FROM printout;
DROP TABLE printout;
ALTER TABLE printouts RENAME TO printout;
