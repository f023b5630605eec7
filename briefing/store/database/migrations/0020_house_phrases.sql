-- What publishers print with many articles on different subjects. `place` is text, title start or title end.
CREATE TABLE house_phrases (
  publisher TEXT NOT NULL,
  place TEXT NOT NULL,
  phrase TEXT NOT NULL,
  PRIMARY KEY (publisher, place, phrase)
) WITHOUT ROWID;

-- How many articles of a publisher had come when its phrases were learned last, and how many have come since.
CREATE TABLE house_readings (
  publisher TEXT NOT NULL PRIMARY KEY,
  article_count INTEGER NOT NULL,
  new_count INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX articles_publisher ON articles (publisher, published);
