-- The date of an article as its feed gave it; NULL: none, or not known any more. `published` is the date that counts: not
-- after the article was seen. A refresh whose clock was wrong is recognized by the feed dates that contradict it.
ALTER TABLE articles ADD COLUMN feed_date INTEGER;
UPDATE articles SET feed_date = published WHERE date_flag = '' AND published < seen;
CREATE INDEX articles_seen ON articles (seen);
CREATE INDEX articles_feed_date ON articles (feed_date);
CREATE INDEX articles_feed_date_ahead ON articles (feed_date) WHERE feed_date > seen + 86400000000;
