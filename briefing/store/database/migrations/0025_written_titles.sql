-- The title that was written last, also where a person gave the thread another one: it may stay, and undo restores it.
ALTER TABLE threads ADD COLUMN written_title TEXT NOT NULL DEFAULT '';
UPDATE threads SET written_title = title WHERE given_title = '';
