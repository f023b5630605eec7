-- Since when an article can be read; NULL: it counts by its publication, as those from before the last visit do, those
-- of the first document of a feed and those of another store.
ALTER TABLE articles ADD COLUMN arrived INTEGER;
UPDATE articles SET arrived = articles.seen
    FROM (SELECT feed, MIN(seen) AS seen FROM articles GROUP BY feed) f,
    (SELECT COALESCE(boundary, ended) AS began FROM visits ORDER BY n DESC LIMIT 1) v
    WHERE f.feed = articles.feed AND articles.seen > f.seen AND articles.seen >= v.began;
CREATE INDEX articles_arrived ON articles (arrived);
DROP INDEX articles_story;
CREATE INDEX articles_story ON articles (story, published, arrived);
-- When the first and the last article of a thread became news: when it arrived, if that was at most two days after its
-- publication, else when it was published.
ALTER TABLE threads ADD COLUMN first_news INTEGER NOT NULL DEFAULT 0;
ALTER TABLE threads RENAME COLUMN arrived TO last_news;
UPDATE threads SET first_news = first, last_news = last;
UPDATE threads SET (first_news, last_news) = (
    SELECT MIN(CASE WHEN a.arrived BETWEEN a.published AND a.published + 172800000000 THEN a.arrived ELSE a.published END),
    MAX(CASE WHEN a.arrived BETWEEN a.published AND a.published + 172800000000 THEN a.arrived ELSE a.published END)
    FROM stories s JOIN articles a ON a.story = s.n WHERE s.thread = threads.n)
    WHERE n IN (SELECT s.thread FROM articles a JOIN stories s ON s.n = a.story WHERE a.arrived IS NOT NULL);
DROP INDEX threads_last;
CREATE INDEX threads_last_news ON threads (last_news);
-- Up to when the list of a visit has shown what arrived: since its start, or since the reader last took news in.
ALTER TABLE visits ADD COLUMN listed INTEGER;
UPDATE visits SET listed = ended;
