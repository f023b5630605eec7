"""Derived columns: what lists show of stories and threads, counted when these change, so that reading joins nothing."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable

from briefing.store.arrivals import recount_news
from briefing.store.codecs import json_array, json_text, named_rows
from briefing.text.publishers.publishers import OPENING_LENGTH, ArticleSource, independent_publishers


def recount_stories(db: sqlite3.Connection, stories: Iterable[int]) -> None:
    """Update the derived columns of stories (inner numbers); one without a title gets that of its first article."""
    db.execute(
        """UPDATE stories SET
        first = (SELECT MIN(published) FROM articles WHERE story = stories.n),
        last = (SELECT MAX(published) FROM articles WHERE story = stories.n),
        title = CASE WHEN title <> '' THEN title ELSE
            (SELECT a.title FROM articles a WHERE a.story = stories.n ORDER BY a.published, a.id LIMIT 1) END
        WHERE n IN (SELECT value FROM json_each(?))""",
        (json_array(stories),),
    )


def recount_thread(db: sqlite3.Connection, thread: int) -> None:
    """Update the derived columns of a thread (inner number) and mark its texts as outdated."""
    sql = """SELECT a.publisher, a.section, a.weight, substr(a.text, 1, ?) AS opening,
            COALESCE(NULLIF(a.publisher_url, ''), a.url) AS url
        FROM stories s CROSS JOIN articles a ON a.story = s.n WHERE s.thread = ?
        ORDER BY a.published, a.publisher, a.section, a.id"""
    articles = list(named_rows(db, sql, (2 * OPENING_LENGTH, thread)))  # as `ArticleSource.text_opening` asks
    article_counts = Counter(article["publisher"] for article in articles)
    # each publisher votes once, so that one agency with many articles does not decide
    publishers_by_section: dict[str, float] = defaultdict(float)
    for article in articles:
        publishers_by_section[article["section"]] += article["weight"] / article_counts[article["publisher"]]
    publishers = list(dict.fromkeys(article["publisher"] for article in articles))
    values = {
        "thread": thread,
        "article_count": len(articles),
        "independent_count": independent_publishers(
            ArticleSource(article["publisher"], article["url"], article["opening"]) for article in articles
        ),
        "weight": max(article["weight"] for article in articles),
        "section": max(publishers_by_section, key=lambda section: publishers_by_section[section]),
        "publishers": json_text(publishers),
    }
    db.execute(
        """UPDATE threads SET article_count = :article_count, independent_count = :independent_count, weight = :weight,
        section = :section, publishers = :publishers, outdated = 1,
        (story_count, first, last, newest_story_start) =
            (SELECT COUNT(*), MIN(first), MAX(last), MAX(first) FROM stories WHERE thread = threads.n),
        title = CASE WHEN title <> '' THEN title ELSE
            (SELECT s.title FROM stories s WHERE s.thread = threads.n ORDER BY s.first, s.id LIMIT 1) END
        WHERE n = :thread""",
        values,
    )
    recount_news(db, [thread])
