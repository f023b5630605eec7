-- The few stories that are perhaps of another topic, of which lists of threads count nothing as news.
CREATE INDEX stories_doubted ON stories (thread) WHERE doubted;
