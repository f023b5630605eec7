-- How many articles of the last document of a feed were not stored: its limit of a day (max_per_day) left them no room.
ALTER TABLE feeds ADD COLUMN without_room INTEGER NOT NULL DEFAULT 0;
