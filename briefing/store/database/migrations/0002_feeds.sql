-- What a feed's document asks of those who fetch it, where its validators hold, and whether it is gone for good.
-- `pause` is in seconds, `skips` lists hours of the week (UTC, 0 is Monday's first).

ALTER TABLE feeds ADD COLUMN found TEXT NOT NULL DEFAULT '';
ALTER TABLE feeds ADD COLUMN pause INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN skips TEXT NOT NULL DEFAULT '';
ALTER TABLE feeds ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;
