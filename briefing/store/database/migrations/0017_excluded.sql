-- Why the front page leaves the thread out ("prices and offers", "puzzles"); '': it does not. Written with its texts.
ALTER TABLE threads ADD COLUMN excluded TEXT NOT NULL DEFAULT '';
