-- Old articles of whose text only what summaries and timelines quote is left (`briefing prune`), and since when.
CREATE TABLE thinned_articles (
  article INTEGER PRIMARY KEY REFERENCES articles (n) ON DELETE CASCADE,
  at INTEGER NOT NULL
);
