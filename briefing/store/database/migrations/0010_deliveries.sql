-- What each digest delivered, article by article. Older logs name stories only: their articles of that time count as delivered.
CREATE TABLE delivered_articles (
  digest TEXT NOT NULL,
  article INTEGER NOT NULL REFERENCES articles (n) ON DELETE CASCADE,
  PRIMARY KEY (digest, article)
) WITHOUT ROWID;
CREATE INDEX delivered_articles_article ON delivered_articles (article);
INSERT INTO delivered_articles
  SELECT DISTINCT l.digest, a.n FROM delivery_log l
  JOIN stories s ON s.id = l.story JOIN articles a ON a.story = s.n WHERE a.seen <= l.at;

-- Since when a digest has news that it did not print; NULL: it printed all.
ALTER TABLE digests ADD COLUMN waiting_since INTEGER;
