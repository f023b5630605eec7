-- Hosts that asked for a pause: before `until` they are sent no request.
CREATE TABLE host_waits (
  host TEXT PRIMARY KEY,
  until INTEGER NOT NULL
) WITHOUT ROWID;

-- Problems that a quiet refresh has printed: each cause once a day. `subject` is the address of a feed, or a name.
CREATE TABLE reported_problems (
  subject TEXT NOT NULL,
  cause TEXT NOT NULL,
  day TEXT NOT NULL,
  PRIMARY KEY (subject, cause)
) WITHOUT ROWID;
