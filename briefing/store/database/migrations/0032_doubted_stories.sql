-- Whether a story is perhaps of another topic than its thread, so that the texts of the thread leave it out.
ALTER TABLE stories ADD COLUMN doubted INTEGER NOT NULL DEFAULT 0;
