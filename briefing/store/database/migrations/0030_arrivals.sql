-- When an article last came into the thread that was published at most two days before; 0: none since this version.
ALTER TABLE threads ADD COLUMN arrived INTEGER NOT NULL DEFAULT 0;
