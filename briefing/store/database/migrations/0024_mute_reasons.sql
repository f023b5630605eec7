-- When a mute rule ends (NULL: never), and why the person wants it.
ALTER TABLE mute_rules ADD COLUMN until INTEGER;
ALTER TABLE mute_rules ADD COLUMN reason TEXT NOT NULL DEFAULT '';
