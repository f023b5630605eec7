-- What a person had set on two threads when one ended in the other: the undo of an earlier correction needs it.
CREATE TABLE thread_joins (
  n INTEGER PRIMARY KEY,
  action INTEGER NOT NULL,  -- the newest action of the undo log at that time, 0 if there was none
  old TEXT NOT NULL,
  new TEXT NOT NULL,
  snapshot TEXT NOT NULL
);
CREATE INDEX thread_joins_action ON thread_joins (action);
