-- The canonical addresses of the pages of other sites that articles link to: what links connect may be one topic.
CREATE TABLE article_links (
  url TEXT NOT NULL,
  article INTEGER NOT NULL REFERENCES articles (n) ON DELETE CASCADE,
  PRIMARY KEY (url, article)
) WITHOUT ROWID;
CREATE INDEX article_links_article ON article_links (article);
