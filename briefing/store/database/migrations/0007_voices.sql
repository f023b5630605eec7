-- How many independent publishers tell a thread: houses once, copies of one text once; 0: not counted yet.
ALTER TABLE threads ADD COLUMN voices INTEGER NOT NULL DEFAULT 0;
