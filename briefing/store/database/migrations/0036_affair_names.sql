-- The name of the affair that a thread is the head of, as "Iran war"; '': its title names the affair, or it heads none.
ALTER TABLE threads ADD COLUMN affair_name TEXT NOT NULL DEFAULT '';
