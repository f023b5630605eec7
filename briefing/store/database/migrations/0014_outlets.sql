-- The site of the publisher of an entry that an aggregator brought; '' where the feed itself is the publisher.
ALTER TABLE articles ADD COLUMN publisher_url TEXT NOT NULL DEFAULT '';
