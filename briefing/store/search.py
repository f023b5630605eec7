"""Search: articles by the words and conditions of a query, and the newest articles of a feed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.store import fts
from briefing.store.codecs import ARTICLE_COLUMNS, decode_article, json_array
from briefing.store.database.connection import Repository
from briefing.store.query_sql import QueryContext, matching_articles
from briefing.store.visits import reader_news

if TYPE_CHECKING:
    from briefing.model.curation import SearchHit
    from briefing.text.query import Query


class SearchRepository(Repository):
    """Search over all tables."""

    def hits(
        self,
        query: Query,
        limit: int,
        now: datetime,
        since: datetime,
        feed_names: Mapping[str, str] | None = None,
        *,
        threads: Collection[str] | None = None,
    ) -> list[SearchHit]:
        """Return the articles that a query means: with words the best first (titles count more), else the newest.

        Args:
            query: The parsed query.
            limit: The largest number of hits.
            now: The current moment.
            since: The start of the period that `is:new` and `is:updated` refer to.
            feed_names: The names of feeds by address.
            threads: Only articles of threads with these ids; None: all articles.
        """
        sql = f"""SELECT COALESCE(t.id, ''), COALESCE(t.title, ''), {ARTICLE_COLUMNS} FROM json_each(?) f
            CROSS JOIN articles a ON a.n = f.value LEFT JOIN stories s ON s.n = a.story
            LEFT JOIN threads t ON t.n = s.thread ORDER BY f.key"""
        with self._db.reading() as db:
            rules = self._db.active_rules(now)
            context = QueryContext(now, since, feed_names or {}, *reader_news(db, now), rules)
            numbers = matching_articles(db, query, limit, context, threads)
            rows = db.execute(sql, (json_array(numbers),)).fetchall()
        words = query.wanted_words()
        hits = [(thread, title, decode_article(row)) for thread, title, *row in rows]
        from briefing.model.curation import SearchHit

        return [SearchHit(article, thread, title, fts.snippet(article.text, words)) for thread, title, article in hits]

    def newest_of_feed(self, feed: str, limit: int) -> list[SearchHit]:
        """Return the newest articles that a feed brought, with their threads."""
        sql = f"""SELECT COALESCE(t.id, ''), COALESCE(t.title, ''), {ARTICLE_COLUMNS} FROM articles a
            LEFT JOIN stories s ON s.n = a.story LEFT JOIN threads t ON t.n = s.thread
            WHERE a.feed = ? ORDER BY a.published DESC, a.id LIMIT ?"""
        with self._db.reading() as db:
            rows = db.execute(sql, (feed, limit)).fetchall()
        from briefing.model.curation import SearchHit

        return [SearchHit(decode_article(row), thread, title) for thread, title, *row in rows]
