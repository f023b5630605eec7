-- What the clock of the machine showed at each refresh, and the actual time by what hosts stated (NULL: not known).
CREATE TABLE refresh_clocks (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  shown INTEGER NOT NULL,
  actual INTEGER
);
