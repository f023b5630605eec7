-- How many deaths the newest headlines of a thread state; 0: none, or not written since this migration.
ALTER TABLE threads ADD COLUMN deaths INTEGER NOT NULL DEFAULT 0;
