-- Actions that one key press made together have the number of the first of them: undo takes all of them back.
ALTER TABLE undo_log ADD COLUMN batch INTEGER;
